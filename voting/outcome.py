"""What a count says: the winners, and everything needed to check and explain them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from fractions import Fraction
from typing import Any

from voting import VERSION
from voting.ballots import Profile
from voting.election import Election


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened, in order. Amounts in `data` are minor units; fractions are "p/q".

    `action` is one of the method's own words: "fund", "skip", "reject", "stop", "eliminate" …
    """

    action: str
    project: str | None = None
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tie:
    """Projects that the method itself could not tell apart, in the order the tie rule gave them.

    `decisive` says whether another order could have changed the winners; None where not worked out.
    """

    projects: tuple[str, ...]
    rule: str
    decisive: bool | None = None


@dataclass(frozen=True, slots=True)
class Partial:
    """A project that the budget pays for only in part; `reserve` is paid from elsewhere."""

    project: str
    cost: int
    paid: int
    reserve: int = 0


@dataclass(frozen=True, slots=True)
class Why:
    """Why one project won or lost.

    `reason` is a word of the method's ("fits", "money", "threshold", "limit" …), `facts` what
    belongs to it, amounts in minor units. `cost_cut` is the least by which a lower cost, and
    `votes_short` the least number of further points (in score units), would have made it win,
    everything else equal; None where no such change helps, or where it has won.
    """

    project: str
    won: bool
    reason: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    cost_cut: int | None = None
    votes_short: int | None = None


@dataclass(frozen=True, eq=False)
class Outcome:
    """The result of one count.

    `winners` are ids in order of selection and have all their money. `partial` names projects that
    the budget pays in part; one of them is a winner only if a reserve pays the rest. `spent` is
    what leaves the budget, so it never exceeds it. `details` holds what a method adds.
    """

    method: str
    parameters: Mapping[str, Any]
    winners: tuple[str, ...]
    spent: int
    budget: int
    steps: tuple[Step, ...] = ()
    ties: tuple[Tie, ...] = ()
    partial: tuple[Partial, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)
    minor_per_unit: int = 100
    currency: str = "EUR"
    input_sha256: str = ""
    version: str = VERSION

    @property
    def outcome_sha256(self) -> str:
        """SHA-256 of the canonical JSON of what was decided: the same for every equal recount.

        It covers method, parameters, winners in order, amounts and ties; not the steps, not the
        version, and not the input, which has a hash of its own.
        """
        decided = {
            "budget": self.budget,
            "method": self.method,
            "minor_per_unit": self.minor_per_unit,
            "parameters": self.parameters,
            "partial": self.partial,
            "spent": self.spent,
            "ties": self.ties,
            "winners": self.winners,
        }
        return hashlib.sha256(canonical_json(decided).encode()).hexdigest()

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON.

        `spent` and `budget` are in currency units as in the source (whole numbers stay whole);
        every other amount is in minor units, `minor_per_unit` of them to the unit.
        """
        return {
            "method": self.method,
            "parameters": plain(self.parameters),
            "winners": list(self.winners),
            "partial": plain(self.partial),
            "spent": in_units(self.spent, self.minor_per_unit),
            "budget": in_units(self.budget, self.minor_per_unit),
            "currency": self.currency,
            "spent_minor": self.spent,
            "budget_minor": self.budget,
            "minor_per_unit": self.minor_per_unit,
            "ties": plain(self.ties),
            "steps": plain(self.steps),
            "details": plain(self.details),
            "input_sha256": self.input_sha256,
            "outcome_sha256": self.outcome_sha256,
            "version": self.version,
        }

    def to_json(self) -> str:
        """Canonical JSON: keys sorted, no spaces, UTF-8 characters as they are."""
        return canonical_json(self.to_dict())


def make_outcome(
    election: Election,
    profile: Profile,
    method: str,
    parameters: Mapping[str, Any],
    winners: Iterable[int],
    **more: Any,
) -> Outcome:
    """An outcome from positions of winners; `spent` follows from costs and `partial`.

    A winner in `partial` costs the budget only what `partial` says was paid.
    """
    chosen = tuple(winners)
    ids = election.ids(chosen)
    in_part = {part.project: part.paid for part in more.get("partial", ())}
    full = sum(
        election.costs[i] for i, name in zip(chosen, ids, strict=True) if name not in in_part
    )
    return Outcome(
        method,
        dict(parameters),
        ids,
        full + sum(in_part.values()),
        election.budget,
        minor_per_unit=election.minor_per_unit,
        currency=election.currency,
        input_sha256=fingerprint(election, profile),
        **more,
    )


def fingerprint(election: Election, profile: Profile) -> str:
    """SHA-256 of the file that was read, or of the `.pb` text that these would be written as."""
    if election.source_sha256 and election.source_sha256 == profile.source_sha256:
        return election.source_sha256
    from voting.pabulib.writer import write  # here, since only this hash needs the writer

    return hashlib.sha256(write(election, profile).encode()).hexdigest()


def in_units(amount: int, minor_per_unit: int) -> int | float:
    """Minor units as currency units: an int where it is whole."""
    return amount // minor_per_unit if amount % minor_per_unit == 0 else amount / minor_per_unit


def canonical_json(value: Any) -> str:
    """JSON with sorted keys and no spaces, of any value that `plain` takes."""
    return json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def plain(value: Any) -> Any:
    """Dataclasses, tuples, mappings, fractions and numpy numbers as JSON's own types."""
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item) for item in value]
    if hasattr(value, "item"):
        return value.item()
    return value
