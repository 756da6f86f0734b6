"""One dossier as a member sees it: the text that is judged, and what may be known of it so far."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from budget_app.bodies import advising, judging, mandates, points, rules
from budget_app.bodies.advising import Advice
from budget_app.bodies.dockets import body_rule, step_of
from budget_app.bodies.models import (
    Appeal,
    Body,
    BodyMessage,
    Docket,
    Recusal,
    Score,
    TextProposal,
)
from budget_app.bodies.points import Point
from budget_app.budgets.config import BodyRule, StepRule
from budget_app.budgets.models import Round
from budget_app.clock import local_date
from budget_app.i18n import LazyText
from budget_app.ideas.models import Idea, IdeaVersion
from budget_app.ideas.service import CONTENT
from budget_app.people.models import Account
from budget_app.route import service as route

ACTIONS = ("score", "recuse", "discuss", "propose_text", "verdict", "advise")


@dataclass(frozen=True)
class Judgment:
    """What one member answered to each question."""

    name: str
    scores: dict[str, Score]


@dataclass(frozen=True)
class Dossier:
    """Everything that the page of a dossier shows to one member."""

    docket: Docket
    idea: Idea
    round: Round
    body_name: str
    rule: BodyRule
    step: StepRule
    advice: Advice | None  # that a decision here answers
    points: list[Point]  # of a plan
    outside: LazyText | None  # why the body has no mandate to award this
    text: dict[str, Any]  # the idea's words as they are judged
    too_close: str | None  # "own" or "neighbour"
    recusal: Recusal | None
    mine: dict[str, Score]
    colleagues: list[Judgment]
    standing: rules.Standing
    messages: list[tuple[str, BodyMessage]]
    proposals: list[tuple[str, TextProposal]]
    earlier: list[tuple[str, Docket]]
    appeal: Appeal | None
    changed_since: bool  # the text changed after this member judged it
    may: frozenset[str]

    @property
    def is_advice(self) -> bool:
        """Whether the body advises here, and does not decide."""
        return self.step.kind == "advise"

    @property
    def words(self) -> tuple[str, ...]:
        """The words that this step asks for each point of a plan."""
        return points.asked(self.step)

    @property
    def free(self) -> bool:
        """Whether this member may judge at all."""
        return self.too_close is None and self.recusal is None

    @property
    def answered(self) -> bool:
        """Whether this member answered every question."""
        return bool(self.mine) and len(self.mine) >= len(self.rule.criteria)

    @property
    def sees_others(self) -> bool:
        """Colleagues' thoughts are for who gave their own first, and for others after the verdict.

        Never for the makers and their neighbours: that talk was about them.
        """
        if self.too_close is not None:
            return False
        return self.docket.verdict is not None or (self.free and self.answered)


def dossier(session: Session, docket: Docket, account: Account, now: datetime) -> Dossier:
    """Gather a dossier for a member; load the docket through the member's seat first."""
    idea = session.get_one(Idea, docket.idea_id)
    body = session.get_one(Body, docket.body_id)
    scores = _scores(session, docket)
    mine = scores.pop(account.id or 0, Judgment("", {})).scores
    text, version_at = _judged_text(session, docket, idea)
    found = Dossier(
        docket=docket,
        idea=idea,
        round=session.get_one(Round, idea.round_id),
        body_name=body.name,
        rule=body_rule(session, docket),
        step=step_of(session, docket),
        advice=advising.advice_for(session, docket),
        points=points.of_plan(session, idea.id or 0) if idea.subject == "plan" else [],
        outside=_outside(session, docket, body, idea, local_date(now)),
        text=text,
        too_close=judging.conflict(session, docket, account),
        recusal=session.get(Recusal, (docket.id, account.id)),
        mine=mine,
        colleagues=sorted(scores.values(), key=lambda judgment: judgment.name),
        standing=judging.standing(session, docket, local_date(now)),
        messages=_messages(session, docket),
        proposals=_proposals(session, docket),
        earlier=_earlier(session, docket),
        appeal=session.get(Appeal, idea.id) if docket.is_appeal else None,
        changed_since=any(score.at < version_at for score in mine.values()),
        may=frozenset(
            action
            for action in ACTIONS
            if docket.verdict is None
            and route.may(session, idea.round_id, action, "jury", now, docket.step_key)
        ),
    )
    return found


def _outside(
    session: Session, docket: Docket, body: Body, idea: Idea, today: date
) -> LazyText | None:
    if docket.verdict is not None or step_of(session, docket).kind == "advise":
        return None
    refusal = mandates.outside(session, body, idea, today)
    return refusal.text if refusal else None


def _judged_text(session: Session, docket: Docket, idea: Idea) -> tuple[dict[str, Any], datetime]:
    version = session.exec(
        select(IdeaVersion).where(
            IdeaVersion.idea_id == docket.idea_id, IdeaVersion.version == docket.idea_version
        )
    ).first()
    if version is None:  # brought in from elsewhere, without its versions
        return {name: getattr(idea, name) for name in CONTENT}, docket.came_at
    return version.content, version.at


def _scores(session: Session, docket: Docket) -> dict[int, Judgment]:
    names: dict[int, str] = {}
    scores: dict[int, dict[str, Score]] = defaultdict(dict)
    for score, name in session.exec(
        select(Score, Account.name)
        .join(Account, col(Account.id) == col(Score.account_id))
        .where(Score.docket_id == docket.id)
    ):
        names[score.account_id] = name
        scores[score.account_id][score.criterion] = score
    return {member: Judgment(names[member], given) for member, given in scores.items()}


def _messages(session: Session, docket: Docket) -> list[tuple[str, BodyMessage]]:
    query = (
        select(Account.name, BodyMessage)
        .join(Account, col(Account.id) == col(BodyMessage.account_id))
        .where(BodyMessage.docket_id == docket.id)
        .order_by(col(BodyMessage.id))
    )
    return list(session.exec(query))


def _proposals(session: Session, docket: Docket) -> list[tuple[str, TextProposal]]:
    query = (
        select(Account.name, TextProposal)
        .join(Account, col(Account.id) == col(TextProposal.proposed_by_id))
        .where(TextProposal.docket_id == docket.id)
        .order_by(col(TextProposal.id))
    )
    return list(session.exec(query))


def _earlier(session: Session, docket: Docket) -> list[tuple[str, Docket]]:
    query = (
        select(Body.name, Docket)
        .join(Body, col(Body.id) == col(Docket.body_id))
        .where(
            Docket.idea_id == docket.idea_id,
            col(Docket.id) < docket.id,
            col(Docket.verdict).is_not(None),
        )
        .order_by(col(Docket.id))
    )
    return list(session.exec(query))
