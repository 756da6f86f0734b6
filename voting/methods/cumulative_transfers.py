"""Cumulative voting with transfers: support that is not needed or has no hope moves on.

Every voter holds an equal share of the budget, spread over her projects by her points. A project
whose support reaches its cost is funded; what it has too much goes back to its supporters and on
to their other projects. When none reaches its cost, the weakest drops out and its support moves on.

Amounts are whole numbers of millionths of a minor unit, so anyone can repeat the count in any
language. Shares and donations are rounded up and payments down, in favour of the project: what
supporters can pay to the last part is not lost to rounding. A project is funded only if it also
fits what is left of the budget, so rounding never spends more than there is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from voting.ballots import BALLOT_TYPES, Ints, Profile
from voting.election import Election
from voting.errors import VotingError
from voting.method import NO_LABELS, TIE, Method, Parameter, Text
from voting.methods._ties import TieLog
from voting.outcome import Outcome, Step, make_outcome
from voting.progress import tell
from voting.ties import TieBreaker

PARTS = 10**6
"""Parts of a minor unit in which support is counted."""
SAFE, EXACT = 2**62, 2**53
NEAR = 2.0**-50
"""Strengths nearer than this, relatively, are compared as fractions: each is rounded once."""

MEASURE = Parameter(
    "measure",
    "choice",
    "ratio",
    Text(
        "Wat bepaalt welk project voorgaat en welk afvalt: steun gedeeld door kosten (ratio) of "
        "steun min kosten (excess).",
        "What decides which project is funded first and which drops out: support divided by cost "
        "(ratio) or support minus cost (excess).",
    ),
    ("ratio", "excess"),
)
SHARES = Parameter(
    "shares",
    "choice",
    "voters",
    Text(
        "Waarover het budget gelijk wordt verdeeld: over de kiezers (voters) of over alle gegeven "
        "punten (points).",
        "What shares the budget equally: the voters, blank ballots aside, or all points given.",
    ),
    ("voters", "points"),
)
COMPLETION = Parameter(
    "completion",
    "choice",
    "reverse",
    Text(
        "Wat er met geld gebeurt dat over is: niets (none), of het afgevallen project dat het "
        "langst meedeed en nog past gaat alsnog door (reverse).",
        "What happens with money left: none, or the projects that dropped out and still fit are "
        "funded, the last to drop out first (reverse).",
    ),
    ("none", "reverse"),
)


@dataclass
class Support:
    """What each group of voters still has, and what of it stands behind each project."""

    profile: Profile
    money: Any
    """Per voter of each group, in parts."""
    donations: Any
    """Per voter, for each entry of the profile."""
    totals: Any
    """Per project, over all voters."""
    alive: Any
    points_left: Ints
    """Per group: points for the projects still alive."""
    floats_hold_all: bool
    """Whether every sum of money is a whole number that a float holds exactly."""

    @classmethod
    def begin(cls, profile: Profile, budget: int, shares: str) -> Support:
        """Give every voter her share and spread it by points."""
        given = np.zeros(profile.n_groups, np.int64)
        np.add.at(given, profile.group_of_entry, profile.scores)
        pot = budget * PARTS
        most = int(given.max(initial=1))
        kind: Any = np.int64 if pot * most < SAFE else object
        if shares == "voters":
            voters = max(int(profile.weights.sum()), 1)
            money = np.full(profile.n_groups, -(-pot // voters), kind)
        else:
            total = max(int((given * profile.weights).sum()), 1)
            money = np.array([-(-pot * one // total) for one in given.tolist()], kind)
        donations, totals = (np.zeros(n, kind) for n in (len(profile.indices), profile.n_projects))
        alive = np.ones(profile.n_projects, bool)
        exact = kind is np.int64 and 4 * pot < EXACT
        support = cls(profile, money, donations, totals, alive, given, exact)
        support._spread(np.arange(profile.n_groups))
        return support

    def drop(self, i: int) -> None:
        """Take a project out; what stood behind it moves on to its supporters' other projects."""
        entries, groups = self._entries_of(i)
        self.alive[i] = False
        self.donations[entries] = 0
        self.totals[i] = 0
        self.points_left[groups] -= self.profile.scores[entries]
        self._spread(groups)

    def pay(self, i: int, cost: int) -> None:
        """Let the supporters pay for a project in proportion to their donations."""
        if cost:
            entries, groups = self._entries_of(i)
            support = int(self.totals[i])
            price = cost * PARTS
            held = self.donations[entries]
            if self.floats_hold_all:
                paid = _portions(held, price, support)
            else:
                paid = np.array([one * price // support for one in held.tolist()], held.dtype)
            self.money[groups] -= paid
        self.drop(i)

    def _entries_of(self, i: int) -> tuple[Ints, Ints]:
        indptr, groups, _ = self.profile.by_project
        here = slice(int(indptr[i]), int(indptr[i + 1]))
        return self.profile.entries_by_project[here], groups[here]

    def _spread(self, groups: Ints) -> None:
        """Spread these groups' money anew over what is still alive."""
        profile = self.profile
        lengths = profile.indptr[groups + 1] - profile.indptr[groups]
        starts = np.repeat(profile.indptr[groups] - (np.cumsum(lengths) - lengths), lengths)
        entries = starts + np.arange(int(lengths.sum()))
        owner = np.repeat(groups, lengths)
        living = self.alive[profile.indices[entries]]
        entries, owner = entries[living], owner[living]
        projects = profile.indices[entries]
        left = np.maximum(self.points_left[owner], 1)
        fresh = (self.money[owner] * profile.scores[entries] + (left - 1)) // left
        change = (fresh - self.donations[entries]) * profile.weights[owner]
        if self.floats_hold_all:
            added = np.bincount(projects, change, profile.n_projects)
            self.totals += added.astype(np.int64)
        else:
            np.add.at(self.totals, projects, change)
        self.donations[entries] = fresh


def _portions(held: Ints, price: int, support: int) -> Ints:
    """`held * price // support` for each, exactly; nothing is 2**51 or more, or held > support.

    A float says it to within a few units. What it is off by is too small to be lost where the
    products wrap around in 64 bits.
    """
    guess = (held * (price / support)).astype(np.int64)
    return guess + (held * np.int64(price) - guess * np.int64(support)) // support


def count(election: Election, profile: Profile, **parameters: Any) -> Outcome:
    """Count; see the module. Raises VotingError for points below zero."""
    if (profile.scores < 0).any():
        raise VotingError("cumulative-transfers takes no points below zero")
    support = Support.begin(profile, election.budget, parameters["shares"])
    log = TieLog(TieBreaker(parameters["tie"], election, profile))
    winners: list[int] = []
    dropped: list[int] = []
    steps: list[Step] = []
    remaining, left = set(election.eligible), election.budget
    for i in set(range(len(election.projects))) - remaining:
        support.drop(i)
    while remaining:
        tell(lambda: f"{len(remaining)} of {len(election.projects)} projects to decide on")
        strength = Strength(election, support.totals.tolist(), parameters["measure"])
        able = [i for i in remaining if strength.pays(i) and election.costs[i] <= left]
        if able:
            i = log.best(strength.near(able, max), strength.exact)
            steps.append(_step("fund", election, support, i))
            winners.append(i)
            left -= election.costs[i]
            support.pay(i, election.costs[i])
        else:
            i = log.worst(strength.near(remaining, min), strength.exact)
            steps.append(_step("eliminate", election, support, i))
            dropped.append(i)
            support.drop(i)
        remaining.discard(i)
    if parameters["completion"] == "reverse":
        _complete(election, winners, dropped, steps)
    return make_outcome(
        election,
        profile,
        "cumulative-transfers",
        parameters,
        winners,
        steps=tuple(steps),
        ties=log.told(),
    )


@dataclass(frozen=True)
class Strength:
    """How strong each project stands at one moment; `totals` is its support."""

    election: Election
    totals: list[int]
    measure: str

    def pays(self, i: int) -> bool:
        """Whether its support reaches its cost."""
        return 0 < self.totals[i] >= self.election.costs[i] * PARTS

    def near(self, among: Iterable[int], extreme: Callable[[Iterable[float]], float]) -> list[int]:
        """Those which, as far as floats can tell, may be the strongest (`max`) or weakest."""
        rough = {i: self._rough(i) for i in among}
        end = extreme(rough.values())
        return [i for i, value in rough.items() if abs(value - end) <= NEAR * abs(end)]

    def _rough(self, i: int) -> float:
        held, cost = self.totals[i], self.election.costs[i] * PARTS
        if self.measure == "excess":
            return float(held - cost)
        return held / cost if cost else float(SAFE if held else 0)

    def exact(self, i: int) -> Fraction:
        """Support divided by cost, or minus cost."""
        held, cost = self.totals[i], self.election.costs[i] * PARTS
        if self.measure == "excess":
            return Fraction(held - cost)
        return Fraction(held, cost) if cost else Fraction(SAFE if held else 0)


def _step(action: str, election: Election, support: Support, i: int) -> Step:
    project = election.projects[i]
    held = int(support.totals[i]) // PARTS
    supporters = support.profile.supporters[i]
    facts = {"cost": project.cost, "support": held, "supporters": supporters}
    if action == "eliminate":
        short = project.cost - held
        return Step(action, project.id, {"reason": "support", **facts, "short": short})
    back = held - project.cost
    return Step(action, project.id, {"reason": "supported", **facts, "moved_on": back})


def _complete(
    election: Election, winners: list[int], dropped: list[int], steps: list[Step]
) -> None:
    left = election.budget - sum(election.costs[i] for i in winners)
    for i in reversed(dropped):
        if election.costs[i] <= left:
            facts = {"reason": "leftover", "left": left, "cost": election.costs[i]}
            steps.append(Step("fund", election.projects[i].id, facts))
            winners.append(i)
            left -= election.costs[i]


METHOD = Method(
    "cumulative-transfers",
    Text("Punten die doorschuiven", "Cumulative voting with transfers"),
    Text(
        "Elke kiezer heeft een even groot deel van het budget en verdeelt dat met punten over "
        "projecten. Heeft een project genoeg, dan gaat het door en schuift het teveel door naar "
        "andere projecten van dezelfde kiezers. Heeft geen project genoeg, dan valt het zwakste "
        "af en schuift zijn steun door.",
        "Every voter spreads an equal share of the budget over projects by points. A project with "
        "enough is funded and what it has too much moves on to its supporters' other projects; "
        "when none has enough, the weakest drops out and its support moves on.",
    ),
    "Skowron, Slinko, Szufa and Talmon, Participatory Budgeting with Cumulative Votes, 2020",
    BALLOT_TYPES,
    (MEASURE, SHARES, COMPLETION, TIE),
    count,
    note=NO_LABELS,
)
