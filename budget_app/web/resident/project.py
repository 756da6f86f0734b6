"""Makers tell how it goes: news, parts of the work, promises, done, accounted for."""

import secrets

from fastapi import APIRouter, Response
from sqlmodel import Session

from budget_app.clock import local_date
from budget_app.i18n import _l
from budget_app.projects import page as pages
from budget_app.projects import service as projects
from budget_app.projects.models import Project
from budget_app.tasks import service as tasks
from budget_app.web import photo_field
from budget_app.web import project_deeds as deeds
from budget_app.web.guards import Anyone, Form
from budget_app.web.project_deeds import Sent, Side
from budget_app.web.visit import Visit

router = APIRouter()


def _load(session: Session, visit: Visit, project_id: int) -> Project:
    return projects.of_maker(session, project_id, visit.me.account_id)


def _page(visit: Visit, project_id: int, sent: Sent) -> Response:
    with visit.read() as session:
        project = _load(session, visit, project_id)
        may = projects.may(session, project, "resident")
        page = pages.page_of(session, project_id, local_date(visit.now))
        takes_over = tasks.is_challenge(session, project.idea_id)
    return visit.page(
        "resident/project.html",
        sent.status,
        page=page,
        may=may,
        sent=sent,
        ours="makers",
        takes_over=takes_over,
        # News sent twice from the same page is told once: the page carries the key.
        form_key=sent.typed.get("form_key") or secrets.token_urlsafe(9),
    )


MAKERS = Side("resident", "makers", _load, _page)
deeds.add_promises(router, MAKERS)


@router.get("/project/{project_id}")
def show(visit: Anyone, project_id: int) -> Response:
    """The project with what its makers can do now."""
    return _page(visit, project_id, Sent())


@router.post("/project/{project_id}/vertel", max_body_size=photo_field.BODY_BYTES)
def tell(visit: Anyone, project_id: int, form: Form) -> Response:
    """A few lines and perhaps a photo."""
    with visit.read() as session:
        _load(session, visit, project_id)  # before a photo of somebody else is taken in
    values = form.values()
    wrong = photo_field.take_in(visit, form, values)
    if wrong:
        errors = {name: visit.translate(text) for name, text in wrong.items()}
        return _page(visit, project_id, Sent("tell", values, errors, None, 400))

    def deed(session: Session, project: Project) -> None:
        photo = photo_field.chosen(values)
        words, key = form.text("body"), form.text("form_key")
        projects.tell(session, project, words, visit.me.name, photo, visit.now, key)

    said = _l("Uw bericht staat op de projectpagina.")
    return deeds.act(MAKERS, visit, project_id, form, "tell", deed, said, typed=values)


@router.post("/project/{project_id}/mijlpaal")
def plan(visit: Anyone, project_id: int, form: Form) -> Response:
    """Plan a part of the work."""

    def deed(session: Session, project: Project) -> None:
        due_on = deeds.day(form.text("part_due"), "part_due")
        projects.milestone(session, project, form.text("part"), due_on, visit.now)

    said = _l("Dit deel van het werk staat erbij.")
    names = {"title": "part", "due_on": "part_due"}
    return deeds.act(MAKERS, visit, project_id, form, "milestone", deed, said, renamed=names)


@router.post("/project/{project_id}/mijlpaal/{milestone_id}")
def reach(visit: Anyone, project_id: int, milestone_id: int, form: Form) -> Response:
    """A part of the work is done."""

    def deed(session: Session, project: Project) -> None:
        projects.reach(session, project, milestone_id, visit.now)

    said = _l("Mooi. Dit deel is klaar.")
    return deeds.act(MAKERS, visit, project_id, form, "milestone", deed, said)


@router.post("/project/{project_id}/klaar")
def finish(visit: Anyone, project_id: int, form: Form) -> Response:
    """The work is done."""

    def deed(session: Session, project: Project) -> None:
        projects.finish(session, project, visit.now)

    said = _l("Gefeliciteerd, het is klaar! Vertel nu nog wat u leerde.")
    return deeds.act(MAKERS, visit, project_id, form, "finish", deed, said)


@router.post("/project/{project_id}/verantwoorden")
def account(visit: Anyone, project_id: int, form: Form) -> Response:
    """Close the books: what was learned, and what the money went to."""

    def deed(session: Session, project: Project) -> None:
        lessons, receipts = form.text("lessons"), form.text("receipts")
        projects.account_for(session, project, lessons, visit.now, receipts)

    said = _l("Dank u wel. Het project is verantwoord.")
    return deeds.act(MAKERS, visit, project_id, form, "account", deed, said)
