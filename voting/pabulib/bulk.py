"""Ballots understood all at once: the quick way for files without a quirk in any ballot.

Whatever is out of the ordinary (an unknown project, points that are not whole or too large) makes
it answer None, and `ballot_text` takes each ballot by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from voting.ballots import ORDINAL, UNSCORED, Ints, Profile
from voting.pabulib.numbers import LARGEST_SCORE


@dataclass(frozen=True, slots=True)
class Sparse:
    """Ballots as rows of a sparse matrix, not yet grouped."""

    lengths: Ints
    indices: Ints
    scores: Ints


class Wholes(dict[bytes, int]):
    """Whole numbers by their text, each understood once: ballots have few different points."""

    def __missing__(self, text: bytes) -> int:
        self[text] = number = int(text)
        return number


def read_all(
    index: Mapping[str, int],
    vote_type: str,
    cast: Mapping[bytes, int],
    mark: bytes | None,
    default: int = 0,
) -> Profile | None:
    """The grouped profile of these different ballot texts (UTF-8) and how often each was cast.

    With a `mark`, each text is the projects, the mark, and the points. Scores are counted from
    `default`, which is what a project not listed has.
    """
    empty = mark or b""
    blank = cast.get(empty, 0)
    texts = [ballot for ballot in cast if ballot != empty]
    weights = np.array([weight for ballot, weight in cast.items() if ballot != empty], np.int64)
    scored = mark is not None
    try:
        sparse = _parse({name.encode(): i for name, i in index.items()}, texts, mark)
    except (KeyError, ValueError, OverflowError):
        return None
    if sparse is None:
        return None
    canonical = _canonical(sparse, len(index), vote_type, scored, default)
    if canonical is None:
        return None
    return _grouped(canonical, weights, vote_type, len(index), blank)


def _parse(index: Mapping[bytes, int], texts: list[bytes], mark: bytes | None) -> Sparse | None:
    votes, points_of = (texts, None) if mark is None else _halves(texts, mark)
    names, lengths = _listed(votes)
    try:
        indices = np.fromiter(map(index.__getitem__, names), np.int64, len(names))
    except KeyError:
        indices = np.array([index[name.strip()] for name in names], np.int64)
    if points_of is None:
        return Sparse(lengths, indices, np.ones(len(indices), np.int64))
    points, widths = _listed(points_of)
    if not np.array_equal(widths, lengths):
        return None
    scores = np.fromiter(map(Wholes().__getitem__, points), np.int64, len(points))
    if np.abs(scores).max(initial=0) > LARGEST_SCORE:
        return None
    return Sparse(lengths, indices, scores)


def _halves(texts: list[bytes], mark: bytes) -> tuple[list[bytes], list[bytes]]:
    """What stands before the mark in each text, and behind it."""
    halves = b"\n".join(texts).replace(mark, b"\n").split(b"\n") if texts else []
    if len(halves) != 2 * len(texts):
        raise ValueError("a quoted ballot spans lines")
    return halves[::2], halves[1::2]


def _listed(texts: list[bytes]) -> tuple[list[bytes], Ints]:
    """The comma-separated values of all texts in one list, and how many each text has."""
    if not texts:
        return [], np.zeros(0, np.int64)
    joined = b"\n".join(texts)
    commas = marks_per_line(joined, b",")
    if len(commas) != len(texts):
        raise ValueError("a quoted ballot spans lines")
    return joined.replace(b"\n", b",").split(b","), commas + 1


def marks_per_line(text: bytes, mark: bytes) -> Ints:
    """How often an ASCII character stands in each line of a text."""
    characters = np.frombuffer(text, np.uint8)
    places = np.flatnonzero((characters == ord(mark)) | (characters == ord("\n")))
    ends = np.flatnonzero(characters[places] == ord("\n"))
    return np.diff(np.append(ends, len(places)), prepend=-1) - 1


def _canonical(
    sparse: Sparse, n_projects: int, vote_type: str, scored: bool, default: int
) -> Sparse | None:
    """Entries in the order of `Profile`, doubles gone; None where a double is not for us."""
    rows = np.repeat(np.arange(len(sparse.lengths)), sparse.lengths)
    places = rows * n_projects + sparse.indices
    order = np.argsort(places, kind="stable")
    ordered = places[order]
    keep = np.ones(len(ordered), bool)
    keep[1:] = ordered[1:] != ordered[:-1]
    if vote_type == ORDINAL:
        if keep.all():
            return _ranked(sparse, scored)
        return None if scored else _ranked(_firsts(sparse, rows, order[keep]), scored)
    scores = sparse.scores[order]
    if vote_type in UNSCORED:
        scores = np.ones(len(ordered), np.int64)
    elif not keep.all():
        scores[keep] = np.add.reduceat(scores, np.flatnonzero(keep))
    scores = scores - default
    keep &= scores != 0
    lengths = np.bincount(rows[order][keep], minlength=len(sparse.lengths))
    return Sparse(lengths, (ordered % max(n_projects, 1))[keep], scores[keep])


def _firsts(sparse: Sparse, rows: Ints, chosen: Ints) -> Sparse:
    """Only these entries, in the order in which they stand."""
    entries = np.sort(chosen)
    lengths = np.bincount(rows[entries], minlength=len(sparse.lengths))
    return Sparse(lengths, sparse.indices[entries], sparse.scores[entries])


def _ranked(sparse: Sparse, scored: bool) -> Sparse:
    """Position points for each entry, unless the ballots give points of their own."""
    if scored:
        return sparse
    ends = np.cumsum(sparse.lengths)
    places_from_end = np.repeat(ends, sparse.lengths) - np.arange(len(sparse.indices))
    return Sparse(sparse.lengths, sparse.indices, places_from_end)


def _grouped(sparse: Sparse, weights: Ints, vote_type: str, n_projects: int, blank: int) -> Profile:
    """Rows with the same entries as one."""
    firsts = _packed_firsts(sparse, n_projects)
    if firsts is None:
        firsts = _first_rows(sparse, n_projects, vote_type)
    totals = np.zeros(len(weights), np.int64)
    np.add.at(totals, firsts, weights)
    chosen = np.zeros(len(weights), bool)
    chosen[firsts] = True
    empty = sparse.lengths == 0
    blank += int(totals[empty].sum())
    chosen &= ~empty
    kept = np.repeat(chosen, sparse.lengths)
    indptr = np.concatenate([[0], np.cumsum(sparse.lengths[chosen])]).astype(np.int64)
    indices, scores = sparse.indices[kept], sparse.scores[kept]
    return Profile(vote_type, n_projects, indptr, indices, scores, totals[chosen], blank)


def _packed_firsts(sparse: Sparse, n_projects: int) -> Ints | None:
    """For each row, the first row with the same entries; None where one may not fit 63 bits."""
    least = int(sparse.scores.min(initial=0))
    span = int(sparse.scores.max(initial=0)) - least + 1
    bits = (n_projects * span).bit_length()
    if not len(sparse.lengths) or int(sparse.lengths.max()) * bits > 63:
        return None
    starts = np.cumsum(sparse.lengths) - sparse.lengths
    places = np.arange(len(sparse.indices)) - np.repeat(starts, sparse.lengths)
    entries = sparse.indices * span + (sparse.scores - least) + 1
    keys = np.zeros(len(sparse.lengths), np.int64)
    filled = sparse.lengths > 0
    if filled.any():
        keys[filled] = np.add.reduceat(entries << (places * bits), starts[filled])
    _, index, inverse = np.unique(keys, return_index=True, return_inverse=True)
    return index[inverse]


def _first_rows(sparse: Sparse, n_projects: int, vote_type: str) -> Ints:
    """For each row, the first row with the same entries; a row's bytes are its key."""
    entries = _compact(sparse.indices, n_projects)
    if vote_type not in UNSCORED:
        entries = np.column_stack((sparse.indices, sparse.scores))
    width = entries.itemsize * (entries.size // max(len(entries), 1))
    content = entries.tobytes()
    ends = np.concatenate([[0], np.cumsum(sparse.lengths)])
    first: dict[bytes, int] = {}
    found = [
        first.setdefault(content[start:end], row)
        for row, (start, end) in enumerate(pairwise((ends * width).tolist()))
    ]
    return np.array(found, np.int64)


def _compact(indices: Ints, n_projects: int) -> Any:
    """The indices in as few bytes as they need, which makes shorter keys."""
    return indices.astype(np.min_scalar_type(n_projects))
