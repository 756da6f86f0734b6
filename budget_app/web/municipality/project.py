"""The municipality pays bills, makes its own promises, or says that a project failed."""

import secrets

from fastapi import APIRouter, Response
from sqlmodel import Session

from budget_app.clock import local_date
from budget_app.commissions import reading as commissions
from budget_app.errors import FieldErrors, NotFound
from budget_app.i18n import _l
from budget_app.ledger.service import NotEnoughMoney
from budget_app.projects import loans, rules
from budget_app.projects import page as pages
from budget_app.projects import service as projects
from budget_app.projects.models import Payment, Project
from budget_app.tasks import service as tasks
from budget_app.web import project_deeds as deeds
from budget_app.web.guards import Anyone, Form
from budget_app.web.money import parse_euros
from budget_app.web.municipality.mine import round_of
from budget_app.web.project_deeds import Sent, Side
from budget_app.web.visit import Visit

router = APIRouter()


def _load(session: Session, visit: Visit, project_id: int) -> Project:
    project = projects.by_id(session, project_id)
    round_of(session, visit, project.round_id)
    return project


def _page(visit: Visit, project_id: int, sent: Sent) -> Response:
    with visit.read() as session:
        project = _load(session, visit, project_id)
        may = projects.may(session, project, "municipality")
        page = pages.page_of(session, project_id, local_date(visit.now))
        lent = loans.of_project(session, project_id, local_date(visit.now))
        order = commissions.ordered(session, project.idea_id)
        takes_over = tasks.is_challenge(session, project.idea_id)
    return visit.page(
        "municipality/project.html",
        sent.status,
        page=page,
        may=may,
        takes_over=takes_over,
        order=order,
        lent=lent,
        sent=sent,
        ours="gemeente",
        # A bill sent twice from the same page is one payment: the page carries the key.
        bill_key=sent.typed.get("bill_key") or secrets.token_urlsafe(9),
    )


OFFICIAL = Side("municipality", "gemeente", _load, _page)
deeds.add_promises(router, OFFICIAL)


@router.get("/project/{project_id}")
def show(visit: Anyone, project_id: int) -> Response:
    """The project with what the municipality can do now."""
    return _page(visit, project_id, Sent())


@router.post("/project/{project_id}/betaal")
def pay(visit: Anyone, project_id: int, form: Form) -> Response:
    """Pay a bill."""

    def deed(session: Session, project: Project) -> None:
        payee, what = form.text("payee"), form.text("bill_for")
        cents = parse_euros(form.text("amount"))
        if cents is None:
            raise FieldErrors(
                {
                    **rules.wrong_lines(payee=payee, what=what),
                    "amount": _l("Vul een bedrag in, zoals 1.250 of 12,50."),
                }
            )
        key = f"bill:{project.id}:{form.text('bill_key')[:40]}"
        in_wijk = form.text("in_wijk") == "ja"
        try:
            projects.pay(session, project, key, payee, what, cents, visit.now, in_wijk)
        except NotEnoughMoney as refusal:
            raise FieldErrors({"amount": refusal.text}) from refusal

    said = _l("De rekening is betaald en staat op de projectpagina.")
    names = {"what": "bill_for"}
    return deeds.act(OFFICIAL, visit, project_id, form, "pay", deed, said, renamed=names)


@router.post("/project/{project_id}/betaling/{payment_id}/terug")
def correct(visit: Anyone, project_id: int, payment_id: int, form: Form) -> Response:
    """Take a wrong payment back, with why."""
    why = f"fix_{payment_id}"

    def deed(session: Session, project: Project) -> None:
        payment = session.get(Payment, payment_id)
        if payment is None or payment.project_id != project.id:
            raise NotFound
        projects.correct(session, payment, form.text(why), visit.now)

    said = _l("De betaling is teruggedraaid. Dat staat erbij.")
    return deeds.act(OFFICIAL, visit, project_id, form, "pay", deed, said, renamed={"why": why})


@router.post("/project/{project_id}/mislukt")
def fail(visit: Anyone, project_id: int, form: Form) -> Response:
    """Say in public that a project will not be done, and why."""

    def deed(session: Session, project: Project) -> None:
        projects.fail(session, project, form.text("fail_why"), visit.now)

    said = _l("Het project staat als mislukt op de projectpagina, met de reden.")
    names = {"why": "fail_why"}
    return deeds.act(OFFICIAL, visit, project_id, form, "fail", deed, said, renamed=names)
