"""Slow and obvious forms of the methods, written from their definitions."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, pairwise, permutations

from tests.voting.elections import Voted
from voting.ballots import Profile
from voting.election import Election
from voting.ties import TieBreaker


def order_of(voted: Voted, profile: Profile, tie: str = "cheaper") -> dict[str, int]:
    """Place of each project under the tie rule."""
    ranks = TieBreaker(tie, voted[0], profile).ranks
    return {project.id: ranks[i] for i, project in enumerate(voted[0].projects)}


def greedy(voted: Voted, profile: Profile, *, stop: bool = False) -> list[str]:
    """By votes, each counted again for every step."""
    election, ballots, _ = voted
    place = order_of(voted, profile)
    waiting = {p.id: p.cost for p in election.projects}
    left, won = election.budget, []
    while waiting:
        name = min(waiting, key=lambda n: (-sum(n in b for b in ballots), place[n]))
        cost = waiting.pop(name)
        if cost <= left:
            won.append(name)
            left -= cost
        elif stop:
            break
    return won


def best_total(election: Election, profile: Profile) -> int:
    """The highest total of points that any affordable set has."""
    numbers = range(len(election.projects))
    return max(
        sum(profile.points[i] for i in chosen)
        for size in range(len(election.projects) + 1)
        for chosen in combinations(numbers, size)
        if sum(election.costs[i] for i in chosen) <= election.budget
    )


def instant_runoff(voted: Voted, profile: Profile) -> list[str]:
    """Round after round over the ballots themselves."""
    election, ballots, _ = voted
    place = order_of(voted, profile)
    left = [p.id for p in election.projects if p.cost <= election.budget]
    while left:
        tops = [next((n for n in ballot if n in left), None) for ballot in ballots]
        votes = {n: tops.count(n) for n in left}
        total = sum(votes.values())
        if not total:
            return []
        leader = max(left, key=lambda n: (votes[n], -place[n]))
        if 2 * votes[leader] > total or len(left) == 1:
            return [leader]
        left.remove(max(left, key=lambda n: (-votes[n], place[n])))
    return []


def schulze(voted: Voted) -> set[str]:
    """Packages that no other beats, by trying every path."""
    election = voted[0]
    ballots = [list(ballot) for ballot in voted[1]]
    names = [p.id for p in election.projects if p.cost <= election.budget]

    def duel(a: str, b: str) -> int:
        return sum(a in v and (b not in v or v.index(a) < v.index(b)) for v in ballots)

    def link(a: str, b: str) -> int:
        return duel(a, b) if duel(a, b) > duel(b, a) else 0

    def strength(a: str, b: str) -> int:
        others = [n for n in names if n not in (a, b)]
        paths = (
            (a, *middle, b)
            for size in range(len(others) + 1)
            for middle in permutations(others, size)
        )
        return max(min(link(x, y) for x, y in pairwise(p)) for p in paths)

    return {a for a in names if all(strength(a, b) >= strength(b, a) for b in names if b != a)}


def borda(voted: Voted, last: int, places: str) -> dict[str, Fraction]:
    """Points per package by place, ballot by ballot."""
    election, ballots, _ = voted
    names = [p.id for p in election.projects if p.cost <= election.budget]
    totals = dict.fromkeys(names, Fraction(0))
    for ballot in ballots:
        listed = [n for n in ballot if n in names]
        if not ballot:
            continue
        size = len(listed) if places == "listed" else len(names)
        for position, name in enumerate(listed):
            totals[name] += size - 1 - position + last
        open_places = [p + last for p in range(size - len(listed))]
        for name in names:
            if name not in listed and open_places:
                totals[name] += Fraction(sum(open_places), len(open_places))
    return totals


def transfers(voted: Voted, profile: Profile) -> tuple[list[str], bool]:
    """Cumulative voting with transfers in fractions; and whether anything was a near thing.

    A near thing is one that rounding to millionths of a cent could decide otherwise.
    """
    election, ballots, _ = voted
    place = order_of(voted, profile)
    near = Fraction(1, 1000)
    filled = [dict(b) for b in ballots if b]  # type: ignore[arg-type]
    money = [Fraction(election.budget, max(len(filled), 1)) for _ in filled]
    alive = {p.id: p.cost for p in election.projects}
    won: list[str] = []
    close = False
    while alive:
        shares = [
            {n: money[v] * s / sum(ballot[m] for m in ballot if m in alive)
             for n, s in ballot.items() if n in alive}
            for v, ballot in enumerate(filled)
        ]  # fmt: skip
        support = {n: sum((s.get(n, Fraction(0)) for s in shares), Fraction(0)) for n in alive}
        ratio = {n: support[n] / c if c else Fraction(bool(support[n]) * 10**30)
                 for n, c in alive.items()}  # fmt: skip
        values = sorted(ratio.values())
        close = close or any(0 < b - a < near / 10**6 for a, b in pairwise(values))
        left = election.budget - sum(p.cost for p in election.projects if p.id in won)
        able = [n for n, c in alive.items() if 0 < support[n] >= c and c <= left]
        if able:
            name = max(able, key=lambda n: (ratio[n], -place[n]))
            for v, s in enumerate(shares):
                if name in s and support[name]:
                    money[v] -= s[name] * alive[name] / support[name]
            won.append(name)
        else:
            name = min(alive, key=lambda n: (ratio[n], -place[n]))
        del alive[name]
    return won, close
