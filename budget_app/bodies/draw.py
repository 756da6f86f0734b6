"""A stratified draw by lot that anyone can repeat from its seed. Pure.

The lot gives every volunteer a place in one row: the SHA-256 of "seed:number", smallest first.
Seats are then filled one at a time. Each goes to the volunteer who belongs to most groups that
still have room; of several, to the first in the row. How much room a group has follows from the
shares that were stated beforehand, by largest remainders.

The library of the field, sortition-algorithms of the Sortition Foundation, also evens out each
volunteer's chance under many overlapping quotas. It needs mathematical solvers and a client for
spreadsheets for that. This draw does not, and in exchange can be checked by hand.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

NOT_SAID = ""  # a volunteer may leave any question open


@dataclass(frozen=True)
class Stratum:
    """A question to volunteers; `shares`: answer -> whole per cents of the seats."""

    name: str
    shares: Mapping[str, int]


@dataclass(frozen=True)
class Candidate:
    """A volunteer by number, with an answer to each question (question -> answer)."""

    number: int
    answers: Mapping[str, str]


def row(seed: str, numbers: Iterable[int]) -> list[int]:
    """The numbers in the order of the lot."""
    return sorted(numbers, key=lambda number: (lot(seed, number), number))


def room(stratum: Stratum, places: int) -> dict[str, int]:
    """How many seats each answer gets, by largest remainders; of equal ones the first stated."""
    total = sum(stratum.shares.values()) or 1
    exact = {name: divmod(places * share, total) for name, share in stratum.shares.items()}
    given = {name: whole for name, (whole, _) in exact.items()}
    left = places - sum(given.values())
    by_rest = sorted(exact, key=lambda name: -exact[name][1])
    for name in by_rest[:left]:
        given[name] += 1
    return given


@dataclass(frozen=True)
class Filled:
    """How far a group got its part of the seats."""

    answer: str
    share: int  # whole per cents, as stated beforehand
    quota: int  # seats
    volunteers: int
    drawn: int

    @property
    def short(self) -> int:
        """How many seats too few went to this group."""
        return max(0, self.quota - self.drawn)


def filled(
    stratum: Stratum, places: int, candidates: Sequence[Candidate], drawn: Iterable[int]
) -> list[Filled]:
    """Each group of a question with its quota, and how many volunteered and were drawn."""
    quota, chosen = room(stratum, places), set(drawn)
    found = []
    for answer, share in stratum.shares.items():
        said = [one.number for one in candidates if one.answers.get(stratum.name) == answer]
        hits = sum(number in chosen for number in said)
        found.append(Filled(answer, share, quota[answer], len(said), hits))
    return found


def draw(
    seed: str, places: int, strata: Sequence[Stratum], candidates: Iterable[Candidate]
) -> list[int]:
    """The numbers that are drawn, in the order in which they were; fewer where few volunteered."""
    known = {candidate.number: candidate for candidate in candidates}
    waiting = row(seed, known)
    left = {stratum.name: room(stratum, places) for stratum in strata}
    drawn: list[int] = []
    while waiting and len(drawn) < places:
        best = max(waiting, key=lambda number: _fills(known[number], left))  # the first of equals
        waiting.remove(best)
        drawn.append(best)
        for name, answer in known[best].answers.items():
            if left.get(name, {}).get(answer, 0) > 0:
                left[name][answer] -= 1
    return drawn


def list_text(candidates: Iterable[Candidate]) -> str:
    """The list of volunteers as it is published: "7;Leeftijd=16-34", a line for each, by number."""
    lines = [
        ";".join(
            [str(one.number), *(f"{name}={one.answers[name]}" for name in sorted(one.answers))]
        )
        for one in sorted(candidates, key=lambda one: one.number)
    ]
    return "\n".join(lines)


def list_sha256(candidates: Iterable[Candidate]) -> str:
    """The fingerprint of the list, made public when it closes, before anyone knows the seed."""
    return hashlib.sha256(list_text(candidates).encode()).hexdigest()


def lot(seed: str, number: int) -> str:
    """What decides someone's place in the row: the SHA-256 of "seed:number"."""
    return hashlib.sha256(f"{seed}:{number}".encode()).hexdigest()


def _fills(candidate: Candidate, left: Mapping[str, Mapping[str, int]]) -> int:
    return sum(left[name].get(candidate.answers.get(name, NOT_SAID), 0) > 0 for name in left)
