"""Meetings of a body: its members plan them and write what came out."""

from fastapi import APIRouter, Response
from sqlmodel import Session

from budget_app.bodies.models import Body
from budget_app.bodies.service import NotYourBody
from budget_app.web import meeting_deeds as deeds
from budget_app.web.guards import Anyone, Form
from budget_app.web.meeting_deeds import Place, Side
from budget_app.web.visit import Visit

router = APIRouter()


def _place(session: Session, visit: Visit, body_id: int) -> Place:
    body = session.get(Body, body_id)
    if body is None or body_id not in visit.me.body_ids:
        raise NotYourBody
    return Place(body.round_id, body_id, body.name, f"/jury/groep/{body_id}", body.name)


SIDE = Side("jury/meetings.html", _place)


@router.get("/groep/{body_id}/bijeenkomsten")
def show(visit: Anyone, body_id: int) -> Response:
    """The meetings, with a form to plan one."""
    return deeds.page(SIDE, visit, body_id)


@router.post("/groep/{body_id}/bijeenkomst")
def plan(visit: Anyone, body_id: int, form: Form) -> Response:
    """Announce a meeting."""
    return deeds.plan(SIDE, visit, body_id, form)


@router.post("/groep/{body_id}/bijeenkomst/{meeting_id}/verslag")
def report(visit: Anyone, body_id: int, meeting_id: int, form: Form) -> Response:
    """Say what came out of a meeting."""
    return deeds.report(SIDE, visit, body_id, meeting_id, form)
