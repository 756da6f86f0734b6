"""Open and close the steps of a round: an official's deed, on record."""

from fastapi import APIRouter, Response

from budget_app.ballots import turnout
from budget_app.budgets.config import StepRule
from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.clock import dutch_moment
from budget_app.errors import FieldErrors, NotFound, Refusal
from budget_app.i18n import LazyText, _l
from budget_app.ideas import moves
from budget_app.ideas import reading as ideas
from budget_app.route import by_hand, rules
from budget_app.route import service as route
from budget_app.web.guards import Anyone, Form
from budget_app.web.municipality.mine import round_of
from budget_app.web.visit import Visit

router = APIRouter()
SAID: dict[str, LazyText] = {
    "open": _l("De stap is open."),
    "sluit": _l("De stap is gesloten."),
}
NO_MOMENT = _l("Vul een dag en een tijd in die bestaan. Dit is Nederlandse tijd.")


@router.get("/ronde/{round_id}/stappen")
def show(visit: Anyone, round_id: int) -> Response:
    """Every step with its state, its dates and what can be done with it."""
    return _page(visit, round_id, None)


@router.get("/ronde/{round_id}/stap/{key}/{deed}")
def confirm(visit: Anyone, round_id: int, key: str, deed: str) -> Response:
    """What opening or closing this step brings about, before it is done."""
    return _confirm(visit, round_id, key, deed, None)


@router.post("/ronde/{round_id}/stap/{key}/datum")
def move(visit: Anyone, form: Form, round_id: int, key: str) -> Response:
    """Give a step another closing time, with the reason that everyone can read."""
    # Every step has such a form on the page, so each field has the name of its step.
    typed = {name: form.text(f"{key}_{name}") for name in ("closes_at", "reason")}
    closes_at = dutch_moment(typed["closes_at"])
    try:
        if closes_at is None:
            raise FieldErrors({"closes_at": NO_MOMENT})
        with visit.write() as session:
            round = round_of(session, visit, round_id)
            by_hand.reschedule(
                session, round, key, closes_at, typed["reason"], visit.now, visit.me.account_id
            )
    except Refusal as refusal:
        return _page(visit, round_id, refusal, key, typed)
    visit.flash(_l("De nieuwe datum staat op de pagina van de ronde."))
    return visit.go(f"/municipality/ronde/{round_id}/stappen")


@router.post("/ronde/{round_id}/stap/{key}/{deed}")
def act(visit: Anyone, form: Form, round_id: int, key: str, deed: str) -> Response:
    """Open or close a step, or leave ideas behind and then open or close it."""
    try:
        with visit.write() as session:
            round = round_of(session, visit, round_id)
            step = _rule(round, key)
            if deed == "achterlaten":
                moves.leave_behind(session, round, step, visit.now)
                deed = "open"
            if deed == "onbeslist":
                moves.leave_undecided(session, round, step, visit.now)
                deed = "sluit"
            if deed == "open":
                route.open_step(session, round, key, visit.now, visit.me.account_id)
            elif deed == "sluit":
                why = form.text("reason")
                by_hand.close(session, round, key, visit.now, visit.me.account_id, why)
            else:
                raise NotFound
    except FieldErrors as refusal:
        return _confirm(visit, round_id, key, deed, refusal, form.text("reason"))
    except NotFound:
        raise
    except Refusal as refusal:
        return _page(visit, round_id, refusal, key)
    visit.flash(SAID[deed])
    return visit.go(f"/municipality/ronde/{round_id}/stappen")


def _rule(round: Round, key: str) -> StepRule:
    """The step of the round with this key. Raises NotFound."""
    rule = next((step for step in config_of(round).steps if step.key == key), None)
    if rule is None:
        raise NotFound
    return rule


def _confirm(
    visit: Visit,
    round_id: int,
    key: str,
    deed: str,
    refusal: FieldErrors | None,
    reason: str = "",
) -> Response:
    if deed not in SAID:
        raise NotFound
    with visit.read() as session:
        round = round_of(session, visit, round_id)
        rule = _rule(round, key)
        step = next((s for s in route.steps_of(session, round_id) if s.key == key), None)
        voted, roll = turnout.so_far(session, round_id)
        states = ideas.states_in(session, [round_id])[round_id]
    if step is None:
        return _page(visit, round_id, route.NotPublished(), key)
    return visit.page(
        "municipality/step_confirm.html",
        refusal.status if refusal else 200,
        round=round,
        rule=rule,
        step=step,
        deed=deed,
        is_early=by_hand.is_early(step, visit.now),
        voted=voted.get(key, 0),
        roll=roll,
        on_the_list=states["op_de_stemlijst"],
        reason=reason,
        errors={name: visit.translate(text) for name, text in refusal.errors.items()}
        if refusal
        else {},
    )


def _page(
    visit: Visit,
    round_id: int,
    refusal: Refusal | None,
    key: str = "",
    typed: dict[str, str] | None = None,
) -> Response:
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
        typed=typed or {"closes_at": "", "reason": ""},
        errors={f"{key}_{name}": visit.translate(text) for name, text in errors.items()},
    )
