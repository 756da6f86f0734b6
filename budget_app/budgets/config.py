"""The configuration of a round: what a model file holds and what a municipality may adjust.

One document, checked as a whole. It is stored with the round and frozen with its hash when the
first step opens.
"""

import hashlib
import json
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from budget_app.budgets.fields import Cents, Key, Line, Moment, Part, Sentence, Title, Word
from budget_app.budgets.rights import RIGHTS

MatrixField = Literal[1, 2, 3, 4]
StepKind = Literal[
    "gather",
    "talk",
    "check",
    "consult",
    "advise",
    "compose",
    "vote",
    "pledge",
    "decide",
    "allot",
    "commission",
    "realise",
    "account",
]
# What becomes of an idea is decided in these kinds; in others people do, talk or advise.
DECIDING = frozenset({"vote", "pledge", "decide", "check", "allot"})
Subject = Literal["idea", "plan", "theme", "route"]
BallotType = Literal["approval", "choose-1", "knapsack", "points", "ranking"]


EURO = "EUR"
NO_CURRENCY = "XXX"
"""ISO 4217's own code for it: an election that was brought in need not say."""


class AmountRule(Part):
    """Where the amount comes from: fixed, or a base plus so much per inhabitant or household."""

    kind: Literal["fixed", "per_inhabitant", "per_household"] = "fixed"
    base_cents: Cents = 0
    per_unit_cents: Cents = 0
    figures_on: date | None = None
    # Not euros only where an election from elsewhere was brought in.
    currency: str = Field(pattern=r"^[A-Z]{3}$", default=EURO)


class Funder(Part):
    """Someone who pays a share, in whole per cents, and what that share entitles them to."""

    name: Sentence
    share: int = Field(ge=1, le=100)
    entitles: Sentence
    # Above this amount a body passes nothing unless who sits for this funder passes it too.
    consents_above_cents: Cents | None = None
    constituency: str | None = None  # who sits for this funder on bodies


class Eligibility(Part):
    """Who may take part, and what is asked of them. Nobody may vote until a roll says who."""

    min_age: int = Field(ge=0, le=21, default=16)
    lives_in_area: bool = True
    per: Literal["person", "household"] = "person"


class Criterion(Part):
    """A question a body answers for each idea, on a scale of 1 to 5 with a reason."""

    key: Key
    name: Sentence
    question: Sentence
    minimum: float = Field(ge=1, le=5, default=3)


class BodyRule(Part):
    """A body: who sits on it, how many must take part, and how it decides."""

    key: Key
    name: Sentence
    seats: int = Field(ge=1, le=500, default=5)
    constituencies: tuple[Word, ...] = Field(min_length=1, default=("bewoners",))
    seats_each: int | None = Field(ge=1, default=None)  # at most so many per constituency
    term_months: int | None = Field(ge=1, le=120, default=None)  # how long a seat lasts at most
    max_terms: int | None = Field(ge=1, default=None)  # how often one person may be seated
    quorum: int = Field(ge=1, default=3)
    decides_by: Literal["average", "majority", "two_thirds", "consensus"] = "average"
    days: int = Field(ge=1, le=365, default=14)
    criteria: tuple[Criterion, ...] = ()
    mandate_cents: Cents | None = None  # passes nothing that costs more
    needs_mandate: bool = False  # passes nothing without a mandate of every funder
    appeals_to: Key | None = None  # the body that hears an appeal; None means the same body


class BallotRule(Part):
    """What one ballot may hold."""

    type: BallotType = "approval"
    max_choices: int | None = Field(ge=1, default=None)
    points: int | None = Field(ge=1, le=1000, default=None)
    # "rotated": the same list for all, begun at another line for each voter
    order: Literal["list", "rotated"] = "list"
    # Each voter chooses among what is in the part of the area where the roll says they live.
    own_area: bool = False


class CountRule(Part):
    """How ballots are counted: a method of the voting library, its parameters and the tie rule."""

    method: str = "greedy"
    parameters: dict[str, Any] = Field(default_factory=dict)
    tie: str = "cheaper"


class AllotRule(Part):
    """How an amount is divided over parts of an area, and inside each over its first priorities.

    A part gets a share by its need and its number of inhabitants, in these two weights.
    """

    need: int = Field(ge=0, le=100, default=1)
    population: int = Field(ge=0, le=100, default=1)
    # How often the share of the last of these is what each priority of a part gets, first to last.
    places: tuple[Annotated[int, Field(ge=1, le=100)], ...] = Field(min_length=1, default=(3, 2, 1))
    # Need by code of each part, from 1 (little) to 10; parts that are not named have 1.
    grades: dict[str, Annotated[int, Field(ge=1, le=10)]] = Field(default_factory=dict)
    figures_on: date | None = None  # the day on which the grades were true


