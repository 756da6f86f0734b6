"""One measurement in a process of its own; prints one line of JSON.

python -m voting.bench.measure bare FILE
python -m voting.bench.measure count FILE METHOD [NAME=VALUE …]
python -m voting.bench.measure synthetic VOTERS PROJECTS
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from voting import pabulib
from voting.bench.synthetic import city
from voting.methods import METHODS

T = TypeVar("T")
QUICK = 1.0
"""CPU seconds: what takes less is measured again, and the least of three counts."""


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """CPU seconds and the result."""
    started = time.process_time()
    result = work()
    return time.process_time() - started, result


def bare(path: Path) -> dict[str, Any]:
    """Only read the file: decode it and split it into lines."""
    seconds = min(timed(lambda: path.read_text("utf-8-sig").split("\n"))[0] for _ in range(3))
    return {"bare": seconds}


def count(path: Path, method: str, parameters: dict[str, str]) -> dict[str, Any]:
    """Read a file and count it."""
    best: dict[str, Any] = {}
    for _ in range(3):
        reading, (election, profile) = timed(lambda: pabulib.read(path))
        counting, outcome = timed(lambda: METHODS[method].run(election, profile, **parameters))  # noqa: B023
        best["read"] = min(reading, best.get("read", reading))
        best["count"] = min(counting, best.get("count", counting))
        best["winners"] = sorted(outcome.winners)
        best["increments"] = outcome.details.get("increments")
        best["examined"] = outcome.details.get("shares_examined")
        if counting > QUICK:
            break
    return best


def synthetic(voters: int, projects: int) -> dict[str, Any]:
    """Make up a city and count it by Equal Shares; making it up is not counted."""
    election, profile = city(voters, projects)
    made = _peak()
    seconds, outcome = timed(lambda: METHODS["equal-shares"].run(election, profile))
    return {
        "count": seconds,
        "groups": profile.n_groups,
        "entries": len(profile.indices),
        "winners": len(outcome.winners),
        "increments": outcome.details["increments"],
        "examined": outcome.details["shares_examined"],
        "peak_before_mb": made,
    }


def _peak() -> float:
    """Peak memory of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(arguments: list[str]) -> None:
    """Measure what the arguments say."""
    task, *rest = arguments
    if task == "bare":
        result = bare(Path(rest[0]))
    elif task == "count":
        given = dict(pair.split("=", 1) for pair in rest[2:])
        result = count(Path(rest[0]), rest[1], given)
    else:
        result = synthetic(int(rest[0]), int(rest[1]))
    print(json.dumps({**result, "peak_mb": round(_peak(), 1)}))


if __name__ == "__main__":
    main(sys.argv[1:])
