"""Why each project won or lost under a greedy rule, read from the steps of one count.

Nothing is counted again. A project that lost changes nothing before its turn, so putting it just
before another one meets the very same money and limits that the other one met: the smallest lead
that helps is found by looking for the lowest such place where it would have fitted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import islice

from voting.ballots import Profile
from voting.election import Election
from voting.method import minimum_score, ratio
from voting.methods._walk import labels
from voting.outcome import Outcome, Step, Why
from voting.ties import TieBreaker

FUNDED = ("fund", "top-up")
STOPPING = ("greedy-no-skip", "greedy-poznan")
UNLIMITED = 2**200


@dataclass(frozen=True, slots=True)
class Place:
    """The state before one step: what a project would have met, had it stood here."""

    score: int
    rank: int
    left: int
    spent_on: Mapping[str, int]
    groups: frozenset[str]


@dataclass
class _Reading:
    """An outcome's steps, with what is needed to weigh another place in them."""

    election: Election
    outcome: Outcome
    share: Fraction
    minimum: int
    exclusive: bool
    places: list[Place] = field(default_factory=list)
    last: dict[str, tuple[Step, Place]] = field(default_factory=dict)
    helped: Place | None = None
    """Where a reserve helps a project with the money left: whoever stands before this gets that."""

    def room(self, i: int, place: Place) -> int:
        """The most that this project could cost and still be funded at this place; -1 if none."""
        paid = int(place.left / self.share) if self.share else UNLIMITED
        return min(paid, self.allowed(i, place))

    def allowed(self, i: int, place: Place) -> int:
        """As `room`, but by exclusive groups and limits alone, whatever money is left."""
        project = self.election.projects[i]
        if self.exclusive and project.exclusive_group in place.groups:
            return -1
        limits: Mapping[str, int] = self.outcome.parameters.get("limits") or {}
        free = [limits[name] - place.spent_on.get(name, 0) for name in labels(project)
                if name in limits]  # fmt: skip
        return min(free, default=UNLIMITED)

    def wins(self, i: int, place: Place) -> bool:
        """Whether this project would be funded at this place.

        Under a rule that stops at a misfit, it may itself be that misfit: then nobody below it
        takes the money left, and a reserve that pays the rest of one project pays for this one.
        """
        cost = self.election.costs[i]
        helped = (
            self.outcome.method in STOPPING
            and self.outcome.parameters.get("leftover") == "top-up"
            and place.left > 0
        )
        return (self.allowed if helped else self.room)(i, place) >= cost


def explain_greedy(election: Election, profile: Profile, outcome: Outcome) -> tuple[Why, ...]:
    """Why each project won or lost; for every method that counts through `count_greedy`."""
    ranks = TieBreaker(outcome.parameters["tie"], election, profile).ranks
    reading = _read(election, profile, outcome, ranks)
    return tuple(_why(reading, profile, ranks, i) for i in range(len(election.projects)))


def _read(election: Election, profile: Profile, outcome: Outcome, ranks: Sequence[int]) -> _Reading:
    parameters = outcome.parameters
    minimum = -int(-minimum_score(parameters["threshold"], profile) // 1)
    exclusive = outcome.method == "greedy-exclusive"
    share = ratio(parameters.get("share", 1))
    reading = _Reading(election, outcome, share, minimum, exclusive)
    spent: dict[str, int] = {}
    groups: frozenset[str] = frozenset()
    left, ended = outcome.budget, False
    at_end: int | None = None
    """What was left when the walk was over, before one project got it as a part."""
    for step in outcome.steps:
        if step.project is None or step.action == "withdrawn":
            continue
        i = election.index[step.project]
        left = step.data["left"]
        place = Place(profile.points[i], ranks[i], left, dict(spent), groups)
        if step.data.get("leftover"):
            reading.last[step.project] = (step, reading.last.get(step.project, (step, place))[1])
            reading.helped = place if step.action == "top-up" else None
            at_end = left
            continue
        reading.last[step.project] = (step, place)
        if step.action in (*FUNDED, "stop") and not ended:
            reading.places.append(place)
        ended = ended or step.action in ("stop", "top-up")
        if step.action in FUNDED:
            project = election.projects[i]
            left = max(0, left - project.cost)
            for label in labels(project):
                spent[label] = spent.get(label, 0) + project.cost
            groups |= {project.exclusive_group} if project.exclusive_group else set()
    left = left if at_end is None else at_end
    end = Place(reading.minimum, -1, left, spent, groups)
    if parameters.get("leftover") == "top-up" and reading.helped is None and left > 0:
        reading.helped = end
    if not ended:
        reading.places.append(end)
    return reading


def _why(reading: _Reading, profile: Profile, ranks: Sequence[int], i: int) -> Why:
    project = reading.election.projects[i]
    if project.withdrawn:
        return Why(project.id, False, "withdrawn")
    if project.id not in reading.last:
        return Why(project.id, False, "no-quorum")
    step, place = reading.last[project.id]
    facts = dict(step.data)
    if step.action in FUNDED:
        return Why(project.id, True, "fits" if step.action == "fund" else "top-up", facts)
    reason = "part" if step.action == "part" else str(facts.pop("reason", "money"))
    cut = None
    if reason in ("money", "limit", "part"):
        room = reading.room(i, place)
        cut = project.cost - room if room >= 0 else None
    return Why(project.id, False, reason, facts, cut, _short(reading, profile, ranks, i))


def _short(reading: _Reading, profile: Profile, ranks: Sequence[int], i: int) -> int | None:
    """Points that this project lacks for the lowest place at which it would have been funded.

    Where part of the list is walked twice (minimums, leftover "fit") places mean less: None.
    """
    parameters = reading.outcome.parameters
    if parameters.get("minimums") or parameters.get("leftover") == "fit":
        return None
    cost, score = reading.election.costs[i], profile.points[i]
    fitting = (p for p in reversed(reading.places) if reading.wins(i, p))
    good = list(islice(fitting, 1))
    if reading.helped is not None and reading.allowed(i, reading.helped) >= cost:
        good.append(reading.helped)
    if not good:
        return None
    leads = [place.score + (ranks[i] > place.rank >= 0) for place in good]
    needed = max(min(leads), reading.minimum)
    return needed - score if needed > score else None
