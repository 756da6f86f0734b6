"""What a published `.pb` file says of an election, as a round needs it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from budget_app.ballots.fitted import fitted
from budget_app.ballots.official import rule_and_result
from budget_app.budgets.config import NO_CURRENCY
from budget_app.clock import LAST_YEAR
from voting.ballots import Profile
from voting.election import CENTS, Election
from voting.pabulib import read
from voting.pabulib.numbers import whole

BALLOT_TYPE = {
    "approval": "approval",
    "choose-1": "choose-1",
    "knapsack": "knapsack",
    "cumulative": "points",
    "scoring": "points",
    "ordinal": "ranking",
}
MOST_POINTS = 1000
MOST_NUMBER = 10**9
FIRST_VOTE = 1989
"""The year of the first participatory budget, in Porto Alegre."""
LONGEST_TITLE = 120
WRITTEN = {"€": "EUR", "EURO": "EUR", "EUROS": "EUR"}
_DAY = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})$")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})$")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True)
class Reading:
    """A file that was read, with the rule it declares and how its own result compares."""

    election: Election
    profile: Profile
    sha256: str
    count: dict[str, Any]
    official: dict[str, Any]
    rounded: bool
    """Whether amounts in the file were finer than cents."""

    @property
    def place(self) -> str:
        """The city or region."""
        return self._meta("unit") or self._meta("country") or "Elders"

    @property
    def title(self) -> str:
        """A name for the round."""
        name = self._meta("description") or self.place
        found = _YEAR.search(self._meta("date_begin")) or _YEAR.search(self._meta("instance"))
        return titled(name, "" if found is None or found[0] in name else found[0])

    @property
    def note(self) -> str:
        """Where the ballots come from; shown on every page of the round."""
        words = [
            f"Deze stemming is echt gehouden: {self._meta('description') or self.place}, "
            f"{self.place}. De ideeën en stemmen komen uit het bestand dat over deze stemming is "
            "gepubliceerd in de verzameling Pabulib (pabulib.org)."
        ]
        if not self.official["stated"] and not self.official["unclear"]:
            words.append("Dat bestand noemt geen winnaars: die zijn hier geteld.")
        if self.currency == NO_CURRENCY:
            words.append("Dat bestand zegt niet in welke munt de bedragen staan.")
        elif self.currency != "EUR":
            words.append(f"Bedragen staan in {self.currency}, niet in euro's.")
        if self.rounded:
            words.append("Bedragen zijn afgerond op twee cijfers achter de komma.")
        return " ".join([*words, *self._incomplete()])

    def _incomplete(self) -> Iterator[str]:
        """What the file says there is, and does not hold."""
        held = {"num_votes": self.profile.n_voters, "num_projects": len(self.election.projects)}
        for key, what in (("num_votes", "stemmen"), ("num_projects", "ideeën")):
            if any(gap.startswith(key) for gap in self.official["gaps"]):
                yield (
                    f"Let op: volgens het bestand zijn er {self._meta(key)} {what}, "
                    f"maar er staan er {held[key]} in."
                )
        if self.official["other_totals"]:
            yield (
                f"Let op: bij {self.official['other_totals']} van de {len(self.election.projects)} "
                "ideeën noemt het bestand een ander aantal stemmen of punten dan de stemmen in het "
                "bestand samen geven."
            )

    @property
    def currency(self) -> str:
        """Three letters; NO_CURRENCY where the file does not say."""
        text = self.election.currency.strip().upper()
        text = WRITTEN.get(text, text)
        return text if re.fullmatch("[A-Z]{3}", text) else NO_CURRENCY

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

    def _meta(self, key: str) -> str:
        return self.election.meta.get(key, "").strip()


def read_file(path: Path) -> Reading:
    """Read a file and the rule that it declares. Raises OSError and VotingError."""
    election, profile = read(path)
    sha256 = election.source_sha256
    assert sha256 is not None  # noqa: S101  (a reader always sets it)
    fine = election.minor_per_unit != CENTS
    election, profile = fitted(election, profile)
    count, official = rule_and_result(election, profile)
    return Reading(election, profile, sha256, count, official, fine)


def titled(name: str, year: str = "") -> str:
    """A title that fits: the name, cut off at a word where it is too long, and the year."""
    room = LONGEST_TITLE - len(year) - bool(year)
    name = " ".join(name.split())
    if len(name) > room:
        name = name[: room - 1].rsplit(" ", 1)[0].rstrip(" ,|-") + "…"
    return f"{name} {year}".strip()


def date_of(text: str) -> datetime | None:
    """`31.03.2024` or `2024-03-31` as a moment; a year or a month is no day. Nonsense is None."""
    if found := _DAY.match(text):
        day, month, year = found.groups()
    elif found := _ISO_DAY.match(text):
        year, month, day = found.groups()
    else:
        return None
    if not FIRST_VOTE <= int(year) <= LAST_YEAR:
        return None
    try:
        return datetime(int(year), int(month), int(day), tzinfo=UTC)
    except ValueError:
        return None


def _number(text: str) -> int | None:
    try:
        number = whole(text)
    except ValueError:
        return None
    return number if 0 < number <= MOST_NUMBER else None
