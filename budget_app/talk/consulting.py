"""The neighbourhood is consulted on an idea: everyone on the roll may answer once.

An answer can be replaced until the consultation closes. Nothing is decided here: what comes out is
figures and reasons, for who decides next and for everyone.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, select

from budget_app.budgets.config import RoundConfig, StepRule
from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.errors import FieldErrors, NotForYou, NotNow
from budget_app.history import service as history
from budget_app.i18n import LazyText, _l
from budget_app.ideas import moves
from budget_app.ideas.models import Idea
from budget_app.people import roll
from budget_app.people import service as people
from budget_app.people.models import RollEntry
from budget_app.route import rules
from budget_app.route import service as route
from budget_app.route.models import IdeaMove, Step
from budget_app.talk.models import ANSWERS, Opinion

LONGEST = 1000
FEWEST = 10  # no figure over fewer people than this
MOST_REASONS = 60
MOST_ASKED = 5


class NotConsulted(NotForYou):
    sentence = _l("Deze vraag is voor bewoners die op de lijst van deze ronde staan.")


@dataclass(frozen=True)
class Outcome:
    """What came out of a consultation. `counts` is empty where fewer than FEWEST answered."""

    step_name: str
    invited: int
    answered: int | None
    counts: dict[str, int]
    reasons: list[tuple[str, str]]  # (answer, or nothing where few answered; what was said)


@dataclass(frozen=True, slots=True)
class Asked:
    """An idea on which someone can say what they think."""

    idea_id: int
    title: str
    round_title: str


@dataclass(frozen=True)
class Consultation:
    """What the page of an idea shows of being consulted, now or before."""

    open: bool
    until: datetime | None
    mine: Opinion | None
    outcomes: list[Outcome]


def give(
    session: Session, idea: Idea, account_id: int, answer: str, reason: str, now: datetime
) -> None:
    """Keep someone's answer in place of an earlier one. Raises NotNow, NotConsulted, FieldErrors.

    The idea is held, so that nothing is added once the consultation closes.
    """
    session.refresh(idea, with_for_update=True)
    route.demand(session, idea.round_id, "consult", "resident", now, idea.step_key)
    step = config_of(session.get_one(Round, idea.round_id)).step(idea.step_key or "")
    until = closes_at(session, idea, step)
    if idea.state in rules.ENDED or (until is not None and until <= now):
        raise NotNow
    if people.roll_entry(session, idea.round_id, account_id) is None:
        raise NotConsulted
    errors: dict[str, LazyText] = {}
    if answer not in ANSWERS:
        errors["answer"] = _l("Kies wat u vindt.")
    if len(reason) > LONGEST:
        errors["why"] = _l("Maak uw tekst korter: ten hoogste {most} tekens.").with_values(
            most=LONGEST
        )
    if errors:
        raise FieldErrors(errors)
    found = _of_account(session, idea, step.key, account_id) or Opinion(
        idea_id=idea.id or 0, step_key=step.key, account_id=account_id, answer=answer, at=now
    )
    found.answer, found.reason, found.at = answer, reason.strip(), now
    session.add(found)
    session.flush()


def closes_at(session: Session, idea: Idea, step: StepRule) -> datetime | None:
    """When the consultation on this idea closes: its own term, or the step's; the first counts."""
    row = session.get(Step, (idea.round_id, step.key))
    ends = [row.closes_at] if row and row.closes_at else []
    if step.days is not None:
        came = session.exec(
            select(sa.func.min(IdeaMove.at)).where(
                IdeaMove.idea_id == idea.id, IdeaMove.step_key == step.key
            )
        ).one()
        if came is not None:
            ends.append(came + timedelta(days=step.days))
    return min(ends, default=None)


