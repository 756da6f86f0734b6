"""Volunteer for a seat that is given by lot, or step back."""

from fastapi import APIRouter, Response

from budget_app.bodies import drawing, volunteers
from budget_app.bodies.models import Body
from budget_app.budgets import reading as rounds
from budget_app.errors import FieldErrors
from budget_app.i18n import LazyText, _l
from budget_app.web.guards import Anyone, Form
from budget_app.web.visit import Visit

router = APIRouter()


@router.get("/loting/{draw_id}")
def show(visit: Anyone, draw_id: int) -> Response:
    """What the seat is, what is asked, and what becomes public."""
    return _page(visit, draw_id, {}, {})


@router.post("/loting/{draw_id}")
def volunteer(visit: Anyone, draw_id: int, form: Form) -> Response:
    """Put me on the list, or change my answers."""
    try:
        with visit.write() as session:
            found = drawing.by_id(session, draw_id)
            answers = {
                one.name: form.text(f"answer_{place}")
                for place, one in enumerate(volunteers.strata_of(found))
            }
            volunteers.sign_up(
                session, found, visit.me.account_id, form.text("name"), answers, visit.now
            )
    except FieldErrors as refusal:
        return _page(visit, draw_id, form.values(), refusal.errors)
    visit.flash(_l("U staat op de lijst. Na de loting leest u hier de uitslag."))
    return visit.go(f"/resident/loting/{draw_id}")


@router.post("/loting/{draw_id}/afmelden")
def step_back(visit: Anyone, draw_id: int, form: Form) -> Response:
    """Take me off the list."""
    with visit.write() as session:
        volunteers.step_back(session, drawing.by_id(session, draw_id), visit.me.account_id)
    visit.flash(_l("U staat niet meer op de lijst."))
    return visit.go(f"/loting/{draw_id}")


def _page(
    visit: Visit, draw_id: int, typed: dict[str, str], errors: dict[str, LazyText]
) -> Response:
    with visit.read() as session:
        found = drawing.by_id(session, draw_id)
        body = session.get_one(Body, found.body_id)
        round = rounds.by_id(session, body.round_id)
        mine = volunteers.mine(session, found, visit.me.account_id)
    return visit.page(
        "resident/draw.html",
        400 if errors else 200,
        draw=found,
        body=body,
        round=round,
        strata=list(enumerate(volunteers.strata_of(found))),
        mine=mine,
        typed=typed,
        errors={name: visit.translate(text) for name, text in errors.items()},
    )
