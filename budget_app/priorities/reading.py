"""The table of an allotment as its page shows it."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from budget_app.ideas.models import Idea
from budget_app.places.models import Area
from budget_app.priorities.models import Allotment, AllottedTheme


@dataclass(frozen=True, slots=True)
class ThemeSum:
    """What one theme got, in cents."""

    idea_id: int
    title: str
    place: int
    score: float
    cents: int


@dataclass(frozen=True, slots=True)
class AreaSum:
    """What a part of the area got, in cents, with what it rests on."""

    name: str
    population: int
    grade: int
    share: float
    cents: int
    themes: list[ThemeSum]


@dataclass(frozen=True, slots=True)
class Table:
    """The whole allotment."""

    made_at: datetime
    amount_cents: int
    areas: list[AreaSum]


def table(session: Session, round_id: int, step_key: str) -> Table | None:
    """The allotment of a step; None while it was not made."""
    made = session.get(Allotment, (round_id, step_key))
    if made is None:
        return None
    names = dict(
        session.connection()
        .execute(
            sa.select(col(Area.code), col(Area.name)).where(
                col(Area.code).in_([area["code"] for area in made.areas])
            )
        )
        .all()
    )
    themes: dict[str, list[ThemeSum]] = {area["code"]: [] for area in made.areas}
    query = (
        sa.select(
            col(AllottedTheme.area_code),
            col(Idea.id),
            col(Idea.title),
            col(AllottedTheme.place),
            col(AllottedTheme.score),
            col(AllottedTheme.cents),
        )
        .join(Idea, col(Idea.id) == col(AllottedTheme.idea_id))
        .where(col(AllottedTheme.round_id) == round_id, col(AllottedTheme.step_key) == step_key)
        .order_by(col(AllottedTheme.place))
    )
    for code, idea_id, title, place, score, cents in session.connection().execute(query):
        themes[code].append(ThemeSum(idea_id or 0, title, place, score, cents))
    areas = [
        AreaSum(
            names.get(area["code"], area["code"]),
            area["population"],
            area["grade"],
            area["share"],
            area["cents"],
            themes[area["code"]],
        )
        for area in made.areas
    ]
    return Table(made.made_at, made.amount_cents, areas)
