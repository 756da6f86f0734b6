"""What a counting method declares of itself: forms, help and documentation come from here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, NamedTuple

from voting.ballots import Profile
from voting.election import Election
from voting.errors import ParameterError, VotingError
from voting.outcome import Outcome, Step, Why, make_outcome
from voting.ties import DEFAULT_TIE, TIE_RULES, check_rule

LABEL_KINDS = ("category", "area", "group")
LABELLED = ("limits", "minimums")
MOST_PLACES = 30
"""Before or behind the point of a number that a parameter takes."""
LABELS_REFUSED = (
    "; only the greedy rules take it: for another method, count each category or area by itself, "
    "with its own budget"
)


class Text(NamedTuple):
    """One text for a municipality's form (Dutch) and for the command line and docs (English)."""

    nl: str
    en: str


@dataclass(frozen=True)
class Parameter:
    """One choice of a method. `kind` says what it takes:

    - "choice": one of `choices`; "flag": true or false; "tie": a tie rule (`voting.ties`);
    - "integer", "amount" (minor units): a whole number, zero or more;
    - "ratio": 0 to 1, exact, as "4/5" or "0.8";
    - "threshold": "50" votes or points, or "5%" of the ballots cast;
    - "amounts": minor units per label, as {"category:Groen": 500000, "area:Noord": 200000}; a label
      is category:…, area:… or group:….
    """

    name: str
    kind: str
    default: Any
    description: Text
    choices: tuple[str, ...] = ()

    def check(self, value: Any) -> None:
        """Raise ParameterError if this parameter does not take the value."""
        if value is None and self.default is None:
            return
        check = _CHECKS[self.kind]
        if not check(self, value):
            raise ParameterError(self.name, f"{value!r} is not {self.takes}")

    @property
    def takes(self) -> str:
        """What the parameter takes, for a message."""
        return {
            "choice": "one of " + ", ".join(self.choices),
            "flag": "true or false",
            "ratio": "a number from 0 to 1 such as 4/5",
            "threshold": "a number of votes such as 50, or a share of the ballots such as 5%",
            "amounts": "amounts per category:…, area:… or group:…",
            "tie": "a tie rule",
        }.get(self.kind, "a whole number of zero or more")


def _exact(text: str) -> Fraction:
    """A number or a fraction; ValueError too where it is too large or too fine to be meant."""
    try:
        parts = [Decimal(part) for part in text.split("/")]
    except InvalidOperation:
        raise ValueError(f"{text[:40]!r} is not a number") from None
    if any(part.is_finite() and abs(part.adjusted()) > MOST_PLACES for part in parts):
        raise ValueError(f"{text[:40]!r} has too many places")
    return Fraction(text)


def ratio(value: Any) -> Fraction:
    """A share from 0 to 1, exactly; raises ValueError."""
    share = _exact(str(value))
    if not 0 <= share <= 1:
        raise ValueError(f"{value!r} is not between 0 and 1")
    return share


def minimum_score(threshold: str | int, profile: Profile) -> Fraction:
    """A "threshold" in the profile's score units: points, or a percentage of the ballots cast."""
    text = str(threshold).strip()
    if text.endswith("%"):
        return _exact(text[:-1]) / 100 * profile.n_voters * profile.score_unit
    return _exact(text) * profile.score_unit


def _takes_ratio(_: Parameter, value: Any) -> bool:
    try:
        ratio(value)
    except (ValueError, ZeroDivisionError):
        return False
    return True


def _takes_threshold(_: Parameter, value: Any) -> bool:
    try:
        return _exact(str(value).strip().removesuffix("%")) >= 0
    except (ValueError, ZeroDivisionError):
        return False


