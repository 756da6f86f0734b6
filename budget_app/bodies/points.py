"""The numbered points of a plan: advised on one by one, and answered one by one."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from budget_app.bodies.dockets import step_of
from budget_app.bodies.judging import said_too_little
from budget_app.bodies.models import OUTCOMES, VERDICTS, Body, Docket, PlanPoint, PointWord
from budget_app.budgets.config import StepRule
from budget_app.i18n import LazyText, _l


@dataclass(frozen=True, slots=True)
class Word:
    """What a body said of a point."""

    body: str
    word: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a plan with everything that was said of it, oldest first."""

    id: int
    number: int
    text: str
    words: tuple[Word, ...]


def of_plan(session: Session, idea_id: int) -> list[Point]:
    """The points of a plan, in their order; none for anything that is not a plan."""
    rows = session.exec(
        select(PlanPoint).where(PlanPoint.idea_id == idea_id).order_by(col(PlanPoint.number))
    ).all()
    if not rows:
        return []
    said = session.exec(
        select(PointWord, Body.name, Docket.decided_at)
        .join(Docket, col(Docket.id) == col(PointWord.docket_id))
        .join(Body, col(Body.id) == col(Docket.body_id))
        .where(Docket.idea_id == idea_id, col(Docket.decided_at).is_not(None))
        .order_by(col(Docket.id))
    ).all()
    return [
        Point(
            row.id or 0,
            row.number,
            row.text,
            tuple(
                Word(body, word.word, word.reason, at)
                for word, body, at in said
                if word.point_id == row.id and at is not None
            ),
        )
        for row in rows
    ]


def asked(step: StepRule) -> tuple[str, ...]:
    """The words that a step asks for each point: an advice, what is done with it, or nothing."""
    if step.kind == "advise":
        return VERDICTS
    return OUTCOMES if step.answers is not None else ()


def problems(
    session: Session, docket: Docket, step: StepRule, given: dict[int, tuple[str, str]]
) -> dict[str, LazyText]:
    """What is wrong, at the fields `point_<id>` and `point_reason_<id>`."""
    words = asked(step)
    errors: dict[str, LazyText] = {}
    if not words:
        return errors
    for point in _rows(session, docket):
        word, reason = given.get(point.id or 0, ("", ""))
        if word not in words:
            errors[f"point_{point.id}"] = _l("Kies iets bij dit punt.")
        if word != "pass" or reason.strip():
            problem = said_too_little(reason)
            if problem:
                errors[f"point_reason_{point.id}"] = problem
    return errors


def keep(session: Session, docket: Docket, given: dict[int, tuple[str, str]]) -> None:
    """Put the words beside the verdict."""
    if not asked(step_of(session, docket)):
        return
    for point in _rows(session, docket):
        word, reason = given[point.id or 0]
        session.add(
            PointWord(
                docket_id=docket.id or 0, point_id=point.id or 0, word=word, reason=reason.strip()
            )
        )


def _rows(session: Session, docket: Docket) -> list[PlanPoint]:
    query = select(PlanPoint).where(PlanPoint.idea_id == docket.idea_id)
    return list(session.exec(query.order_by(col(PlanPoint.number))))
