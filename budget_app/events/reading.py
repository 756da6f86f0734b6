"""A voting day and its stands as pages and posters show them."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col

from budget_app.events.models import Stand, VotingDay
from budget_app.ideas.models import Idea
from budget_app.route.rules import ENDED


@dataclass(frozen=True, slots=True)
class StandFacts:
    """The place of an idea at the day. `cost` in cents."""

    number: int
    idea_id: int
    title: str
    makers: str
    category: str
    executor: str
    cost: int
    body: str

    @property
    def url(self) -> str:
        """Where the idea's page is."""
        return f"/idee/{self.idea_id}"


def day(session: Session, round_id: int, step_key: str) -> VotingDay | None:
    """The voting day of a step, if it is planned."""
    return session.get(VotingDay, (round_id, step_key))


def stands(session: Session, round_id: int, step_key: str) -> list[StandFacts]:
    """The stands by number; an idea that stopped has none."""
    query = (
        sa.select(
            col(Stand.number),
            col(Idea.id),
            col(Idea.title),
            col(Idea.makers),
            col(Idea.category),
            col(Idea.executor),
            col(Idea.cost_cents),
            col(Idea.body),
        )
        .join(Idea, col(Idea.id) == col(Stand.idea_id))
        .where(
            col(Stand.round_id) == round_id,
            col(Stand.step_key) == step_key,
            col(Idea.state).not_in([state for state in ENDED if state != "niet_gekozen"]),
        )
        .order_by(col(Stand.number))
    )
    return [
        StandFacts(number, idea_id or 0, title, makers, category, executor, cost, body)
        for number, idea_id, title, makers, category, executor, cost, body in (
            session.connection().execute(query)
        )
    ]
