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
from numpy.typing import NDArray

from voting.ballots import ORDINAL, UNSCORED, Ints, Profile
from voting.pabulib.digits import positions, whole_numbers
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
        sparse = _parse(index, texts, mark)
    except (KeyError, ValueError, OverflowError):
        return None
    if sparse is None:
        return None
    canonical = _canonical(sparse, len(index), vote_type, scored, default)
    if canonical is None:
        return None
    return _grouped(canonical, weights, vote_type, len(index), blank)


def _parse(index: Mapping[str, int], texts: list[bytes], mark: bytes | None) -> Sparse | None:
    if not texts:
        nothing = np.zeros(0, np.int64)
        return Sparse(nothing, nothing, nothing)
    joined = b"\n".join(texts)
    halves = (joined, None) if mark is None else _halves(joined, mark)
    indices, lengths = _named(index, halves[0])
    scores, widths = _pointed(halves[1]) if halves[1] is not None else (indices * 0 + 1, lengths)
    if len(lengths) != len(texts) or not np.array_equal(widths, lengths):
        return None
    return Sparse(lengths, indices, scores)


def _halves(joined: bytes, mark: bytes) -> tuple[bytes, bytes]:
    """What stands before the mark in each line, and behind it."""
    halves = joined.replace(mark, b"\n").split(b"\n")
    return b"\n".join(halves[::2]), b"\n".join(halves[1::2])


def _named(index: Mapping[str, int], votes: bytes) -> tuple[Ints, Ints]:
    """Positions of the projects in all lines, and how many each line has."""
    numbers = whole_numbers(votes)
    if numbers is not None:
        found = positions(index, numbers[0])
        if found is not None:
            return found, numbers[1]
    known = {name.encode(): i for name, i in index.items()}
    names = votes.replace(b"\n", b",").split(b",")
    try:
        indices = np.fromiter(map(known.__getitem__, names), np.int64, len(names))
    except KeyError:
        indices = np.array([known[name.strip()] for name in names], np.int64)
    return indices, commas_per_line(votes) + 1


def _pointed(points: bytes) -> tuple[Ints, Ints]:
    """The points in all lines, and how many each line has."""
    numbers = whole_numbers(points)
    if numbers is not None:
        return numbers
    if b"_" in points:
        raise ValueError("Python takes 6_00 for 600, and a city does not")
    texts = points.replace(b"\n", b",").split(b",")
    scores = np.fromiter(map(int, texts), np.int64, len(texts))
    if np.abs(scores).max(initial=0) > LARGEST_SCORE:
        raise ValueError("there are more points than can be counted")
    return scores, commas_per_line(points) + 1


def commas_per_line(text: bytes) -> Ints:
    """How often a comma stands in each line of a text."""
    characters = np.frombuffer(text, np.uint8)
    places = np.flatnonzero((characters == ord(",")) | (characters == ord("\n")))
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
    codes, most = _codes(sparse, n_projects)
    firsts = _packed_firsts(sparse.lengths, codes, most.bit_length())
    if firsts is None:
        firsts = _first_rows(sparse.lengths, codes.astype(np.min_scalar_type(most)))
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


def _codes(sparse: Sparse, n_projects: int) -> tuple[Ints, int]:
    """For each entry, one number above zero for its project and points; and the highest such."""
    least = int(sparse.scores.min(initial=0))
    span = int(sparse.scores.max(initial=0)) - least + 1
    return sparse.indices * span + (sparse.scores - least) + 1, n_projects * span


def _packed_firsts(lengths: Ints, codes: Ints, bits: int) -> Ints | None:
    """For each row, the first row with the same codes; None where they may not fit 63 bits."""
    if not len(lengths) or int(lengths.max()) * bits > 63:
        return None
    starts = np.cumsum(lengths) - lengths
    places = np.arange(len(codes)) - np.repeat(starts, lengths)
    keys = np.zeros(len(lengths), np.int64)
    filled = lengths > 0
    if filled.any():
        keys[filled] = np.add.reduceat(codes << (places * bits), starts[filled])
    _, index, inverse = np.unique(keys, return_index=True, return_inverse=True)
    return index[inverse]


def _first_rows(lengths: Ints, codes: NDArray[Any]) -> Ints:
    """For each row, the first row with the same codes; a row's bytes are its key."""
    content = codes.tobytes()
    ends = np.concatenate([[0], np.cumsum(lengths)]) * codes.itemsize
    first: dict[bytes, int] = {}
    found = [
        first.setdefault(content[start:end], row)
        for row, (start, end) in enumerate(pairwise(ends.tolist()))
    ]
    return np.array(found, np.int64)
