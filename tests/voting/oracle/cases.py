"""Random elections for the comparison, as plain data that both sides read.

A case is {"budget", "projects": {id: cost}, "type", "ballots": [[id, …]] or [{id: points}]}. Money
is in whole currency units. The same seed gives the same cases everywhere.
"""

import random
from typing import Any

Case = dict[str, Any]


def cases(number: int, seed: int) -> list[Case]:
    """So many elections: three in four with approval ballots, the others with points."""
    draw = random.Random(seed)
    return [_points(draw) if i % 4 == 3 else _approval(draw) for i in range(number)]


def _projects(draw: random.Random, most: int, top: int) -> dict[str, int]:
    names = [f"p{i}" for i in range(draw.randint(2, most))]
    return {name: draw.randint(1, top) for name in names}


def _approval(draw: random.Random) -> Case:
    projects = _projects(draw, 9, draw.choice((6, 40, 5000)))
    budget = draw.randint(max(projects.values()) // 2 + 1, sum(projects.values()) + 1)
    chance = draw.choice((0.2, 0.4, 0.7))
    ballots = [
        [name for name in projects if draw.random() < chance] for _ in range(draw.randint(1, 25))
    ]
    return {"budget": budget, "projects": projects, "type": "approval", "ballots": ballots}


def _points(draw: random.Random) -> Case:
    """Every voter gives away the same number of points; the budget is their sum."""
    projects = _projects(draw, 7, 60)
    points, voters = 10, draw.randint(2, 12)
    ballots = []
    for _ in range(voters):
        ballot: dict[str, int] = {}
        for _ in range(points):
            name = draw.choice(list(projects)[: draw.randint(1, len(projects))])
            ballot[name] = ballot.get(name, 0) + 1
        ballots.append(ballot)
    return {
        "budget": points * voters,
        "projects": projects,
        "type": "cumulative",
        "ballots": ballots,
    }
