"""What concerns one resident: ideas, votes, questions to answer, news. Few statements, no rows
per idea."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from budget_app.ballots.models import Participation
from budget_app.bodies import groups
from budget_app.bodies.groups import Call
from budget_app.budgets.models import Round
from budget_app.commissions import reading as commissions
from budget_app.currency import reading as currency
from budget_app.ideas.models import Idea, IdeaAuthor
from budget_app.people.models import RollEntry
from budget_app.prodeo import reading as prodeo
from budget_app.route.models import IdeaMove, Step
from budget_app.talk import consulting
from budget_app.talk.consulting import Asked
from budget_app.tasks import reading as tasks
from budget_app.web import my_ideas
from budget_app.web.my_ideas import MergeAsked, TextAsked

MOST_IDEAS, MOST_NEWS, MOST_ROUNDS = 60, 10, 20


@dataclass(frozen=True)
class MyIdea:
    """An idea as a card on my page (see templates/shared/cards.html)."""

    id: int
    title: str
    state: str
    amount: int | None
    round_title: str
    who: str
    place: str

    @property
    def url(self) -> str:
        """Where I work on it."""
        return f"/resident/idee/{self.id}"

    image_url: str | None = None
    image_alt: str = ""
    votes_text: str = ""


@dataclass(frozen=True)
class OpenStep:
    """Something in a round that I can do now."""

    kind: str
    slug: str
    title: str
    closes_at: datetime | None
    done: bool


@dataclass(frozen=True)
class News:
    """One of my ideas came to another state."""

    idea_id: int
    title: str
    state: str
    at: datetime
    by_role: str
    reason: str


@dataclass(frozen=True)
class Overview:
    """Everything on my page."""

    ideas: list[MyIdea]
    steps: list[OpenStep]
    merges: list[MergeAsked]
    proposals: list[TextAsked]
    news: list[News]
    calls: list[Call]
    asked: list[Asked]
    agreements: list[tuple[int, str]]  # projects whose agreement waits for me, with their titles
    offers: list[tuple[int, str]]  # projects with help of a company that waits for my answer
    commissions: list[Idea]  # of which I am a client, and which ask something of me
    purses: list[tuple[str, str]]  # rounds with a purse of my household: (slug, title)

    @property
    def drafts(self) -> list[MyIdea]:
        """What I have not handed in."""
        return [idea for idea in self.ideas if idea.state == "concept"]

    @property
    def handed_in(self) -> list[MyIdea]:
        """What others can see."""
        return [idea for idea in self.ideas if idea.state != "concept"]

    @property
    def votes(self) -> list[OpenStep]:
        """Votes that are open to me."""
        return [step for step in self.steps if step.kind == "vote"]

    @property
    def games(self) -> list[OpenStep]:
        """Rounds in which I can play the budget game."""
        return [step for step in self.steps if step.kind == "compose"]

    @property
    def gathering(self) -> list[OpenStep]:
        """Rounds that take ideas from me, each once however many kinds it gathers apart."""
        return list({step.slug: step for step in self.steps if step.kind == "gather"}.values())


def of(session: Session, account_id: int, now: datetime) -> Overview:
    """The overview of one account."""
    mine = _ideas(session, account_id)
    ids = [idea.id for idea in mine]
    return Overview(
        ideas=mine,
        steps=_steps(session, account_id, now),
        merges=my_ideas.merges_to_answer(session, ids, account_id) if ids else [],
        proposals=my_ideas.waiting_proposals(session, ids) if ids else [],
        news=_news(session, ids) if ids else [],
        calls=groups.calls_for(session, account_id, now),
        asked=consulting.waiting_for(session, account_id, now),
        agreements=tasks.to_agree(session, ids) if ids else [],
        offers=prodeo.to_answer(session, ids) if ids else [],
        commissions=commissions.waiting_for(session, account_id, now),
        purses=currency.purses_of(session, account_id),
    )


def _ideas(session: Session, account_id: int) -> list[MyIdea]:
    query: Any = (
        sa.select(
            col(Idea.id), col(Idea.title), col(Idea.state), col(Idea.cost_cents),
            col(Round.title).label("round_title"), col(Idea.makers), col(Idea.street),
        )
        .join(IdeaAuthor, col(IdeaAuthor.idea_id) == col(Idea.id))
        .join(Round, col(Round.id) == col(Idea.round_id))
        .where(
            col(IdeaAuthor.account_id) == account_id,
            col(IdeaAuthor.status) == "agreed",
            # a draft that was thrown away is gone for its maker too
            sa.or_(col(Idea.state) != "ingetrokken", col(Idea.submitted_at).is_not(None)),
        )
        .order_by(col(Idea.updated_at).desc())
        .limit(MOST_IDEAS)
    )  # fmt: skip
    return [
        MyIdea(row.id, row.title, row.state, row.cost_cents or None, row.round_title, row.makers,
               row.street)
        for row in session.connection().execute(query)
    ]  # fmt: skip


def _steps(session: Session, account_id: int, now: datetime) -> list[OpenStep]:
    proposers = sa.func.coalesce(col(Round.config)["proposers"].as_string(), "residents")
    of_residents = proposers != "municipality"
    query: Any = (
        sa.select(
            col(Step.kind), col(Round.slug), col(Round.title), col(Step.closes_at),
            col(Participation.account_id).label("took_part"),
        )
        .join(RollEntry, col(RollEntry.round_id) == col(Step.round_id))
        .join(Round, col(Round.id) == col(Step.round_id))
        .outerjoin(
            Participation,
            sa.and_(
                col(Participation.round_id) == col(Step.round_id),
                col(Participation.step_key) == col(Step.key),
                col(Participation.account_id) == account_id,
            ),
        )
        .where(
            col(RollEntry.account_id) == account_id,
            sa.or_(
                col(Step.kind).in_(("vote", "compose")),
                sa.and_(col(Step.kind) == "gather", of_residents),
            ),
            col(Step.state) == "open",
            sa.or_(col(Step.closes_at).is_(None), col(Step.closes_at) > now),
        )
        .order_by(col(Step.closes_at), col(Round.id))
        .limit(MOST_ROUNDS)
    )  # fmt: skip
    return [
        OpenStep(row.kind, row.slug, row.title, row.closes_at, row.took_part is not None)
        for row in session.connection().execute(query)
    ]


def _news(session: Session, ids: list[int]) -> list[News]:
    query = (
        select(IdeaMove, Idea.title)
        .join(Idea, col(Idea.id) == col(IdeaMove.idea_id))
        .where(col(IdeaMove.idea_id).in_(ids), IdeaMove.by_role != "maker")
        .order_by(col(IdeaMove.id).desc())
        .limit(MOST_NEWS)
    )
    return [
        News(move.idea_id, title, move.state, move.at, move.by_role, move.reason)
        for move, title in session.exec(query)
    ]