def _takes_number(_: Parameter, value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _takes_amounts(parameter: Parameter, value: Any) -> bool:
    return isinstance(value, Mapping) and all(
        label.partition(":")[0] in LABEL_KINDS and _takes_number(parameter, amount)
        for label, amount in value.items()
    )


def _takes_tie(_: Parameter, value: Any) -> bool:
    check_rule(value)
    return True


_CHECKS: Mapping[str, Callable[[Parameter, Any], bool]] = {
    "choice": lambda parameter, value: value in parameter.choices,
    "flag": lambda _, value: isinstance(value, bool),
    "integer": _takes_number,
    "amount": _takes_number,
    "ratio": _takes_ratio,
    "threshold": _takes_threshold,
    "amounts": _takes_amounts,
    "tie": _takes_tie,
}


@dataclass(frozen=True)
class Method:
    """One counting rule. Call `run` (or `count`, the same); `rule` is the bare function."""

    name: str
    title: Text
    description: Text
    source: str
    ballot_types: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    rule: Callable[..., Outcome]
    whole_packages: bool = False
    """True where projects are whole packages of which one is chosen."""
    note: Text | None = None
    """What the method cannot do and why, for whoever chooses it."""
    explain: Callable[[Election, Profile, Outcome], tuple[Why, ...]] | None = None
    """Why each project won or lost, where the method can say more than `voting.explain` can."""

    @property
    def defaults(self) -> dict[str, Any]:
        """Each parameter's default value."""
        return {parameter.name: parameter.default for parameter in self.parameters}

    def checked(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """These parameters; raises ParameterError on an unknown or wrong one."""
        known = {parameter.name: parameter for parameter in (*self.parameters, QUORUM)}
        for name, value in given.items():
            if name not in known:
                more = LABELS_REFUSED if name in LABELLED else ""
                raise ParameterError(name, f"{self.name} has no such parameter{more}")
            known[name].check(value)
        return dict(given)

    def run(self, election: Election, profile: Profile, **given: Any) -> Outcome:
        """Count. Raises VotingError for ballots or parameters that the method does not take.

        Every method also takes `quorum`: with fewer ballots than that, nothing is chosen.
        """
        if profile.type not in self.ballot_types:
            takes = ", ".join(self.ballot_types)
            raise VotingError(f"{self.name} takes {takes} ballots, and these are {profile.type}")
        settled = self.defaults | self.checked(given)
        quorum = settled.pop("quorum", QUORUM.default)
        if profile.n_voters < quorum:
            step = Step("no-quorum", None, {"quorum": quorum, "ballots": profile.n_voters})
            outcome = make_outcome(election, profile, self.name, settled, (), steps=(step,))
        else:
            outcome = self.rule(election, profile, **settled)
        if "quorum" in given:
            outcome = replace(outcome, parameters={**outcome.parameters, "quorum": quorum})
        return outcome

    count = run


TIE = Parameter(
    "tie",
    "tie",
    DEFAULT_TIE,
    Text(
        "Wie voorgaat als twee projecten gelijk staan: het goedkoopste (cheaper), het duurste "
        "(dearer), het project met de meeste kiezers (supporters), de vaste lijst (list) of een "
        "lot uit een gepubliceerd getal (lot:getal).",
        "Who goes first when two projects are equal: cheaper, dearer, supporters, list, or "
        "lot:SEED, a lot that anyone can repeat from the published seed.",
    ),
    TIE_RULES,
)

NO_LABELS = Text(
    "Grenzen en minima per categorie of gebied kunnen hier niet: het geld hoort bij kiezers, niet "
    "bij een categorie. Geef dan elk gebied of elke categorie een eigen budget en tel ze apart.",
    "It takes no limits or minimums per category or area: money belongs to voters here, and not "
    "to a category. Give each area or category a budget of its own, and count each by itself.",
)

QUORUM = Parameter(
    "quorum",
    "integer",
    0,
    Text(
        "Hoeveel stembiljetten er minstens moeten zijn, blanco mee. Zijn het er minder, dan wint "
        "geen enkel project.",
        "The least number of ballots, blank ones included; with fewer, nothing is chosen.",
    ),
)
