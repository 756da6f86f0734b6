"""The group that puts ideas together: whole budgets as drafts, and shown to everyone."""

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Response
from sqlmodel import Session

from budget_app.budgets import service as budgets
from budget_app.budgets.models import Round
from budget_app.errors import FieldErrors
from budget_app.i18n import LazyText, _l
from budget_app.ideas.models import Idea
from budget_app.packages import composing, items, reading
from budget_app.packages.composing import Draft
from budget_app.packages.items import Item
from budget_app.packages.rules import divide
from budget_app.route import service as route
from budget_app.web.guards import Anyone, Form, Posted
from budget_app.web.typed import numbers
from budget_app.web.visit import Visit

router = APIRouter()


@dataclass(frozen=True)
class Sheet:
    """What the form stands on: the round, the ideas to choose from, and the package if any."""

    round: Round
    items: list[Item]
    package: Idea | None = None


@router.get("/ronde/{slug}/pakketten")
def overview(visit: Anyone, slug: str) -> Response:
    """The packages that the group made, drafts too."""
    with visit.read() as session:
        round = budgets.by_slug(session, slug)
        body = composing.demand_member(session, round, visit.me.account_id, visit.now)
        step = items.step_of(round)
        packages = reading.packages(session, round.id or 0, drafts=True)
        free = items.available(session, round.id or 0, step.key)
        open_now = route.may(session, round.id or 0, "compose", "jury", visit.now, step.key)
    return visit.page(
        "jury/packages.html",
        round=round,
        body=body,
        step=step,
        packages=packages,
        items=free,
        may_compose=open_now,
    )


@router.get("/ronde/{slug}/pakket")
def blank(visit: Anyone, slug: str) -> Response:
    """An empty package."""
    return _page(visit, _new(visit, slug), Draft("", "", ()))


@router.post("/ronde/{slug}/pakket")
def keep_new(visit: Anyone, slug: str, form: Form) -> Response:
    """Keep a package as a draft of the group."""
    return _keep(visit, _new(visit, slug), _draft(form))


@router.get("/pakket/{package_id}")
def change(visit: Anyone, package_id: int) -> Response:
    """The draft as it stands."""
    sheet, chosen = _sheet_of(visit, package_id)
    package = sheet.package
    assert package is not None  # noqa: S101  (a sheet of a package has one)
    return _page(visit, sheet, Draft(package.title, package.body, chosen))


@router.post("/pakket/{package_id}")
def keep_change(visit: Anyone, package_id: int, form: Form) -> Response:
    """Keep the draft with other words or ideas."""
    return _keep(visit, _sheet_of(visit, package_id)[0], _draft(form))


@router.post("/pakket/{package_id}/publiceren")
def publish(visit: Anyone, package_id: int, form: Form) -> Response:
    """Show a package to everyone."""
    with visit.write() as session:
        package, round, body = composing.for_member(
            session, package_id, visit.me.account_id, visit.now
        )
        composing.publish(session, package, round, body, visit.now)
        slug = round.slug
    visit.flash(_l("Het pakket staat op de site. Het verandert nu niet meer."))
    return visit.go(f"/jury/ronde/{slug}/pakketten")


@router.post("/pakket/{package_id}/weg")
def throw_away(visit: Anyone, package_id: int, form: Form) -> Response:
    """Drop a draft."""
    with visit.write() as session:
        package, round, body = composing.for_member(
            session, package_id, visit.me.account_id, visit.now
        )
        composing.throw_away(session, package, body, visit.now)
        slug = round.slug
    visit.flash(_l("Het concept is weg."))
    return visit.go(f"/jury/ronde/{slug}/pakketten")


def _new(visit: Visit, slug: str) -> Sheet:
    with visit.read() as session:
        round = budgets.by_slug(session, slug)
        composing.demand_member(session, round, visit.me.account_id, visit.now)
        return _sheet(session, round)


def _sheet_of(visit: Visit, package_id: int) -> tuple[Sheet, tuple[int, ...]]:
    with visit.read() as session:
        package, round, _body = composing.for_member(
            session, package_id, visit.me.account_id, visit.now
        )
        chosen = items.of_packages(session, [package_id])[package_id]
        return _sheet(session, round, package), tuple(item.id for item in chosen)


def _sheet(session: Session, round: Round, package: Idea | None = None) -> Sheet:
    free = items.available(session, round.id or 0, items.step_of(round).key)
    return Sheet(round, free, package)


def _draft(form: Posted) -> Draft:
    return Draft(form.text("title"), form.text("body"), numbers(form.texts("ideas")))


def _keep(visit: Visit, sheet: Sheet, draft: Draft) -> Response:
    try:
        with visit.write() as session:
            round = session.merge(sheet.round, load=False)
            package = session.merge(sheet.package, load=False) if sheet.package else None
            composing.keep(session, round, visit.me.account_id, draft, visit.now, package)
    except FieldErrors as wrong:
        return _page(visit, sheet, draft, wrong.errors)
    visit.flash(_l("Het concept is bewaard. Alleen uw groep ziet het."))
    return visit.go(f"/jury/ronde/{sheet.round.slug}/pakketten")


def _page(
    visit: Visit, sheet: Sheet, draft: Draft, errors: dict[str, LazyText] | None = None
) -> Response:
    costs = {item.id: item.cost for item in sheet.items}
    context: dict[str, Any] = {"sheet": sheet, "draft": draft, "errors": errors or {}}
    return visit.page(
        "jury/package_form.html",
        400 if errors else 200,
        division=divide(costs, draft.idea_ids, sheet.round.amount_cents),
        round=sheet.round,
        **context,
    )
