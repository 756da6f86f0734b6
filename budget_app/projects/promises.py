"""Promises: made in public by a side, and answered for by the same side."""

from datetime import date, datetime

from sqlmodel import Session

from budget_app.clock import local_date
from budget_app.errors import FieldErrors, NotForYou, NotFound, Refusal
from budget_app.i18n import _l
from budget_app.projects import rules
from budget_app.projects.models import Project, Promise
from budget_app.projects.money import CLOSED, ProjectEnded


class PromiseSettled(Refusal):
    sentence = _l("Deze belofte is al afgehandeld.")


class NotYourPromise(NotForYou):
    sentence = _l("Deze belofte is van een ander. Alleen wie belooft, zegt of het is gelukt.")


def promise(
    session: Session,
    project: Project,
    who: str,
    what: str,
    due_on: date,
    now: datetime,
    side: str = "makers",
) -> Promise:
    """Promise something in public, by a date; `side` ("makers" or "gemeente") answers for it."""
    if project.state in CLOSED:
        raise ProjectEnded
    rules.demand_line(who=who, what=what)
    if due_on < local_date(now):
        raise FieldErrors({"due_on": _l("Kies een dag die nog komt.")})
    row = Promise(
        project_id=project.id or 0,
        side=side,
        who=who.strip(),
        what=what.strip(),
        due_on=due_on,
        made_at=now,
    )
    session.add(row)
    session.flush()
    return row


def settle_promise(session: Session, row: Promise, state: str, why: str, now: datetime) -> None:
    """Say whether a promise was kept; one kept after its day is late. Late and broken need a why.

    Raises PromiseSettled, FieldErrors.
    """
    session.refresh(row, with_for_update=True)
    if row.state != "open":
        raise PromiseSettled
    if state not in ("kept", "late", "broken"):
        raise FieldErrors({"state": _l("Kies of het is gelukt.")})
    today = local_date(now)
    settled = rules.settled_state(state != "broken", row.due_on, today)
    if settled == "kept" and state == "late":
        settled = "late"
    if settled != "kept" and not why.strip():
        raise FieldErrors({"why": _l("Schrijf op waarom. Iedereen kan dit lezen.")})
    row.state, row.settled_on, row.why = settled, today, why.strip()
    session.add(row)
    session.flush()


def promise_of(session: Session, project: Project, promise_id: int, side: str) -> Promise:
    """A promise of this project, by the side that made it. Raises NotFound, NotYourPromise."""
    row = session.get(Promise, promise_id)
    if row is None or row.project_id != project.id:
        raise NotFound
    if row.side != side:
        raise NotYourPromise
    return row
