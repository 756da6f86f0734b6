"""How currency divides: whole units, sums exact, and the same outcome whoever repeats it. Pure.

The remainder rule: every household stands on a ring, in the order of a hash that anyone can repeat
from the round's published hash and the household's number. Of an issue, each household gets the
whole part; the units that are left go one by one round the ring, from where the last issue stopped.
Between two turns of one household every other household on the ring has its turn once, so that
over all issues no two households that were there each time differ by more than one unit.
"""

import hashlib
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

START = ""  # before every rank


def rank(seed: str, household_id: int) -> str:
    """A household's place on the ring of a round: 24 hex digits of SHA-256 of `seed:number`."""
    return hashlib.sha256(f"{seed}:{household_id}".encode()).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class Division:
    """What each household gets in one issue: `whole`, and one more inside the window.

    The window runs from `after` (not included) to `until` (included), past the end of the ring
    and on from its beginning where `around`; it is empty where `extra` is 0.
    """

    whole: int
    extra: int
    after: str
    until: str
    around: bool

    def units(self, place: str) -> int:
        """What the household at this place gets."""
        if not self.extra:
            return self.whole
        if self.around:
            return self.whole + (place > self.after or place <= self.until)
        return self.whole + (self.after < place <= self.until)


def divide(units: int, ring: "Ring", after: str) -> Division:
    """Divide `units` over a ring of households; the remainder begins after the place `after`.

    ValueError when there is nobody to divide over.
    """
    households = ring.size()
    if households == 0:
        raise ValueError("there are no households to divide over")
    whole, extra = divmod(units, households)
    if not extra:
        return Division(whole, 0, after, after, False)
    beyond = ring.beyond(after)
    if extra <= beyond:
        return Division(whole, extra, after, ring.at(after, extra), False)
    return Division(whole, extra, after, ring.at(START, extra - beyond), True)


class Ring:
    """The places of the households of an issue, in order; the database has one of its own."""

    def __init__(self, places: Sequence[str]) -> None:
        self.places = sorted(places)

    def size(self) -> int:
        """How many households there are."""
        return len(self.places)

    def beyond(self, after: str) -> int:
        """How many stand after a place."""
        return sum(place > after for place in self.places)

    def at(self, after: str, count: int) -> str:
        """The place of the household that stands `count` after a place (1 is the next)."""
        return [place for place in self.places if place > after][count - 1]


def share_out(total: int, weights: Sequence[int]) -> list[int]:
    """Whole parts of `total` in proportion to `weights`, summing exactly.

    Rounds down and hands what is left to the largest remainders, earlier first. A part is never
    more than its weight as long as `total` is no more than all weights together.
    """
    sum_of = sum(weights)
    if sum_of == 0:
        if total:
            raise ValueError("there is nobody to share out to")
        return [0] * len(weights)
    parts = [total * weight // sum_of for weight in weights]
    order = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % sum_of), i))
    for index in order[: total - sum(parts)]:
        parts[index] += 1
    return parts


def target(cost_cents: int, value_cents: int) -> int:
    """How many units pay a cost: rounded up, so that the pot never pays what nobody put in."""
    return -(-cost_cents // value_cents)


def given_back(left_cents: int, value_cents: int, put_in: int) -> int:
    """How many units go back to the households of what a project did not need: whole units only."""
    return min(put_in, left_cents // value_cents)


def unused(balance: int, issued_later: int) -> int:
    """What is left of everything up to an issue, when the oldest units are used first."""
    return max(0, balance - issued_later)


def months_later(moment: datetime, months: int) -> datetime:
    """The same day so many months later, or the last day of a month that is too short."""
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    day = min(moment.day, monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)


def agreed(yes: int, members: int) -> bool:
    """Whether a spaarpot may put its content in: more than half of its members said yes."""
    return 2 * yes > members


def needs_second(above: int | None, adults: int, units: int) -> bool:
    """Whether a second adult must agree: where there is one, and it is more than the set amount."""
    return above is not None and adults > 1 and units > above
