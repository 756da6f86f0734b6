"""Advice, and the answer that a decider owes to it.

An advice is a verdict in a step of the kind `advise`. A later step names it in `answers`: who
decides there reads it, and answers within a term. Where it weighs heavily, no decision stands
without an answer; a departure says why.
"""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from budget_app.bodies.dockets import config_for, step_of
from budget_app.bodies.judging import said_too_little
from budget_app.bodies.models import AdviceAnswer, Body, Docket
from budget_app.bodies.rules import departs
from budget_app.budgets.config import RoundConfig, StepRule
from budget_app.i18n import LazyText, _l
from budget_app.ideas.models import Idea


@dataclass(frozen=True)
class Advice:
    """What was advised on an idea, by whom, and what it weighs: "advice" or "weighty"."""

    docket: Docket
    body: str
    weight: str


@dataclass(frozen=True)
class Owed:
    """An answer to an advice that has not come yet."""

    body: str
    due_at: datetime
    late: bool


def advice_for(session: Session, docket: Docket) -> Advice | None:
    """The advice that a decision on this dossier answers; None where nothing was advised."""
    step = step_of(session, docket)
    if step.answers is None:
        return None
    found = session.exec(
        select(Docket, Body.name)
        .join(Body, col(Body.id) == col(Docket.body_id))
        .where(
            Docket.idea_id == docket.idea_id,
            Docket.step_key == step.answers,
            col(Docket.verdict).is_not(None),
        )
        .order_by(col(Docket.id).desc())
    ).first()
    if found is None:
        return None
    weight = config_for(session, docket).step(step.answers).weight or "advice"
    return Advice(found[0], found[1], weight)


def problems(
    session: Session, docket: Docket, step: StepRule, verdict: str, text: str
) -> dict[str, LazyText]:
    """What is wrong with the answer to an advice, at the field `answer`."""
    advice = advice_for(session, docket)
    if advice is None or advice.docket.verdict is None:
        return {}
    away = departs(advice.docket.verdict, verdict)
    if not text.strip() and away:
        return {"answer": _l("U wijkt af van het advies. Schrijf op waarom.")}
    if not text.strip() and advice.weight == "weighty" and verdict != "repair":
        return {"answer": _l("Dit advies weegt zwaar. Schrijf op wat u ermee doet.")}
    too_long = said_too_little(text) if text.strip() else None
    return {"answer": too_long} if too_long else {}


def keep(session: Session, docket: Docket, step: StepRule, verdict: str, text: str) -> None:
    """Put the answer beside the decision."""
    advice = advice_for(session, docket)
    if advice is None or advice.docket.verdict is None or not text.strip():
        return
    session.add(
        AdviceAnswer(
            docket_id=docket.id or 0,
            advice_id=advice.docket.id or 0,
            departs=departs(advice.docket.verdict, verdict),
            answer=text.strip(),
        )
    )


def owed(session: Session, config: RoundConfig, idea: Idea, now: datetime) -> Owed | None:
    """The answer that is still owed to an advice on this idea, if there is one."""
    answering = [step.key for step in config.steps if step.answers is not None]
    if idea.step_key not in answering:
        return None
    found = session.exec(
        select(Body.name, Docket.due_at)
        .join(Docket, col(Docket.body_id) == col(Body.id))
        .where(
            Docket.idea_id == idea.id,
            Docket.step_key == idea.step_key,
            col(Docket.verdict).is_(None),
        )
    ).first()
    return Owed(found[0], found[1], found[1] < now) if found else None


def late_answers(session: Session, round_id: int, config: RoundConfig, now: datetime) -> int:
    """How many answers to advice a round owes that should have come by now."""
    answering = [step.key for step in config.steps if step.answers is not None]
    if not answering:
        return 0
    return session.exec(
        select(sa.func.count())
        .select_from(Docket)
        .join(Idea, col(Idea.id) == col(Docket.idea_id))
        .where(
            Idea.round_id == round_id,
            col(Docket.step_key).in_(answering),
            col(Docket.verdict).is_(None),
            Docket.due_at < now,
            col(Idea.state) == "bij_de_jury",
        )
    ).one()
