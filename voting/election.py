"""What is voted on: projects with a cost, and a budget.

Every amount is an integer number of minor units (cents when `minor_per_unit` is 100).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from voting.errors import VotingError

CENTS = 100


@dataclass(frozen=True, slots=True)
class Project:
    """One idea on the ballot. `cost` is in minor units and never negative."""

    id: str
    cost: int
    name: str = ""
    categories: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    exclusive_group: str | None = None
    withdrawn: bool = False
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Election:
    """A budget and its projects, in the order of the declared list.

    `meta` keeps the declared facts of a `.pb` file in their order. `source_sha256` is set only by
    a reader, and `dataclasses.replace` drops it, so it can never name bytes that say otherwise.
    """

    budget: int
    projects: tuple[Project, ...]
    currency: str = "EUR"
    vote_type: str = "approval"
    meta: Mapping[str, str] = field(default_factory=dict)
    minor_per_unit: int = CENTS
    source_sha256: str | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        if self.budget < 0:
            raise VotingError("the budget is below zero")
        if len(self.index) != len(self.projects):
            raise VotingError(f"project {self._first_double()!r} is listed twice")
        for project in self.projects:
            if project.cost < 0:
                raise VotingError(f"project {project.id!r} costs less than zero")

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Position of each project id in `projects`."""
        return {project.id: i for i, project in enumerate(self.projects)}

    @cached_property
    def costs(self) -> tuple[int, ...]:
        """Cost per project, as Python integers: sums and products never overflow."""
        return tuple(project.cost for project in self.projects)

    @cached_property
    def eligible(self) -> tuple[int, ...]:
        """Positions of the projects that take part: not withdrawn."""
        return tuple(i for i, project in enumerate(self.projects) if not project.withdrawn)

    def ids(self, positions: object) -> tuple[str, ...]:
        """The ids at these positions, in the order given."""
        return tuple(self.projects[int(i)].id for i in positions)  # type: ignore[attr-defined]

    def _first_double(self) -> str:
        seen: set[str] = set()
        for project in self.projects:
            if project.id in seen:
                return project.id
            seen.add(project.id)
        return ""
