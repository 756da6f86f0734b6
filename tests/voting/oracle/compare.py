"""`make oracle`: our outcomes beside those of pabutools, on random elections and the collection.

    python -m tests.voting.oracle.compare ORACLE_PYTHON [--cases N] [--seed N] [--store]

Exit 0 if every difference is one of pabutools' known faults. `--store` rewrites `golden.json`.
"""

import argparse
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rich.progress import track

from tests.voting.collection import COLLECTION
from tests.voting.oracle import known, ours
from tests.voting.oracle.cases import Case, cases
from voting import pabulib
from voting.errors import VotingError

HERE = Path(__file__).parent
GOLDEN = HERE / "golden.json"
GOLDEN_CASES, GOLDEN_SEED = 120, 2026
BATCH = 25
LARGEST = 60_000
"""Bytes of a file of the collection that pabutools counts in reasonable time."""


def ask(python: str, asked: list[Case]) -> list[dict[str, Any]]:
    """What pabutools says of these cases."""
    side = HERE / "pabutools_side.py"
    done = subprocess.run(
        [python, str(side)], input=json.dumps(asked), text=True, capture_output=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"pabutools failed:\n{done.stderr[-2000:]}")
    return list(json.loads(done.stdout))


def collection_cases() -> list[tuple[str, Case]]:
    """The collection's smaller approval elections in whole currency units."""
    found = []
    for path in sorted(COLLECTION.glob("*.pb")) if COLLECTION else []:
        if path.stat().st_size > LARGEST:
            continue
        election, profile = pabulib.read(path)
        whole = all(c % election.minor_per_unit == 0 for c in (election.budget, *election.costs))
        if profile.type not in ("approval", "choose-1") or not whole:
            continue
        unit, ids = election.minor_per_unit, [p.id for p in election.projects]
        ballots: list[list[str]] = [[] for _ in range(profile.blank)]
        for g, weight in enumerate(profile.weights.tolist()):
            part = profile.indices[profile.indptr[g] : profile.indptr[g + 1]]
            ballots += [[ids[i] for i in part.tolist()]] * weight
        case = {
            "budget": election.budget // unit,
            "projects": {p.id: p.cost // unit for p in election.projects},
            "type": "approval",
            "ballots": ballots,
        }
        found.append((path.name, case))
    return found


def compare(named: Iterable[tuple[str, Case]], python: str) -> tuple[Counter[str], list[str]]:
    """Counts of agreement by rule, and a line for each difference that nothing known explains."""
    agreed: Counter[str] = Counter()
    unexplained = []
    listed = list(named)
    batches = [listed[i : i + BATCH] for i in range(0, len(listed), BATCH)]
    for batch in track(batches, "comparing"):
        for (name, case), theirs in zip(batch, ask(python, [c for _, c in batch]), strict=True):
            for rule, said in theirs.items():
                mine = ours.count(case, rule)
                why = "equal" if mine == said else known.fault(case, rule, said, mine)
                agreed[f"{rule}: {why or 'DIFFERENT'}"] += 1
                if why is None:
                    unexplained.append(f"{name}: {rule}: pabutools {said}, ours {mine}")
    return agreed, unexplained


def store(python: str) -> None:
    """Keep pabutools' outcomes on small cases as facts for the tests that run without it."""
    asked = cases(GOLDEN_CASES, GOLDEN_SEED)
    facts = [
        {"case": c, "pabutools": said} for c, said in zip(asked, ask(python, asked), strict=True)
    ]
    lines = ",\n".join(json.dumps(fact, separators=(",", ":")) for fact in facts)
    GOLDEN.write_text(f"[\n{lines}\n]\n")
    print(f"wrote {len(facts)} cases to {GOLDEN.name}")


def main() -> int:
    """Run the comparison from the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("python", help="the Python that has pabutools")
    parser.add_argument("--cases", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--store", action="store_true")
    options = parser.parse_args()
    if options.store:
        store(options.python)
        return 0
    random_ones = [(f"random {i}", c) for i, c in enumerate(cases(options.cases, options.seed))]
    files = collection_cases()
    print(f"{len(random_ones)} random elections, {len(files)} of the collection")
    agreed, unexplained = compare([*random_ones, *files], options.python)
    for line, number in sorted(agreed.items()):
        print(f"{number:6}  {line}")
    print("\n".join(unexplained))
    return 1 if unexplained else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except VotingError as error:
        sys.exit(str(error))
