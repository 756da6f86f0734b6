"""Meetings of a round: the municipality plans them and writes what came out."""

from fastapi import APIRouter, Response
from sqlmodel import Session

from budget_app.web import meeting_deeds as deeds
from budget_app.web.guards import Anyone, Form
from budget_app.web.meeting_deeds import Place, Side
from budget_app.web.municipality.mine import round_of
from budget_app.web.visit import Visit

router = APIRouter()


def _place(session: Session, visit: Visit, round_id: int) -> Place:
    round = round_of(session, visit, round_id)
    return Place(round_id, None, round.title, f"/municipality/ronde/{round_id}", "gemeente")


SIDE = Side("municipality/meetings.html", _place)


@router.get("/ronde/{round_id}/bijeenkomsten")
def show(visit: Anyone, round_id: int) -> Response:
    """The meetings, with a form to plan one."""
    return deeds.page(SIDE, visit, round_id)


@router.post("/ronde/{round_id}/bijeenkomst")
def plan(visit: Anyone, round_id: int, form: Form) -> Response:
    """Announce a meeting."""
    return deeds.plan(SIDE, visit, round_id, form)


@router.post("/ronde/{round_id}/bijeenkomst/{meeting_id}/verslag")
def report(visit: Anyone, round_id: int, meeting_id: int, form: Form) -> Response:
    """Say what came out of a meeting."""
    return deeds.report(SIDE, visit, round_id, meeting_id, form)
