"""CPU time of processes, from /proc."""

import os
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
PROC = Path("/proc")


def seconds(pids: list[int]) -> float:
    """User and system seconds of these processes and of their children that have ended."""
    return sum(_ticks(pid) for pid in pids) / TICKS


def family(pid: int) -> list[int]:
    """A process and everything it started that still runs."""
    parents = _parents()
    found, fresh = [pid], [pid]
    while fresh:
        fresh = [child for child, parent in parents.items() if parent in fresh]
        found += fresh
    return found


def _ticks(pid: int) -> int:
    try:
        fields = (PROC / str(pid) / "stat").read_text().rsplit(")", 1)[1].split()
    except FileNotFoundError:  # ended; its parent has its time by now
        return 0
    return sum(int(value) for value in fields[11:15])


def _parents() -> dict[int, int]:
    found = {}
    for folder in PROC.iterdir():
        if folder.name.isdigit():
            try:
                fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
            except (FileNotFoundError, ProcessLookupError):
                continue
            found[int(folder.name)] = int(fields[1])
    return found
