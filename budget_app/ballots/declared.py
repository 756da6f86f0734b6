"""What a published `.pb` file says of an election, as a round needs it."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from voting.ballots import Profile
from voting.declared import UnknownRule, declared_rule
from voting.election import CENTS, Election
from voting.errors import VotingError
from voting.pabulib import read
from voting.recount import recount
from voting.ties import DEFAULT_TIE

BALLOT_TYPE = {
    "approval": "approval",
    "choose-1": "choose-1",
    "knapsack": "knapsack",
    "cumulative": "points",
    "scoring": "points",
    "ordinal": "ranking",
}
MOST_POINTS = 1000
_DATE = re.compile(r"^(?:(?:(\d{1,2})\.)?(\d{1,2})\.)?(\d{4})$")


@dataclass(frozen=True)
class Reading:
    """A file that was read, with the rule it declares and how its own result compares."""

    election: Election
    profile: Profile
    sha256: str
    count: dict[str, Any]
    official: dict[str, Any]

    @property
    def place(self) -> str:
        """The city or region."""
        return self._meta("unit") or self._meta("country") or "Elders"

    @property
    def title(self) -> str:
        """A name for the round."""
        year = self._meta("date_begin")[-4:]
        name = self._meta("description") or self.place
        return name if year in name else f"{name} {year}"

    @property
    def note(self) -> str:
        """Where the ballots come from; shown on every page of the round."""
        words = (
            f"Deze stemming is echt gehouden: {self._meta('description') or self.place}, "
            f"{self.place}. De ideeën en stemmen komen uit het bestand dat over deze stemming is "
            "gepubliceerd in de verzameling Pabulib (pabulib.org)."
        )
        if not self.official["stated"]:
            words += " Dat bestand noemt geen winnaars: die zijn hier geteld."
        if self.currency != "EUR":
            words += f" Bedragen staan in {self.currency}, niet in euro's."
        return words

    @property
    def currency(self) -> str:
        """Three letters; EUR where the file does not say."""
        text = self.election.currency.strip().upper()
        return text if re.fullmatch("[A-Z]{3}", text) else "EUR"

    @property
    def begins(self) -> datetime | None:
        """The first day of voting, if the file has a day."""
        return date_of(self._meta("date_begin"))

    @property
    def ends(self) -> datetime | None:
        """The last day of voting, if the file has a day."""
        return date_of(self._meta("date_end"))

    @property
    def ballot(self) -> dict[str, Any]:
        """The ballot type, with the limits that the file states."""
        kind = BALLOT_TYPE[self.profile.type]
        most = _number(self._meta("max_length"))
        points = _number(self._meta("max_sum_points")) if kind == "points" else None
        return {
            "type": kind,
            "max_choices": most,
            "points": points if points and points <= MOST_POINTS else None,
        }

    def cents(self, minor: int) -> int:
        """An amount of the file in hundredths of its currency."""
        return minor * CENTS // self.election.minor_per_unit

    def _meta(self, key: str) -> str:
        return self.election.meta.get(key, "").strip()


def read_file(path: Path) -> Reading:
    """Read a file and the rule that it declares. Raises OSError and VotingError."""
    election, profile = read(path)
    assert election.source_sha256 is not None  # noqa: S101  (a reader always sets it)
    count, official = _rule(election, profile)
    return Reading(election, profile, election.source_sha256, count, official)


def date_of(text: str) -> datetime | None:
    """`31.03.2024` as a moment; a year or a month alone is no day. Nonsense is None."""
    found = _DATE.match(text)
    if found is None or found[1] is None:
        return None
    try:
        return datetime(int(found[3]), int(found[2]), int(found[1]), tzinfo=UTC)
    except ValueError:
        return None


def _rule(election: Election, profile: Profile) -> tuple[dict[str, Any], dict[str, Any]]:
    """How to count, and how that compares with the result in the file.

    Where the file's own result settled a tie by a rule it does not state, that order is taken
    over, so that the page shows what was decided.
    """
    try:
        result = recount(election, profile)
    except UnknownRule as unknown:
        return _undeclared(election), {"stated": False, "why": str(unknown)}
    parameters = dict(result.declared.parameters)
    parameters.pop("tie", None)
    count = {
        "method": result.declared.method,
        "parameters": parameters,
        "tie": result.outcome.parameters.get("tie", DEFAULT_TIE),
    }
    return count, {
        "stated": True,
        "equal": result.equal,
        "winners": list(result.official),
        "missing": list(result.missing),
        "surplus": list(result.surplus),
        "reasons": list(result.reasons),
    }


def _undeclared(election: Election) -> dict[str, Any]:
    """The declared rule of a file without a result; most votes where it declares none."""
    try:
        declared = declared_rule(election)
    except VotingError:
        return {"method": "greedy", "parameters": {}, "tie": DEFAULT_TIE}
    parameters = dict(declared.parameters)
    tie = parameters.pop("tie", DEFAULT_TIE)
    return {"method": declared.method, "parameters": parameters, "tie": tie}


def _number(text: str) -> int | None:
    return int(text) if text.isdigit() and int(text) > 0 else None