class StepRule(Part):
    """One step of the route."""

    key: Key
    kind: StepKind
    name: Title
    explains: Annotated[str, Field(max_length=600)] = ""
    who_decides: Line = ""
    body: Key | None = None
    rolling: bool = False
    voting_day: bool = False  # a vote that is held on one day, at a place that is planned
    of: Subject = "idea"  # what a gathering step gathers
    opens_at: Moment | None = None
    closes_at: Moment | None = None
    above_cents: Cents | None = None
    below_cents: Cents | None = None
    category: str | None = None
    days: int | None = Field(ge=1, le=365, default=None)  # consult: how long each subject lies open
    weight: Literal["advice", "weighty"] | None = None  # advise: what the advice is worth
    answers: Key | None = None  # decide: the step whose advice the decision answers
    answer_days: int | None = Field(ge=1, le=365, default=None)  # decide: the term for that answer
    allot: AllotRule | None = None
    ballot: BallotRule | None = None
    count: CountRule | None = None
    # Where work is commissioned: so many offers, or a reason why fewer are enough.
    offers_min: int = Field(ge=1, le=10, default=3)
    # Where whole budgets are composed: so many at least, or there is too little to choose from.
    packages: int = Field(ge=2, le=10, default=2)

    @property
    def decides(self) -> bool:
        """Whether it is decided here what becomes of an idea."""
        return self.kind in DECIDING

    def is_for(self, cost_cents: int, category: str) -> bool:
        """Whether this step is for an idea of so many cents and this category."""
        if self.above_cents is not None and cost_cents <= self.above_cents:
            return False
        if self.below_cents is not None and cost_cents > self.below_cents:
            return False
        return self.category is None or self.category == category


class UnspentRule(Part):
    """What becomes of currency that nobody used: it stays until the game ends, or lapses."""

    kind: Literal["carry_over", "expire"] = "carry_over"
    months: int = Field(ge=1, le=60, default=6)  # how long an issue can be used, where it lapses


class CurrencyRule(Part):
    """A local currency: whole units, each backed by so many cents of the round's pot."""

    key: Key
    name: Sentence
    plural: Sentence
    value_cents: int = Field(ge=1, le=100_000, default=100, strict=True)
    per_round: int = Field(ge=1, le=100_000_000)
    rounds: int = Field(ge=1, le=120)
    every_months: int = Field(ge=1, le=24, default=2)
    # Units that do not divide go on round all households, from where the last issue stopped.
    remainder: Literal["rotate"] = "rotate"
    second_adult_above: int | None = Field(ge=1, default=None)
    unspent: UnspentRule = UnspentRule()

    @property
    def most_cents(self) -> int:
        """What the pot must hold to back every unit of every issue."""
        return self.rounds * self.per_round * self.value_cents


class LoanRule(Part):
    """Ideas of this category get their money as a loan, to be repaid within so many days."""

    category: Sentence
    days: int = Field(ge=30, le=3650, default=730)


class RouteRule(Part):
    """One of several ways in which a round can go on, for residents to choose from."""

    key: Key
    name: Sentence
    explains: str = ""
    steps: tuple[StepRule, ...] = Field(min_length=1)


class RoundConfig(Part):
    """Everything that rules a round."""

    title: Title
    field: MatrixField
    model: Key
    decision_right: Literal[RIGHTS]  # type: ignore[valid-type]
    decision_sentence: Sentence
    amount: AmountRule
    funders: tuple[Funder, ...] = Field(min_length=1)
    areas: tuple[str, ...] = Field(min_length=1)
    eligibility: Eligibility = Eligibility()
    categories: Annotated[tuple[Word, ...], Field(max_length=40)] = ()
    bodies: tuple[BodyRule, ...] = ()
    currency: CurrencyRule | None = None
    steps: tuple[StepRule, ...] = Field(min_length=1)
    routes: tuple[RouteRule, ...] = ()  # what the steps above choose from, if anything
    proposers: Literal["residents", "anyone", "municipality"] = "residents"
    neighbour_recusal: bool = True
    loans: LoanRule | None = None
    tasks: bool = False  # residents take over tasks of the municipality, with their money
    contact: Line = ""

    def step(self, key: str) -> StepRule:
        """The step with this key; KeyError when the route has none."""
        return next(step for step in self.steps if step.key == key)

    def body(self, key: str) -> BodyRule:
        """The body with this key."""
        return next(body for body in self.bodies if body.key == key)

    def first(self, kind: str) -> StepRule | None:
        """The first step of a kind, if the route has one."""
        return next((step for step in self.steps if step.kind == kind), None)

    def along(self, route: str) -> "RoundConfig":
        """This configuration with the steps of one of its routes after its own; or KeyError."""
        for rule in self.routes:
            if rule.key == route:
                return self.model_copy(update={"steps": (*self.steps, *rule.steps)})
        raise KeyError(route)

    def as_agreed(self) -> "RoundConfig":
        """The configuration as it froze: with every route it offers, and none of them followed."""
        offered = [step for route in self.routes for step in route.steps]
        own = tuple(step for step in self.steps if step not in offered)
        return self.model_copy(update={"steps": own})

    def canonical(self) -> str:
        """The one way to write this configuration down, for hashing."""
        agreed = self.as_agreed().model_dump(mode="json")
        return json.dumps(agreed, sort_keys=True, ensure_ascii=False)

    def sha256(self) -> str:
        """The hash that is published when the rules freeze."""
        return hashlib.sha256(self.canonical().encode()).hexdigest()

    def route_sha256(self) -> str:
        """The hash of the steps that are followed, in order."""
        steps = [step.model_dump(mode="json") for step in self.steps]
        text = json.dumps(steps, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()
