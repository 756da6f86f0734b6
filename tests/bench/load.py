"""The load generator: a process of its own, with connections that stay open.

Reads from standard input a pickled (port, seconds, connections, requests), where requests are raw
HTTP bytes; those of a job that changes something are used once each, others again and again.
Writes one byte when the warm-up is over, then a pickled `Load`.
"""

import asyncio
import pickle
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle

WARM_UP = 1.0


@dataclass
class Job:
    """What to send, and for how long."""

    port: int
    seconds: float
    connections: int
    requests: list[bytes]
    once: bool


@dataclass
class Load:
    """What came back after the warm-up."""

    seconds: float = 0.0
    started: float = 0.0
    ended: float = 0.0
    milliseconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    exhausted: bool = False


async def _exchange(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes
) -> int:
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n"):
        if line.lower().startswith(b"content-length:"):
            length = int(line.split(b":")[1])
    if length:
        await reader.readexactly(length)
    return int(head[9:12])


async def _work(job: Job, source: Iterator[bytes], measured_from: float, load: Load) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", job.port, limit=1 << 24)
    end = measured_from + job.seconds
    while (before := time.perf_counter()) < end:
        request = next(source, None)
        if request is None:
            load.exhausted = True
            break
        status = await _exchange(reader, writer, request)
        after = time.perf_counter()
        if before >= measured_from:
            load.milliseconds.append((after - before) * 1000)
            load.statuses[status] += 1
            load.ended = max(load.ended, after)
    writer.close()


async def run(job: Job) -> Load:
    """Send until time or requests run out; the first second is not counted."""
    load = Load()
    source = iter(job.requests) if job.once else cycle(job.requests)
    load.started = time.perf_counter() + WARM_UP
    asyncio.get_running_loop().call_later(WARM_UP, _mark)
    await asyncio.gather(*(_work(job, source, load.started, load) for _ in range(job.connections)))
    load.seconds = load.ended - load.started
    return load


def _mark() -> None:
    """Tell the parent that measuring starts, so that it reads the CPU clocks now."""
    sys.stdout.buffer.write(b"M")
    sys.stdout.buffer.flush()


def main() -> None:
    """Do one job."""
    job: Job = pickle.load(sys.stdin.buffer)
    sys.stdout.buffer.write(pickle.dumps(asyncio.run(run(job))))
