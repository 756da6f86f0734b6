"""Speed against a peer and a bare pass over the file; cost against voters and projects."""

from __future__ import annotations

import argparse
import json
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

from voting.bench.plot import Line, chart
from voting.methods import METHODS

HERE = Path(__file__).parent
PEER_FILES = (
    "Netherlands_Assen_2024",
    "Poland_Swiecie_2023",
    "Poland_Wieliczka_2023_Green_Budget",
    "Poland_Lodz_2022",
    "Poland_Warszawa_2026",
)
VOTERS = (10_000, 30_000, 100_000, 300_000, 1_000_000, 5_000_000)
PROJECTS = (20, 60, 200, 600, 2_000)
SCALE_PROJECTS, SCALE_VOTERS = 100, 100_000


def worker(*arguments: str) -> dict[str, Any]:
    """One measurement in a fresh process."""
    command = [sys.executable, "-m", "voting.bench.measure", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    return dict(json.loads(done.stdout))


def peer(command: str, path: Path, limit: float) -> dict[str, Any]:
    """The peer's figures for one file, or why there are none."""
    try:
        done = subprocess.run(  # noqa: S603
            [*shlex.split(command), str(path)],
            capture_output=True,
            text=True,
            check=False,
            timeout=limit,
        )
    except subprocess.TimeoutExpired:
        return {"failed": f"not done after {limit:.0f} s"}
    if done.returncode:
        return {"failed": (done.stderr.strip().splitlines() or ["failed"])[-1][:60]}
    return dict(json.loads(done.stdout))


def against_peer(directory: Path, command: str | None, limit: float) -> None:
    """Equal Shares with add1, one line per city.

    The peer stops at the first exhaustive outcome: winners are compared with ours by that stop
    rule, its time with ours until overspend, which looks at more shares.
    """
    print("\nEqual Shares, add1 until overspend (CPU seconds; MB at peak)")
    print(f"{'file':36}{'bare':>8}{'read':>8}{'count':>8}{'MB':>7}{'peer':>9}{'MB':>7}{'times':>7}")
    for name in PEER_FILES:
        path = directory / f"{name}.pb"
        if not path.exists():
            continue
        bare, ours = worker("bare", str(path)), worker("count", str(path), "equal-shares")
        line = f"{name[:35]:36}{bare['bare']:8.3f}{ours['read']:8.3f}{ours['count']:8.3f}"
        print(f"{line}{ours['peak_mb']:7.0f}", end="", flush=True)
        theirs = peer(command, path, limit) if command else {"failed": "no peer"}
        if "failed" in theirs:
            print(f"  {theirs['failed']}")
            continue
        same = worker("count", str(path), "equal-shares", "stop=exhaustive")["winners"]
        times = theirs["count"] / ours["count"]
        verdict = "" if sorted(theirs["winners"]) == same else "  other winners"
        print(f"{theirs['count']:9.2f}{theirs['peak_mb']:7.0f}{times:7.0f}{verdict}")


def every_method(directory: Path) -> None:
    """Each method on the largest approval election, beside the time to read it."""
    path = directory / "Poland_Lodz_2022.pb"
    if not path.exists():
        return
    bare = worker("bare", str(path))["bare"]
    print(
        f"\nEvery method on {path.stem}: {path.stat().st_size / 1e6:.1f} MB, bare pass {bare:.3f} s"
    )
    print(f"{'method':24}{'read':>8}{'MB/s':>8}{'count':>8}{'of read':>9}{'MB':>7}")
    for name, method in METHODS.items():
        if "approval" not in method.ballot_types or method.whole_packages:
            continue
        ours = worker("count", str(path), name)
        rate = path.stat().st_size / 1e6 / ours["read"]
        share = ours["count"] / ours["read"]
        print(f"{name:24}{ours['read']:8.3f}{rate:8.0f}{ours['count']:8.3f}{share:9.2f}"
              f"{ours['peak_mb']:7.0f}")  # fmt: skip


def scale(out: Path) -> None:
    """Cost against voters and projects; the charts go to `out`."""
    print("\nEqual Shares on made-up cities (CPU seconds; MB at peak, the city itself included)")
    print(f"{'voters':>10}{'projects':>9}{'groups':>10}{'shares':>7}{'count':>9}{'MB':>7}")
    by_voters = [(n, _city(n, SCALE_PROJECTS)) for n in VOTERS]
    by_projects = [(m, _city(SCALE_VOTERS, m)) for m in PROJECTS]
    _plot(out / "voters.svg", f"Voters ({SCALE_PROJECTS} projects)", by_voters)
    _plot(out / "projects.svg", f"Projects ({SCALE_VOTERS:,} voters)", by_projects)


def _city(voters: int, projects: int) -> dict[str, Any]:
    found = worker("synthetic", str(voters), str(projects))
    print(f"{voters:10,}{projects:9,}{found['groups']:10,}{found['examined']:7}"
          f"{found['count']:9.2f}{found['peak_mb']:7.0f}", flush=True)  # fmt: skip
    return found


def _plot(path: Path, across: str, found: list[tuple[int, dict[str, Any]]]) -> None:
    whole = [(float(size), float(result["count"])) for size, result in found]
    single = [(float(size), result["count"] / result["examined"]) for size, result in found]
    lines = [Line("whole count, add1 until overspend", whole), Line("one share", single)]
    path.write_text(chart("Cost of Equal Shares", across, "CPU seconds", lines), "utf-8")


def main() -> None:
    """Parse the command line and measure."""
    parser = argparse.ArgumentParser(prog="python -m voting.bench", description=__doc__)
    parser.add_argument("--files", type=Path, help="directory with elections (.pb)")
    parser.add_argument("--peer", help="command that counts FILE and prints JSON")
    parser.add_argument("--peer-limit", type=float, default=600, help="seconds per file")
    parser.add_argument("--scale", action="store_true", help="made-up cities of growing size")
    parser.add_argument("--out", type=Path, default=HERE, help="where the charts go")
    given = parser.parse_args()
    if given.files is not None:
        against_peer(given.files, given.peer, given.peer_limit)
        every_method(given.files)
    if given.scale:
        scale(given.out)


if __name__ == "__main__":
    main()
