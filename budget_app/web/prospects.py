"""What happens next with an idea, by when, and who answers: only what was decided."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from budget_app.bodies.models import Body, Docket
from budget_app.budgets.config import RoundConfig
from budget_app.ideas.models import Idea
from budget_app.route import rules
from budget_app.route.models import Step
from budget_app.route.service import steps_of
from budget_app.talk import consulting


@dataclass(frozen=True)
class Prospect:
    """One step that still lies before an idea. `by` is None while nobody has set a day.

    `who` decides there, or only has a say: who advises decides nothing.
    """

    name: str
    explains: str
    who: str
    by: datetime | None
    is_now: bool
    decides: bool


def ahead(session: Session, config: RoundConfig, idea: Idea) -> list[Prospect]:
    """The step where an idea is and the steps after it; nothing once its route has ended."""
    if idea.state in rules.ENDED or idea.state == "concept":
        return []
    rows = {row.key: row for row in steps_of(session, idea.round_id)}
    found = []
    for step in rules.from_here(config, idea):
        is_now = step.key == idea.step_key
        who, by = step.who_decides, _closes(rows.get(step.key))
        if is_now and step.body:
            who, by = _answer(session, idea, who, by)
        if is_now and step.kind == "consult":
            by = consulting.closes_at(session, idea, step)
        found.append(Prospect(step.name, step.explains, who, by, is_now, step.decides))
    return found


def _closes(row: Step | None) -> datetime | None:
    return row.closes_at if row is not None else None


def _answer(
    session: Session, idea: Idea, who: str, by: datetime | None
) -> tuple[str, datetime | None]:
    """The body that holds the idea and the day on which it owes an answer."""
    found = session.exec(
        select(Body.name, Docket.due_at)
        .join(Docket, col(Docket.body_id) == col(Body.id))
        .where(Docket.idea_id == idea.id, col(Docket.verdict).is_(None))
        .order_by(col(Docket.sitting).desc())
    ).first()
    return (found[0], found[1]) if found else (who, by)
