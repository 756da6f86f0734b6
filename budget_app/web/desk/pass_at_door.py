"""At the door of a voting day: hand out a pass."""

from fastapi import APIRouter, Response

from budget_app.errors import NotFound, Refusal
from budget_app.events import door, planning
from budget_app.web.desk import rounds
from budget_app.web.guards import Anyone, Form
from budget_app.web.visit import Visit

router = APIRouter()


@router.get("/ronde/{slug}/pas")
def ask(visit: Anyone, slug: str) -> Response:
    """From which buurt is the person at the door?"""
    return _page(visit, slug)


@router.post("/ronde/{slug}/pas")
def hand_out(visit: Anyone, slug: str, form: Form) -> Response:
    """A pass, with its code shown this once."""
    try:
        with visit.write() as session:
            round = rounds.by_slug(visit, session, slug)
            code = door.hand_out(
                session, visit.settings.secret_key, round, form.text("area"), visit.now
            )
    except NotFound:
        raise
    except Refusal as refusal:
        return _page(visit, slug, refusal)
    return visit.page("desk/door_pass.html", code=code, slug=slug)


def _page(visit: Visit, slug: str, refusal: Refusal | None = None) -> Response:
    with visit.read() as session:
        round = rounds.by_slug(visit, session, slug)
        step = planning.step_of(round)
        day = planning.day_of(session, round)
        left = door.left(session, round.id or 0)
        handed_out = door.handed_out(session, round.id or 0)
    return visit.page(
        "desk/pass_at_door.html",
        refusal.status if refusal else 200,
        round=round,
        step=step,
        day=day,
        left=left,
        handed_out=handed_out,
        refused=visit.translate(refusal.text) if refusal else "",
    )
