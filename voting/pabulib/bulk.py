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


def read_all(
    index: Mapping[str, int],
    vote_type: str,
    cast: Mapping[str, int],
    mark: str | None,
    default: int = 0,
) -> Profile | None:
    """The grouped profile of these different ballot texts and how often each was cast.

    With a `mark`, each text is the projects, the mark, and the points. Scores are counted from
    `default`, which is what a project not listed has.
    """
    empty = mark or ""
    blank = cast.get(empty, 0)
    texts = [ballot for ballot in cast if ballot != empty]
    weights = np.array([weight for ballot, weight in cast.items() if ballot != empty], np.int64)
    scored = mark is not None
    try:
        sparse = _parse(index, texts, mark)
    except (KeyError, ValueError, OverflowError):
        return None
    if sparse is None:
        return None
    canonical = _canonical(sparse, len(index), vote_type, scored, default)
    if canonical is None:
        return None
    return _grouped(canonical, weights, vote_type, len(index), blank)


def _parse(index: Mapping[str, int], texts: list[str], mark: str | None) -> Sparse | None:
    votes = texts if mark is None else [text.partition(mark)[0] for text in texts]
    names, lengths = _listed(votes)
    try:
        positions = list(map(index.__getitem__, names))
    except KeyError:
        positions = [index[name.strip()] for name in names]
    indices = np.array(positions, np.int64)
    if mark is None:
        return Sparse(lengths, indices, np.ones(len(indices), np.int64))
    points, widths = _listed([text.partition(mark)[2] for text in texts])
    if not np.array_equal(widths, lengths):
        return None
    scores = np.array(list(map(int, points)), np.int64)
    if np.abs(scores).max(initial=0) > LARGEST_SCORE:
        return None
    return Sparse(lengths, indices, scores)


def _listed(texts: list[str]) -> tuple[list[str], Ints]:
    """The comma-separated values of all texts in one list, and how many each text has."""
    if not texts:
        return [], np.zeros(0, np.int64)
    joined = "\n".join(texts)
    commas = marks_per_line(joined, ",")
    if len(commas) != len(texts):
        raise ValueError("a quoted ballot spans lines")
    return joined.replace("\n", ",").split(","), commas + 1


def marks_per_line(text: str, mark: str) -> Ints:
    """How often an ASCII character stands in each line of a text."""
    characters = np.frombuffer(text.encode(), np.uint8)
    ends = np.flatnonzero(characters == ord("\n"))
    marks = np.flatnonzero(characters == ord(mark))
    before = np.searchsorted(marks, np.append(ends, len(characters)))
    return np.diff(before, prepend=0)


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
    firsts = _packed_firsts(sparse, n_projects) if vote_type in UNSCORED else None
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
    """For each row, the first row with the same projects; None where one may not fit 63 bits."""
    bits = n_projects.bit_length()
    if not len(sparse.lengths) or int(sparse.lengths.max()) * bits > 63:
        return None
    starts = np.cumsum(sparse.lengths) - sparse.lengths
    places = np.arange(len(sparse.indices)) - np.repeat(starts, sparse.lengths)
    keys = np.zeros(len(sparse.lengths), np.int64)
    filled = sparse.lengths > 0
    if filled.any():
        keys[filled] = np.add.reduceat((sparse.indices + 1) << (places * bits), starts[filled])
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
