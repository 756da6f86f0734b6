"""What comes back of a loan is written down, also after its project's books are closed."""

import secrets
from collections.abc import Callable

from fastapi import APIRouter, Response
from sqlmodel import Session

from budget_app.clock import local_date
from budget_app.errors import FieldErrors, NotForYou, NotFound, Refusal
from budget_app.i18n import LazyText, _l
from budget_app.projects import loans
from budget_app.projects import page as pages
from budget_app.projects import service as projects
from budget_app.projects.models import Project
from budget_app.web.guards import Anyone, Form, Posted
from budget_app.web.money import parse_euros
from budget_app.web.municipality.mine import round_of
from budget_app.web.project_deeds import Sent
from budget_app.web.visit import Visit

router = APIRouter()


@router.get("/project/{project_id}/lening")
def show(visit: Anyone, project_id: int) -> Response:
    """How the loan stands."""
    return _page(visit, project_id, Sent())


@router.post("/project/{project_id}/lening")
def repay(visit: Anyone, project_id: int, form: Form) -> Response:
    """A part came back."""

    def deed(session: Session, project: Project) -> None:
        cents = parse_euros(form.text("repaid"))
        if cents is None:
            raise FieldErrors({"repaid": _l("Vul een bedrag in, zoals 1.250 of 12,50.")})
        key = f"repaid:{project.id}:{form.text('form_key')[:40]}"
        loans.repay(session, project, key, cents, visit.now)

    return _do(visit, project_id, form, deed, _l("De terugbetaling staat op de projectpagina."))


@router.post("/project/{project_id}/lening/los")
def forgive(visit: Anyone, project_id: int, form: Form) -> Response:
    """What is left does not come back, with why."""

    def deed(session: Session, project: Project) -> None:
        loans.forgive(session, project, form.text("forgive_why"), visit.now)

    return _do(
        visit, project_id, form, deed, _l("De lening hoeft niet meer terug. De reden staat erbij.")
    )


def _do(
    visit: Visit,
    project_id: int,
    form: Posted,
    deed: Callable[[Session, Project], None],
    said: LazyText,
) -> Response:
    try:
        with visit.write() as session:
            deed(session, _load(session, visit, project_id))
    except (NotForYou, NotFound):
        raise
    except Refusal as refusal:
        given = refusal.errors if isinstance(refusal, FieldErrors) else {}
        errors = {name: visit.translate(text) for name, text in given.items()}
        refused = None if errors else visit.translate(refusal.text)
        sent = Sent("loan", form.values(), errors, refused, refusal.status)
        return _page(visit, project_id, sent)
    visit.flash(said)
    return visit.go(f"/municipality/project/{project_id}/lening")


def _load(session: Session, visit: Visit, project_id: int) -> Project:
    project = projects.by_id(session, project_id)
    round_of(session, visit, project.round_id)
    return project


def _page(visit: Visit, project_id: int, sent: Sent) -> Response:
    with visit.read() as session:
        project = _load(session, visit, project_id)
        lent = loans.of_project(session, project_id, local_date(visit.now))
        if lent is None:
            raise NotFound
        idea = pages.idea_of(session, project)
    return visit.page(
        "municipality/loan.html",
        sent.status,
        project=project,
        idea=idea,
        lent=lent,
        sent=sent,
        # A form sent twice from the same page is one repayment: the page carries the key.
        form_key=sent.typed.get("form_key") or secrets.token_urlsafe(9),
    )
