"""The budget game: divide the money, and see what falls off."""

from collections.abc import Collection

from fastapi import APIRouter, Response
from sqlmodel import Session

from budget_app.budgets import service as budgets
from budget_app.budgets.models import Round
from budget_app.errors import FieldErrors
from budget_app.i18n import LazyText, _l
from budget_app.packages import game, items
from budget_app.packages.items import Item
from budget_app.packages.rules import divide
from budget_app.route import service as route
from budget_app.web.guards import Anyone, Form
from budget_app.web.typed import numbers
from budget_app.web.visit import Visit

router = APIRouter()


@router.get("/ronde/{slug}/spel")
def show(visit: Anyone, slug: str) -> Response:
    """The game, with what this person chose when they last played."""
    with visit.read() as session:
        round, there = _load(visit, session, slug)
        chosen = game.of_player(session, round, visit.me.account_id)
    return _page(visit, round, there, chosen)


@router.post("/ronde/{slug}/spel")
def play(visit: Anyone, slug: str, form: Form) -> Response:
    """Keep a division of the money that fits."""
    chosen = numbers(form.texts("ideas"))
    with visit.read() as session:
        round, there = _load(visit, session, slug)
    try:
        with visit.write() as session:
            kept = session.merge(round, load=False)
            game.play(session, kept, visit.me.account_id, chosen, visit.now)
    except FieldErrors as wrong:
        return _page(visit, round, there, chosen, wrong.errors)
    visit.flash(_l("Uw verdeling is bewaard. U kunt haar veranderen zolang deze stap open is."))
    return visit.go(f"/resident/ronde/{slug}/spel")


def _load(visit: Visit, session: Session, slug: str) -> tuple[Round, list[Item]]:
    round = budgets.by_slug(session, slug)
    step = items.step_of(round)
    route.demand(session, round.id or 0, "play", "resident", visit.now, step.key)
    return round, items.available(session, round.id or 0, step.key)


def _page(
    visit: Visit,
    round: Round,
    there: list[Item],
    chosen: Collection[int],
    errors: dict[str, LazyText] | None = None,
) -> Response:
    division = divide({item.id: item.cost for item in there}, chosen, round.amount_cents)
    return visit.page(
        "resident/game.html",
        400 if errors else 200,
        round=round,
        items=there,
        chosen=chosen,
        division=division,
        fallen=[item for item in there if item.id in division.fallen],
        errors=errors or {},
    )
