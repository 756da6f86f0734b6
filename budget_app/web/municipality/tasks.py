"""The municipality lists its tasks with the money set aside for each."""

from fastapi import APIRouter, Response

from budget_app.budgets.service import config_of
from budget_app.errors import FieldErrors, NotFound
from budget_app.i18n import _l
from budget_app.tasks import reading, service
from budget_app.web.guards import Anyone, Form
from budget_app.web.money import parse_euros
from budget_app.web.municipality.mine import round_of
from budget_app.web.project_deeds import Sent
from budget_app.web.visit import Visit

router = APIRouter()


@router.get("/ronde/{round_id}/taken")
def show(visit: Anyone, round_id: int) -> Response:
    """The list, and the form for one more."""
    return _page(visit, round_id, Sent())


@router.post("/ronde/{round_id}/taken")
def add(visit: Anyone, round_id: int, form: Form) -> Response:
    """Put a task on the list."""
    try:
        with visit.write() as session:
            round = round_of(session, visit, round_id)
            cents = parse_euros(form.text("budget"))
            if cents is None:
                raise FieldErrors({"budget": _l("Vul een bedrag in, zoals 1.250 of 12,50.")})
            words = form.text("name"), form.text("what"), form.text("quality")
            service.list_task(session, round, *words, cents, visit.now)
    except FieldErrors as refusal:
        errors = {name: visit.translate(text) for name, text in refusal.errors.items()}
        return _page(visit, round_id, Sent("task", form.values(), errors, None, refusal.status))
    visit.flash(_l("De taak staat op de lijst."))
    return visit.go(f"/municipality/ronde/{round_id}/taken")


def _page(visit: Visit, round_id: int, sent: Sent) -> Response:
    with visit.read() as session:
        round = round_of(session, visit, round_id)
        if not config_of(round).tasks:
            raise NotFound
        listed = reading.of_round(session, round_id, visit.now)
    return visit.page("municipality/tasks.html", sent.status, round=round, listed=listed, sent=sent)
