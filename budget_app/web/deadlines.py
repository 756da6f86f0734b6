"""How much time there is left, in the unit a person would use."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal


@dataclass(frozen=True)
class Remaining:
    """A count of days, hours or minutes; `past` with 0 when the moment is behind us."""

    unit: Literal["days", "hours", "minutes", "past"]
    count: int


def remaining(end: datetime, now: datetime) -> Remaining:
    """Time from `now` to `end`, both on the local clock: calendar days from 24 hours on.

    From Tuesday to Sunday is five days, whatever the hour, as people count.
    """
    seconds = (_absolute(end) - _absolute(now)).total_seconds()
    if seconds <= 0:
        return Remaining("past", 0)
    if seconds >= 24 * 3600:
        return Remaining("days", (end.date() - now.date()).days)
    if seconds >= 3600:
        return Remaining("hours", int(seconds // 3600))
    return Remaining("minutes", max(1, int(seconds // 60)))


def _absolute(moment: datetime) -> datetime:
    """Free of summer time, in which one night has 23 hours and another 25."""
    return moment.astimezone(UTC) if moment.tzinfo else moment
