"""Write an idea, keep it as a draft, and change it."""

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Response
from sqlmodel import Session

from budget_app.budgets import service as budgets
from budget_app.budgets.models import Round
from budget_app.i18n import LazyText, _l
from budget_app.ideas import authors, changing, proposing, rules, similar
from budget_app.ideas import service as ideas
from budget_app.ideas.models import Idea
from budget_app.ideas.service import Maker
from budget_app.people import contact
from budget_app.people.models import Account
from budget_app.web import idea_form, photo_field
from budget_app.web.guards import Anyone, Form, Posted
from budget_app.web.idea_form import Choices, Reading
from budget_app.web.typed import key
from budget_app.web.visit import Visit

router = APIRouter()
DRAFT_BUTTON = "bewaar"
MOST = {"note": 200, "maker_name": contact.NAME_MAX}  # characters, beside the idea itself


@dataclass(frozen=True)
class Sheet:
    """What the form stands on: the round's choices, and the idea when there is one already."""

    offered: Choices
    idea: Idea | None = None


@router.get("/ronde/{slug}/idee")
def blank(visit: Anyone, slug: str, bouwt_op: int | None = None) -> Response:
    """An empty form."""
    with visit.read() as session:
        sheet = _new_sheet(visit, session, slug)
    values = {"builds_on": str(bouwt_op)} if bouwt_op else {}
    return _page(visit, sheet, values)


@router.post("/ronde/{slug}/idee", max_body_size=photo_field.BODY_BYTES)
def keep_new(visit: Anyone, slug: str, form: Form) -> Response:
    """Keep what was typed as a draft, and go on to look it over."""
    with visit.read() as session:
        sheet = _new_sheet(visit, session, slug)
    values, reading = _read(visit, sheet, form)
    if reading.errors:
        return _page(visit, sheet, values, reading.errors)
    with visit.write() as session:
        round = session.merge(sheet.offered.round, load=False)
        _link(session, round, reading, values)
        maker = _maker(visit, session, values)
        idea = ideas.start(session, round, reading.content, maker, visit.now)
        idea_id = idea.id
    return _onward(visit, form, idea_id)


@router.get("/idee/{idea_id}/bewerken")
def change(visit: Anyone, idea_id: int) -> Response:
    """The form with the idea as it stands."""
    with visit.read() as session:
        sheet = _sheet_of(visit, session, idea_id)
    return _page(visit, sheet, idea_form.values_of(_idea(sheet)))


@router.post("/idee/{idea_id}/bewerken", max_body_size=photo_field.BODY_BYTES)
def keep_change(visit: Anyone, idea_id: int, form: Form) -> Response:
    """Keep other words; what was said before stays readable once the idea was handed in."""
    with visit.read() as session:
        sheet = _sheet_of(visit, session, idea_id)
    was_draft = _idea(sheet).state == "concept"
    values, reading = _read(visit, sheet, form)
    if not was_draft:
        # What was typed wrongly says more than that it is missing.
        reading.errors = rules.missing(reading.content, sheet.offered.gathers) | reading.errors
    if reading.errors:
        return _page(visit, sheet, values, reading.errors)
    with visit.write() as session:
        idea = ideas.of_maker(session, idea_id, visit.me.account_id)
        _link(session, sheet.offered.round, reading, values)
        maker = _maker(visit, session, values)
        changing.change(session, idea, reading.content, maker, visit.now, form.text("note"))
    if was_draft:
        return _onward(visit, form, idea_id)
    visit.flash(_l("Uw verandering staat erin. De oude tekst blijft te lezen."))
    return visit.go(f"/resident/idee/{idea_id}")


@router.get("/ronde/{slug}/lijkt-op")
def alike(
    visit: Anyone, slug: str, title: str = "", body: str = "", zonder: int | None = None
) -> Response:
    """Ideas that look like what is being typed; a part of the form."""
    with visit.read() as session:
        round = budgets.by_slug(session, slug)
        found = similar.find(session, round.id or 0, title, body, zonder)
    return visit.page("resident/_similar.html", similar=found)


def _new_sheet(visit: Visit, session: Session, slug: str) -> Sheet:
    round = budgets.by_slug(session, slug)
    proposing.demand_open(session, round, visit.me.account_id, visit.now)
    return Sheet(idea_form.choices(session, round))


def _sheet_of(visit: Visit, session: Session, idea_id: int) -> Sheet:
    idea = ideas.of_maker(session, idea_id, visit.me.account_id)
    changing.demand(session, idea, visit.now)
    return Sheet(idea_form.choices(session, session.get_one(Round, idea.round_id)), idea)


def _idea(sheet: Sheet) -> Idea:
    if sheet.idea is None:
        raise ValueError("this form has no idea yet")
    return sheet.idea


def _read(visit: Visit, sheet: Sheet, form: Posted) -> tuple[dict[str, str], Reading]:
    values = form.values()
    reading = idea_form.read(values, sheet.offered)
    reading.errors |= rules.longer(values, MOST)
    already = sheet.idea.photo_id if sheet.idea else None
    reading.errors |= photo_field.take_in(visit, form, values, already)
    reading.content["photo_id"] = photo_field.chosen(values)
    return values, reading


def _link(session: Session, round: Round, reading: Reading, values: dict[str, str]) -> None:
    wanted = None if values.get("builds_on_away") else reading.content["builds_on_id"]
    base = proposing.base_of(session, round.id or 0, wanted)
    reading.content["builds_on_id"] = base.id if base else None


def _maker(visit: Visit, session: Session, values: dict[str, str]) -> Maker:
    """Who writes; someone the roll knows without a name may give one here."""
    name = visit.me.name
    given = values.get("maker_name", "").strip()
    if not name and given:
        contact.set_name(session, session.get_one(Account, visit.me.account_id), given)
        authors.rename(session, visit.me.account_id, given)
        name = given
    return Maker(visit.me.account_id, name or authors.UNNAMED)


def _onward(visit: Visit, form: Posted, idea_id: int | None) -> Response:
    if form.text("doe") == DRAFT_BUTTON:
        visit.flash(_l("Uw concept is bewaard. Alleen u kunt het zien."))
        return visit.go("/resident/")
    return visit.go(f"/resident/idee/{idea_id}/controleren")


def _page(
    visit: Visit,
    sheet: Sheet,
    values: dict[str, str],
    errors: dict[str, LazyText] | None = None,
) -> Response:
    base: Idea | None = None
    found: list[similar.Likeness] = []
    with visit.read() as session:
        round_id = sheet.offered.round.id or 0
        number = key(values.get("builds_on", ""))
        if number is not None:
            base = proposing.base_of(session, round_id, number)
        if errors:
            mine = sheet.idea.id if sheet.idea else None
            found = similar.find(
                session, round_id, values.get("title", ""), values.get("body", ""), mine
            )
    context: dict[str, Any] = {"offered": sheet.offered, "idea": sheet.idea, "base": base}
    return visit.page(
        "resident/idea_form.html",
        400 if errors else 200,
        values=values,
        errors=errors or {},
        similar=found,
        cost_lines=idea_form.COST_LINES,
        **context,
    )
