"""How many took part, per buurt, with nobody recognisable in a small number."""

from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from budget_app.ballots.models import Participation
from budget_app.ballots.service import Vote
from budget_app.people.models import RollEntry

SMALLEST = 10


def per_area(session: Session, vote: Vote) -> dict[str, Any]:
    """{"voters", "roll", "areas": {code: {"voters": n or None, "roll": n}}}; None means hidden."""
    connection = session.connection()
    voted = dict(
        connection.execute(
            sa.select(col(Participation.area_code), sa.func.count())
            .where(
                col(Participation.round_id) == vote.key[0],
                col(Participation.step_key) == vote.key[1],
            )
            .group_by(col(Participation.area_code))
        ).all()
    )
    roll = dict(
        connection.execute(
            sa.select(col(RollEntry.area_code), sa.func.count())
            .where(col(RollEntry.round_id) == vote.key[0])
            .group_by(col(RollEntry.area_code))
        ).all()
    )
    shown = protect({code: voted.get(code, 0) for code in sorted(roll)})
    return {
        "voters": sum(voted.values()),
        "roll": sum(roll.values()),
        "areas": {code: {"voters": shown[code], "roll": roll[code]} for code in sorted(roll)},
    }


def so_far(session: Session, round_id: int) -> tuple[dict[str, int], int]:
    """How many took part in each vote of a round, by the key of its step; how many may."""
    connection = session.connection()
    voted = connection.execute(
        sa.select(col(Participation.step_key), sa.func.count())
        .where(col(Participation.round_id) == round_id)
        .group_by(col(Participation.step_key))
    )
    roll = sa.select(sa.func.count()).where(col(RollEntry.round_id) == round_id)
    return {key: count for key, count in voted}, int(connection.execute(roll).scalar_one())


def protect(counts: dict[str, int]) -> dict[str, int | None]:
    """Hide counts under ten, and then the next smallest until subtracting shows nothing either.

    From the total and the counts shown anyone can work out what the hidden ones are together; so
    there are at least two of them, and together they are at least ten, unless all are hidden.
    """
    order = sorted(counts, key=lambda key: (counts[key], key))
    hidden = [key for key in order if counts[key] < SMALLEST]
    rest = order[len(hidden) :]
    while hidden and rest and (len(hidden) < 2 or sum(counts[k] for k in hidden) < SMALLEST):
        hidden.append(rest.pop(0))
    return {key: None if key in hidden else number for key, number in counts.items()}
