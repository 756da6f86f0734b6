"""Ballots, grouped: identical ballots are one row with a weight.

A `Profile` is a sparse matrix in CSR form. Group g names the projects
`indices[indptr[g]:indptr[g + 1]]` with the integers in `scores` beside them:

- approval, choose-1, knapsack: 1 for each, indices ascending;
- cumulative, scoring: the points, indices ascending, zeros left out;
- ordinal: indices in order of preference, scores are position points: the last listed has 1, the
  one before it 2 (Kraków's 3-2-1), unless the source gives points of its own.

Blank ballots are in no group; `blank` counts them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from voting.election import Election
from voting.errors import VotingError

APPROVAL, CHOOSE_ONE, KNAPSACK = "approval", "choose-1", "knapsack"
ORDINAL, CUMULATIVE, SCORING = "ordinal", "cumulative", "scoring"
BALLOT_TYPES = (APPROVAL, CHOOSE_ONE, KNAPSACK, ORDINAL, CUMULATIVE, SCORING)
UNSCORED = (APPROVAL, CHOOSE_ONE, KNAPSACK)

Ints = NDArray[np.int64]
Ballot = Mapping[str, int] | Sequence[str]
Key = tuple[tuple[int, ...], tuple[int, ...]]


class Records(Protocol):
    """The ballots as they came in, row by row, read only when someone writes them out."""

    @property
    def columns(self) -> tuple[str, ...]: ...

    def rows(self) -> Iterator[Sequence[str]]: ...


@dataclass(frozen=True, eq=False)
class Profile:
    """All ballots of an election; see the module for the form of the arrays."""

    type: str
    n_projects: int
    indptr: Ints
    indices: Ints
    scores: Ints
    weights: Ints
    blank: int = 0
    score_unit: int = 1
    """Scores are in 1/score_unit points: 1, or 10, 100 … where a source uses decimals."""
    records: Records | None = field(default=None, repr=False)
    source_sha256: str | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        if self.type not in BALLOT_TYPES:
            raise VotingError(f"ballot type {self.type!r} is none of {', '.join(BALLOT_TYPES)}")

    @classmethod
    def from_ballots(cls, election: Election, ballots: Iterable[Ballot], type: str) -> Profile:
        """Group ballots given as `{project id: points}` or as a sequence of ids.

        The same project twice counts once. Raises VotingError on an id that the election lacks.
        """
        groups: dict[Key, int] = {}
        for ballot in ballots:
            key = ballot_key(election.index, ballot, type)
            groups[key] = groups.get(key, 0) + 1
        return cls.from_groups(len(election.projects), groups, type)

    @classmethod
    def from_groups(
        cls,
        n_projects: int,
        groups: Mapping[Key, int],
        type: str,
        *,
        records: Records | None = None,
        score_unit: int = 1,
    ) -> Profile:
        """Lay out `{(positions, scores): weight}` as arrays; the empty key is the blank ballot."""
        filled = [key for key in groups if key[0]]
        lengths = np.fromiter((len(key[0]) for key in filled), np.int64, len(filled))
        indptr = np.zeros(len(filled) + 1, np.int64)
        np.cumsum(lengths, out=indptr[1:])
        total = int(indptr[-1])
        return cls(
            type,
            n_projects,
            indptr,
            np.fromiter((i for key in filled for i in key[0]), np.int64, total),
            np.fromiter((s for key in filled for s in key[1]), np.int64, total),
            np.fromiter((groups[key] for key in filled), np.int64, len(filled)),
            sum(weight for key, weight in groups.items() if not key[0]),
            score_unit,
            records,
        )

    @property
    def n_groups(self) -> int:
        """Number of different ballots that name at least one project."""
        return len(self.weights)

    @cached_property
    def n_voters(self) -> int:
        """Ballots cast, blank ones included."""
        return int(self.weights.sum()) + self.blank

    @cached_property
    def group_of_entry(self) -> Ints:
        """For each entry of `indices`, the group that it belongs to."""
        return np.repeat(np.arange(self.n_groups), np.diff(self.indptr))

    @cached_property
    def entry_weights(self) -> Ints:
        """For each entry of `indices`, the number of ballots in its group."""
        return np.repeat(self.weights, np.diff(self.indptr))

    @cached_property
    def supporters(self) -> tuple[int, ...]:
        """Number of voters who name each project."""
        return _per_project(self.indices, self.entry_weights, self.n_projects)

    @cached_property
    def points(self) -> tuple[int, ...]:
        """Score per project: votes, points, or position points, in 1/score_unit."""
        return _per_project(self.indices, self.scores * self.entry_weights, self.n_projects)

    @cached_property
    def entries_by_project(self) -> Ints:
        """Positions in `indices`, those of the first project first."""
        return np.argsort(self.indices, kind="stable")

    @cached_property
    def by_project(self) -> tuple[Ints, Ints, Ints]:
        """The same matrix by project (CSC): indptr, group per entry, score per entry."""
        order = self.entries_by_project
        counts = np.bincount(self.indices, minlength=self.n_projects)
        indptr = np.zeros(self.n_projects + 1, np.int64)
        np.cumsum(counts, out=indptr[1:])
        return indptr, self.group_of_entry[order], self.scores[order]


def with_default(profile: Profile, default: int) -> Profile:
    """Scores that were counted from `default` as they are, with that for every project not listed.

    A blank ballot lists nothing, so it gives `default` to every project.
    """
    full = np.full((profile.n_groups + 1, profile.n_projects), default, np.int64)
    full[profile.group_of_entry, profile.indices] += profile.scores
    weights = np.append(profile.weights, profile.blank)
    blank = (full == 0).all(axis=1)
    kept = ~blank & (weights > 0)
    full = full[kept]
    groups, indices = np.nonzero(full)
    indptr = np.concatenate([[0], np.cumsum(np.bincount(groups, minlength=len(full)))])
    return replace(
        profile,
        indptr=indptr.astype(np.int64),
        indices=indices.astype(np.int64),
        scores=full[groups, indices],
        weights=weights[kept],
        blank=int(weights[blank].sum()),
    )


def _per_project(indices: Ints, amounts: Ints, n_projects: int) -> tuple[int, ...]:
    totals = np.zeros(n_projects, np.int64)
    np.add.at(totals, indices, amounts)
    return tuple(totals.tolist())


def ballot_key(index: Mapping[str, int], ballot: Ballot, type: str) -> Key:
    """One ballot as (positions, scores), in the form that its type is stored in."""
    try:
        if isinstance(ballot, Mapping):
            return _scored_key({index[name]: score for name, score in ballot.items()}, type)
        positions = tuple(dict.fromkeys(index[name] for name in ballot))
    except KeyError as unknown:
        message = f"a ballot names project {unknown.args[0]!r}, which is not on the list"
        raise VotingError(message) from None
    if type == ORDINAL:
        return positions, tuple(range(len(positions), 0, -1))
    return tuple(sorted(positions)), (1,) * len(positions)


def _scored_key(points: Mapping[int, int], type: str) -> Key:
    given = {i: score for i, score in points.items() if score}
    if type in UNSCORED:
        return tuple(sorted(given)), (1,) * len(given)
    order = sorted(given, key=lambda i: (-given[i], i)) if type == ORDINAL else sorted(given)
    return tuple(order), tuple(given[i] for i in order)
