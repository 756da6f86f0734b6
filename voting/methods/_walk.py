"""The walk down a ranking that all greedy rules share, with what may stand in a project's way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from voting.ballots import Profile
from voting.election import Election, Project
from voting.outcome import Partial, Step, Tie
from voting.ties import TieBreaker


def labels(project: Project) -> tuple[str, ...]:
    """The labels that limits and minimums speak of: category:…, area:… and group:…."""
    return (
        *(f"category:{name}" for name in project.categories),
        *(f"area:{name}" for name in project.areas),
        *(f"group:{name}" for name in project.targets),
    )


@dataclass
class Walk:
    """What has been funded so far, what is left, and every step on the way.

    `limits` are the most that may go to a label; `minimums` are kept free for a label until it has
    had them. A project with several labels counts in full under each.
    """

    election: Election
    scores: tuple[int, ...]
    limits: Mapping[str, int] = field(default_factory=dict)
    minimums: Mapping[str, int] = field(default_factory=dict)
    exclusive: bool = False
    winners: list[int] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    partial: list[Partial] = field(default_factory=list)
    spent_on: dict[str, int] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.left = self.election.budget

    def obstacle(self, i: int) -> dict[str, Any] | None:
        """Why this project cannot be funded now; None if it can."""
        project = self.election.projects[i]
        group = project.exclusive_group
        if self.exclusive and group in self.groups:
            return {"reason": "exclusive", "group": group, "taken_by": self.groups[group]}
        for label in labels(project):
            limit = self.limits.get(label)
            spent = self.spent_on.get(label, 0)
            if limit is not None and spent + project.cost > limit:
                return {"reason": "limit", "label": label, "left_under_limit": limit - spent}
        if project.cost > self.left:
            return {"reason": "money"}
        kept = self._kept_for_others(labels(project))
        if project.cost > self.left - kept:
            return {"reason": "kept", "kept": kept}
        return None

    def _kept_for_others(self, own: Iterable[str]) -> int:
        mine = set(own)
        return sum(
            max(0, minimum - self.spent_on.get(label, 0))
            for label, minimum in self.minimums.items()
            if label not in mine
        )

    def fund(self, i: int, **more: Any) -> None:
        """Fund a project in full from the budget."""
        project = self.election.projects[i]
        self.steps.append(self.step("fund", i, **more))
        self.winners.append(i)
        self.left -= project.cost
        for label in labels(project):
            self.spent_on[label] = self.spent_on.get(label, 0) + project.cost
        if project.exclusive_group is not None:
            self.groups.setdefault(project.exclusive_group, project.id)

    def fund_in_part(self, i: int, reserve: bool, **more: Any) -> None:
        """Give what is left to a project that costs more, which ends the count.

        A reserve may pay the rest.
        """
        project = self.election.projects[i]
        short = project.cost - self.left
        action = "top-up" if reserve else "part"
        self.steps.append(self.step(action, i, short=short, **more))
        self.partial.append(Partial(project.id, project.cost, self.left, short if reserve else 0))
        if reserve:
            self.winners.append(i)
        self.left = 0

    def skip(self, i: int, action: str, why: Mapping[str, Any]) -> None:
        """Record that a project was passed over, and why."""
        self.steps.append(self.step(action, i, **why))

    def step(self, action: str, i: int, **more: Any) -> Step:
        """A step with the facts that every explanation needs. `score` is in score units."""
        project = self.election.projects[i]
        known = {"cost": project.cost, "left": self.left, "score": self.scores[i]}
        return Step(action, project.id, {**known, **more})


@dataclass(frozen=True)
class Ranking:
    """Projects by score, highest first, and which of them the tie rule had to part."""

    order: tuple[int, ...]
    ties: tuple[tuple[int, ...], ...]
    below: tuple[int, ...]
    """Projects under the threshold, in the same order; not in `order`."""


def rank(
    election: Election, profile: Profile, breaker: TieBreaker, minimum: Fraction = Fraction(0)
) -> Ranking:
    """Rank the projects that take part by score, and by the tie rule within a score."""
    scores, ranks = profile.points, breaker.ranks
    ordered = sorted(election.eligible, key=lambda i: (-scores[i], ranks[i]))
    order = tuple(i for i in ordered if scores[i] >= minimum)
    tied: dict[int, list[int]] = {}
    for i in order:
        tied.setdefault(scores[i], []).append(i)
    ties = tuple(tuple(group) for group in tied.values() if len(group) > 1)
    return Ranking(order, ties, tuple(i for i in ordered if scores[i] < minimum))


def told_ties(
    election: Election, ranking: Ranking, rule: str, winners: Iterable[int]
) -> tuple[Tie, ...]:
    """The ties, decisive where some of the equal projects won and others did not."""
    won = set(winners)
    return tuple(
        Tie(election.ids(group), rule, 0 < len(won.intersection(group)) < len(group))
        for group in ranking.ties
    )