def on_page(
    session: Session, config: RoundConfig, idea: Idea, account_id: int | None, now: datetime
) -> Consultation:
    """What a visitor sees of it. What others answer shows only once it is over, for everyone."""
    open, until, mine = False, None, None
    here = next((step for step in config.steps if step.key == idea.step_key), None)
    if here is not None and here.kind == "consult" and idea.state not in rules.ENDED:
        until = closes_at(session, idea, here)
        open = (until is None or now < until) and route.may(
            session, idea.round_id, "consult", "resident", now, here.key
        )
        mine = _of_account(session, idea, here.key, account_id) if account_id else None
    outcomes = [
        _outcome(session, idea, step)
        for step in config.steps
        if step.kind == "consult" and not (open and step is here) and _reached(session, idea, step)
    ]
    return Consultation(open, until, mine, outcomes)


def waiting_for(session: Session, account_id: int, now: datetime) -> list[Asked]:
    """Ideas on which this resident is consulted now and has not answered, the oldest first."""
    answered = select(Opinion.id).where(
        Opinion.idea_id == Idea.id,
        Opinion.step_key == Idea.step_key,
        Opinion.account_id == account_id,
    )
    rows = session.exec(
        select(Idea.id, Idea.title, Round.title)
        .join(Round, col(Round.id) == col(Idea.round_id))
        .join(RollEntry, col(RollEntry.round_id) == col(Idea.round_id))
        .join(Step, sa.and_(col(Step.round_id) == Round.id, col(Step.key) == col(Idea.step_key)))
        .where(
            RollEntry.account_id == account_id,
            Step.kind == "consult",
            Step.state == "open",
            sa.or_(col(Step.closes_at).is_(None), col(Step.closes_at) > now),
            Idea.state == rules.STATE_AT["consult"],
            ~sa.exists(answered),
        )
        .order_by(col(Idea.id))
        .limit(MOST_ASKED)
    )
    return [Asked(id or 0, title, round_title) for id, title, round_title in rows]


def close_due(session: Session, now: datetime) -> int:
    """Let every idea go on whose own term of consultation is over; returns how many."""
    rows = session.exec(
        select(Round, Idea)
        .join(Idea, col(Idea.round_id) == col(Round.id))
        .join(Step, sa.and_(col(Step.round_id) == Round.id, col(Step.key) == col(Idea.step_key)))
        .where(
            Step.kind == "consult",
            Step.state == "open",
            Idea.state == rules.STATE_AT["consult"],
        )
        .order_by(col(Idea.id))
        .with_for_update(of=Idea.__table__, skip_locked=True)  # type: ignore[attr-defined]
    ).all()
    closed = 0
    for round, idea in rows:
        step = config_of(round).step(idea.step_key or "")
        until = closes_at(session, idea, step)
        if step.days is None or until is None or now < until:
            continue
        history.append(
            session, now, "klok", "consultation_closed", f"idea:{idea.number}", idea.round_id
        )
        moves.advance(session, round, idea, now, "klok")
        closed += 1
    return closed


def _of_account(session: Session, idea: Idea, step_key: str, account_id: int) -> Opinion | None:
    return session.exec(
        select(Opinion).where(
            Opinion.idea_id == idea.id,
            Opinion.step_key == step_key,
            Opinion.account_id == account_id,
        )
    ).first()


def _reached(session: Session, idea: Idea, step: StepRule) -> bool:
    query = select(IdeaMove.id).where(IdeaMove.idea_id == idea.id, IdeaMove.step_key == step.key)
    return session.exec(query.limit(1)).first() is not None


def _outcome(session: Session, idea: Idea, step: StepRule) -> Outcome:
    own = (Opinion.idea_id == idea.id, Opinion.step_key == step.key)
    found = session.exec(
        select(Opinion.answer, sa.func.count()).where(*own).group_by(col(Opinion.answer))
    ).all()
    counts = {answer: dict(found).get(answer, 0) for answer in ANSWERS}
    answered = sum(counts.values())
    enough = answered >= FEWEST
    said = session.exec(
        select(Opinion.answer, Opinion.reason)
        .where(*own, Opinion.reason != "")
        .order_by(col(Opinion.reason))  # not in the order of answering, which others may have seen
        .limit(MOST_REASONS)
    )
    return Outcome(
        step.name,
        roll.total(session, idea.round_id),
        answered if enough else None,
        counts if enough else {},
        [(answer if enough else "", reason) for answer, reason in said],
    )
