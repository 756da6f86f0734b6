"""Open and close the steps of a round: an official's deed, on record."""

from collections.abc import Callable

from fastapi import APIRouter, Response

from budget_app.budgets.service import config_of
from budget_app.errors import FieldErrors, Refusal
from budget_app.i18n import LazyText, _l
from budget_app.ideas import moves
from budget_app.route import rules
from budget_app.route import service as route
from budget_app.web.guards import Anyone, Form
from budget_app.web.municipality.mine import round_of
from budget_app.web.typed import moment
from budget_app.web.visit import Visit

router = APIRouter()
DEEDS: dict[str, tuple[Callable[..., object], LazyText]] = {
    "open": (route.open_step, _l("De stap is open.")),
    "sluit": (route.close_step, _l("De stap is gesloten.")),
}


@router.get("/ronde/{round_id}/stappen")
def show(visit: Anyone, round_id: int) -> Response:
    """Every step with its state, its dates and what can be done with it."""
    return _page(visit, round_id, None)


@router.post("/ronde/{round_id}/stap/{key}/datum")
def move(visit: Anyone, form: Form, round_id: int, key: str) -> Response:
    """Give a step another closing time, with the reason that everyone can read."""
    try:
        closes_at = moment(form.text("closes_at"))
        with visit.write() as session:
            round = round_of(session, visit, round_id)
            route.reschedule(
                session, round, key, closes_at, form.text("reason"), visit.now, visit.me.account_id
            )
    except ValueError:
        wrong = FieldErrors({"closes_at": _l("Vul een datum en tijd in.")})
        return _page(visit, round_id, wrong, key)
    except Refusal as refusal:
        return _page(visit, round_id, refusal, key)
    visit.flash(_l("De nieuwe datum staat op de pagina van de ronde."))
    return visit.go(f"/municipality/ronde/{round_id}/stappen")


@router.post("/ronde/{round_id}/stap/{key}/{deed}")
def act(visit: Anyone, form: Form, round_id: int, key: str, deed: str) -> Response:
    """Open or close a step, or leave ideas behind and then open or close it."""
    try:
        with visit.write() as session:
            round = round_of(session, visit, round_id)
            if deed == "achterlaten":
                step = config_of(round).step(key)
                moves.leave_behind(session, round, step, visit.now)
                deed = "open"
            if deed == "onbeslist":
                moves.leave_undecided(session, round, config_of(round).step(key), visit.now)
                deed = "sluit"
            if deed not in DEEDS:
                raise Refusal
            do, said = DEEDS[deed]
            do(session, round, key, visit.now, visit.me.account_id)
    except Refusal as refusal:
        return _page(visit, round_id, refusal, key)
    visit.flash(said)
    return visit.go(f"/municipality/ronde/{round_id}/stappen")


def _page(visit: Visit, round_id: int, refusal: Refusal | None, key: str = "") -> Response:
    with visit.read() as session:
        round = round_of(session, visit, round_id)
        config = config_of(round)
        steps = route.steps_of(session, round_id)
        left = {
            step.key: len(moves.undecided(session, round, config.step(step.key)))
            for step in steps
            if step.kind in rules.ANSWERED and step.state == "open"
        }
    errors = refusal.errors if isinstance(refusal, FieldErrors) else {}
    return visit.page(
        "municipality/steps.html",
        refusal.status if refusal else 200,
        round=round,
        steps=[(step, config.step(step.key), route.is_open(step, visit.now)) for step in steps],
        refused_key=key,
        refusal=visit.translate(refusal.text) if refusal else "",
        underway=isinstance(refusal, moves.StillUnderway),
        undecided=isinstance(refusal, moves.StillUndecided),
        left=left,
        errors={name: visit.translate(text) for name, text in errors.items()},
    )
