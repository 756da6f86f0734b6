"""One ballot's text at a time: slower than `bulk`, and exact about what is wrong and where."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from voting.ballots import ORDINAL, Key
from voting.election import Election
from voting.pabulib import numbers


class Fault(ValueError):
    """What is wrong with a ballot: in which of its two fields, and how far into it."""

    def __init__(self, message: str, in_points: bool, offset: int) -> None:
        super().__init__(message)
        self.in_points, self.offset = in_points, offset


class BallotReader:
    """Understands the ballot texts of one election; `points` are theirs where ballots have any.

    `unit` scores stand for one point: more than 1 where any ballot uses decimals, or `default`,
    the points of a project that a ballot does not list; scores are counted from there.
    """

    def __init__(
        self, election: Election, points: Iterable[str] | None, default: Decimal = Decimal()
    ) -> None:
        self.index = election.index
        self.type = election.vote_type
        self.scored = points is not None
        self.unit = 1 if points is None else _score_unit(points, default)
        self.default = int(default * self.unit)

    def key(self, vote: str, points: str) -> Key:
        """One ballot in the profile's form; raises Fault.

        A project twice counts once; where it has points, they add up.
        """
        if not vote.strip():
            return (), ()
        positions = self._positions(vote)
        if self.scored:
            return self._scored(positions, points)
        unique = tuple(dict.fromkeys(positions))
        if self.type == ORDINAL:
            return unique, tuple(range(len(unique), 0, -1))
        return tuple(sorted(unique)), (1,) * len(unique)

    def _positions(self, vote: str) -> list[int]:
        found, offset = [], 0
        for name in vote.split(","):
            plain = name.strip()
            if plain in self.index:
                found.append(self.index[plain])
            elif plain:
                raise Fault(
                    f"the ballot names project {plain!r}, which is not listed", False, offset
                )
            offset += len(name) + 1
        return found

    def _scored(self, positions: list[int], points: str) -> Key:
        texts = [text for text in points.split(",") if text.strip()]
        if len(texts) != len(positions):
            raise Fault(f"{len(positions)} projects but {len(texts)} points", True, 0)
        given: dict[int, int] = {}
        for position, text in zip(positions, texts, strict=True):
            given[position] = given.get(position, -self.default) + self._score(text)
        if self.type == ORDINAL:
            return tuple(given), tuple(given.values())
        order = sorted(position for position, score in given.items() if score)
        return tuple(order), tuple(given[position] for position in order)

    def _score(self, text: str) -> int:
        try:
            score = numbers.plain_decimal(text.strip()) * self.unit
            whole = int(score.to_integral_value())
        except (ArithmeticError, ValueError):
            raise Fault(f"{text!r} is not a number of points", True, 0) from None
        if score != whole or abs(whole) > numbers.LARGEST_SCORE:
            raise Fault(f"{text!r} is not a number of points that can be counted", True, 0)
        return whole


def _score_unit(points: Iterable[str], default: Decimal) -> int:
    """10 to the power of the most decimals that any points have."""
    most = numbers.decimals(default)
    for listed in points:
        for text in listed.split(","):
            try:
                value = numbers.plain_decimal(text.strip())
            except ArithmeticError:
                continue
            most = max(most, numbers.decimals(value)) if value.is_finite() else most
    return int(10**most)
