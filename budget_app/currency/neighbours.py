"""Who already joined in an idea, in numbers that tell nothing about fewer than ten households."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col

from budget_app.currency.models import Pledge
from budget_app.people.models import Household

FEWEST = 10  # households before anything is said about them


@dataclass(frozen=True, slots=True)
class Joined:
    """How many households are in an idea, and how many of them live in one street.

    None where that would tell something about fewer than ten, also by subtracting.
    """

    households: int | None = None
    near: int | None = None


def shown(total: int, near: int) -> Joined:
    """What may be said of `total` households of which `near` live in one street. Pure."""
    if total < FEWEST:
        return Joined()
    if near < FEWEST or 0 < total - near < FEWEST:
        return Joined(total)
    return Joined(total, near)


def of_ideas(session: Session, idea_ids: Sequence[int], household_id: int = 0) -> dict[int, Joined]:
    """Who joined in each of these ideas; `near` counts the street of this household."""
    total = _counts(session, idea_ids)
    home = session.get(Household, household_id) if household_id else None
    near = {}
    if home is not None and home.street:
        near = _counts(
            session,
            idea_ids,
            col(Pledge.household_id).in_(
                sa.select(col(Household.id)).where(
                    col(Household.area_code) == home.area_code,
                    col(Household.street) == home.street,
                )
            ),
        )
    return {id: shown(total.get(id, 0), near.get(id, 0)) for id in idea_ids}


def _counts(
    session: Session, idea_ids: Sequence[int], *only: sa.ColumnElement[bool]
) -> dict[int, int]:
    query = (
        sa.select(col(Pledge.idea_id), sa.func.count())
        .where(col(Pledge.idea_id).in_(idea_ids), col(Pledge.units) > 0, *only)
        .group_by(col(Pledge.idea_id))
    )
    return {int(id): int(count) for id, count in session.connection().execute(query)}
