"""What makers and the municipality do to a project, on two pages that work the same way."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from fastapi import APIRouter, Response
from sqlmodel import Session

from budget_app.errors import FieldErrors, NotForYou, NotFound, Refusal
from budget_app.i18n import LazyText, _l
from budget_app.projects import service as projects
from budget_app.projects.models import Project
from budget_app.web.guards import Anyone, Form, Posted
from budget_app.web.typed import day as typed_day
from budget_app.web.visit import Visit


@dataclass(frozen=True)
class Sent:
    """A form that was refused: its name, what was typed, and what is wrong."""

    name: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    refused: str | None = None
    status: int = 200


@dataclass(frozen=True)
class Side:
    """Who acts: an audience, whose promises it makes, how it loads a project and shows it."""

    audience: str
    promises_as: str
    load: Callable[[Session, Visit, int], Project]
    show: Callable[[Visit, int, Sent], Response]
    part: str = ""  # where one page is not enough: the rest of its address

    def address(self, project_id: int) -> str:
        """The page of this side for a project."""
        return f"/{self.audience}/project/{project_id}{self.part}"


def act(
    side: Side,
    visit: Visit,
    project_id: int,
    form: Posted,
    action: str,
    deed: Callable[[Session, Project], object],
    said: LazyText,
    *,
    renamed: Mapping[str, str] | None = None,
    typed: Mapping[str, str] | None = None,
) -> Response:
    """Do one deed that the route allows this side; a refusal shows the page with what was typed.

    `renamed` gives a field of the service its name on the page, where several forms stand together.
    """
    try:
        with visit.write() as session:
            project = side.load(session, visit, project_id)
            projects.demand(session, project, action, side.audience)
            deed(session, project)
    except (NotForYou, NotFound):
        raise
    except Refusal as refusal:
        given = refusal.errors if isinstance(refusal, FieldErrors) else {}
        names = renamed or {}
        errors = {names.get(name, name): visit.translate(text) for name, text in given.items()}
        refused = None if errors else visit.translate(refusal.text)
        sent = Sent(action, typed or form.values(), errors, refused, refusal.status)
        return side.show(visit, project_id, sent)
    visit.flash(said)
    return visit.go(side.address(project_id))


def day(text: str, name: str) -> date:
    """A day as a date field sends it. Raises FieldErrors under this name."""
    try:
        return typed_day(text)
    except ValueError:
        raise FieldErrors({name: _l("Kies een dag.")}) from None


def add_promises(router: APIRouter, side: Side) -> None:
    """Let a side's pages take its promises, and its answers to them."""

    @router.post("/project/{project_id}/belofte")
    def promise(visit: Anyone, project_id: int, form: Form) -> Response:
        """Promise something by a day."""

        def deed(session: Session, project: Project) -> None:
            due_on = day(form.text("due_on"), "due_on")
            who, what = form.text("who"), form.text("what")
            projects.promise(session, project, who, what, due_on, visit.now, side.promises_as)

        said = _l("Uw belofte staat op de projectpagina.")
        return act(side, visit, project_id, form, "promise", deed, said)

    @router.post("/project/{project_id}/belofte/{promise_id}")
    def answer(visit: Anyone, project_id: int, promise_id: int, form: Form) -> Response:
        """Say whether an own promise was kept, with why when it was not or not in time."""
        why = f"why_{promise_id}"

        def deed(session: Session, project: Project) -> None:
            row = projects.promise_of(session, project, promise_id, side.promises_as)
            projects.settle_promise(session, row, form.text("state"), form.text(why), visit.now)

        said = _l("Uw antwoord staat op de projectpagina.")
        return act(side, visit, project_id, form, "promise", deed, said, renamed={"why": why})
