"""The only place that knows what time it is. Tests hand in a clock that stands still."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


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
