"""The only place that knows what time it is. Tests hand in a clock that stands still."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
FIRST_YEAR, LAST_YEAR = 2000, 2100  # outside these a year is a slip of the finger


class Clock(Protocol):
    """Anything that tells the time as an aware datetime in UTC."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass
class FixedClock:
    """A clock that moves only when told to."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment

    def forward(self, **delta: float) -> datetime:
        """Move on by a timedelta given in keywords and return the new time."""
        self.moment += timedelta(**delta)
        return self.moment


def local_date(moment: datetime) -> date:
    """The calendar day in the Netherlands at that moment."""
    return moment.astimezone(AMSTERDAM).date()


def dutch_moment(text: str) -> datetime | None:
    """`2026-03-08T20:00` as that moment in the Netherlands; None when there is no such moment.

    An hour that the clock skips in spring does not exist; of one that comes twice in autumn the
    first is meant. A day without an hour is no moment either.
    """
    try:
        typed = datetime.fromisoformat(text)
    except ValueError:
        return None
    if "T" not in text or typed.tzinfo is not None or not FIRST_YEAR <= typed.year <= LAST_YEAR:
        return None
    moment = typed.replace(tzinfo=AMSTERDAM).astimezone(UTC)
    return moment if moment.astimezone(AMSTERDAM).replace(tzinfo=None) == typed else None
