"""How many took part, per buurt, with nobody recognisable in a small number."""

from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from budget_app.ballots.models import Participation, Result
from budget_app.ballots.service import Vote
from budget_app.people import roll as rolls
from budget_app.people.models import RollEntry

SMALLEST = 10


def per_area(session: Session, vote: Vote) -> dict[str, Any]:
    """{"voters", "roll", "areas": {code: {"voters": n or None, "roll": n or None}}}.

    None means hidden; where the voters are hidden, so is how many there could be.
    """
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
    shown = protect({code: voted.get(code, 0) for code in sorted(roll)}, roll)
    return {
        "voters": sum(voted.values()),
        "roll": sum(roll.values()),
        "areas": {
            code: {"voters": shown[code], "roll": None if shown[code] is None else roll[code]}
            for code in sorted(roll)
        },
    }


def so_far(session: Session, round_id: int) -> tuple[dict[str, int], int]:
    """How many took part in each vote of a round, by the key of its step; how many may.

    Of a vote that was counted the result says it, also when who took part is no longer kept.
    """
    connection = session.connection()
    voted = connection.execute(
        sa.select(col(Participation.step_key), sa.func.count())
        .where(col(Participation.round_id) == round_id)
        .group_by(col(Participation.step_key))
    )
    counted = connection.execute(
        sa.select(col(Result.step_key), col(Result.turnout)).where(col(Result.round_id) == round_id)
    )
    told = {key: said["voters"] for key, said in counted if "voters" in said}
    return {key: count for key, count in voted} | told, rolls.total(session, round_id)


def protect(counts: dict[str, int], roll: dict[str, int]) -> dict[str, int | None]:
    """Hide counts under ten, and then others until subtracting shows nothing either.

    From the total and the counts shown anyone can work out what the hidden ones are together; so
    there are at least two of them, and together they are at least ten, unless all are hidden.
    Which others are hidden with them follows from the roll alone, the shortest first. If it were
    the next higher count, being hidden would say "no more than the lowest count shown", and that
    can give a small number away to the unit.
    """
    hidden = [key for key in sorted(counts) if counts[key] < SMALLEST]
    rest = sorted(set(counts) - set(hidden), key=lambda key: (roll.get(key, 0), key))
    while hidden and rest and (len(hidden) < 2 or sum(counts[k] for k in hidden) < SMALLEST):
        hidden.append(rest.pop(0))
    return {key: None if key in hidden else number for key, number in counts.items()}
