"""Requests per second, p50, p99 and CPU per request, on both databases, as a table and as JSON."""

import argparse
import json
import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from budget_app.db import Database
from budget_app.settings import ROOT
from tests.bench import cpu, data
from tests.bench.cases import Case, cases
from tests.bench.load import Job, Load
from tests.support.ports import LOOPBACK, answers, free_port, wait_until
from tests.support.postgres import PostgresServer, running_postgres

SECRET = "a-key-for-measuring-only"


@dataclass(frozen=True)
class Measured:
    """One row: times in milliseconds, CPU of application and database together."""

    database: str
    name: str
    requests: int
    per_second: float
    p50: float
    p99: float
    cpu_ms: float
    app_cpu_ms: float
    failed: int


def main() -> None:
    """Measure and print; writes build/bench.json."""
    options = _options()
    found: list[Measured] = []
    for kind in ("sqlite", "postgres") if options.database == "both" else (options.database,):
        with tempfile.TemporaryDirectory() as folder, _url(kind, Path(folder)) as (url, pid):
            found += _measure(kind, url, pid, options)
    _print(found, options)
    target = ROOT / "build" / "bench.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps([asdict(row) for row in found], indent=1))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--database", choices=("both", "sqlite", "postgres"), default="both")
    parser.add_argument("--ideas", type=int, default=1000)
    parser.add_argument("--residents", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--casts", type=int, default=8000, help="ballots to have ready")
    parser.add_argument("--only", default="", help="only rows whose name holds one of these words")
    return parser.parse_args()


@contextmanager
def _url(kind: str, folder: Path) -> Iterator[tuple[str, int | None]]:
    """A migrated database, and the process of its server if it has one."""
    if kind == "sqlite":
        yield f"sqlite:///{folder}/bench.db", None
        return
    with running_postgres() as server:
        url = server.create("bench")
        yield url, _postmaster(server)


def _postmaster(server: PostgresServer) -> int:
    """The process that started all others of a PostgreSQL server."""
    folder_of_data = Path(str(server.run("SHOW data_directory")[0][0]))
    return int((folder_of_data / "postmaster.pid").read_text().split()[0])


def _measure(
    kind: str, url: str, database_pid: int | None, options: argparse.Namespace
) -> list[Measured]:
    console = Console(stderr=True)
    console.print(f"{kind}: {options.ideas} ideas, {options.residents} residents …")
    database = Database(url)
    database.migrate()
    signed_in = min(options.casts + 200, options.residents)
    filled = data.fill(database, options.ideas, options.residents, signed_in)
    if kind == "postgres":
        with database.reader.connect().execution_options(isolation_level="AUTOCOMMIT") as session:
            session.exec_driver_sql("VACUUM ANALYZE")
    database.dispose()
    wanted = [
        case
        for case in cases(filled, SECRET, options.casts)
        if any(word in case.name for word in options.only.split(","))
    ]
    found = []
    with _server("tests.bench.bare:app", url) as bare, _server("tests.bench.site:app", url) as site:
        for case in wanted:
            server = bare if case.bare else site
            found.append(_row(kind, case, server, database_pid, options))
            console.print(f"  {case.name}: {found[-1].cpu_ms:.2f} CPU-ms")
    return found


@contextmanager
def _server(target: str, url: str) -> Iterator[tuple[int, int]]:
    """A server process on this database: its port and process id."""
    port = free_port()
    given = {"DATABASE_URL": url, "BARE_URL": url, "SECRET_KEY": SECRET, "QUIET": "1"}
    given["RATE_LIMIT"] = "100000000/minute"
    environment = {
        **os.environ,
        **{f"BUDGET_{key}": value for key, value in given.items()},
        "BARE_URL": url.replace("bench.db", "bare.db"),
    }
    command = [sys.executable, "-m", "uvicorn", "--factory", target, "--no-access-log"]
    command += ["--host", LOOPBACK, "--port", str(port), "--log-level", "warning"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        wait_until(lambda: answers(port, "/health"), target)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait()


def _row(
    kind: str,
    case: Case,
    server: tuple[int, int],
    database_pid: int | None,
    options: argparse.Namespace,
) -> Measured:
    port, pid = server
    job = Job(port, options.seconds, options.connections, case.requests, case.once)
    command = [sys.executable, "-c", "from tests.bench.load import main; main()"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(pickle.dumps(job))
        process.stdin.close()
        process.stdout.read(1)  # the warm-up is over
        database = cpu.family(database_pid) if database_pid else []
        before = cpu.seconds([pid]), cpu.seconds(database)
        load: Load = pickle.loads(process.stdout.read())
        after = cpu.seconds([pid]), cpu.seconds(database)
    done = sorted(load.milliseconds)
    app_seconds = after[0] - before[0]
    all_seconds = app_seconds + after[1] - before[1]
    return Measured(
        kind,
        case.name,
        len(done),
        len(done) / load.seconds,
        done[len(done) // 2],
        done[int(len(done) * 0.99)],
        1000 * all_seconds / len(done),
        1000 * app_seconds / len(done),
        len(done) - load.statuses[case.expects],
    )


def _print(found: list[Measured], options: argparse.Namespace) -> None:
    title = (
        f"{options.ideas} ideas, {options.residents} residents, {options.connections} "
        f"connections, one server process"
    )
    table = Table(title=title, title_justify="left")
    heads = ("database", "what", "requests/s", "p50 ms", "p99 ms", "CPU-ms", "of which app")
    for place, head in enumerate((*heads, "× bare page", "of bare inserts", "failed")):
        table.add_column(head, justify="left" if place < 2 else "right")
    for row in found:
        page = _rate(found, row.database, "bare FastAPI page")
        insert = _rate(found, row.database, "bare durable insert")
        table.add_row(
            row.database,
            row.name,
            f"{row.per_second:.0f}",
            f"{row.p50:.1f}",
            f"{row.p99:.1f}",
            f"{row.cpu_ms:.2f}",
            f"{row.app_cpu_ms:.2f}",
            f"{row.cpu_ms / page.cpu_ms:.1f}" if page else "",
            f"{row.per_second / insert.per_second:.2f}" if insert else "",
            str(row.failed),
        )
    Console(width=120).print(table)


def _rate(found: list[Measured], database: str, name: str) -> Measured | None:
    return next((row for row in found if (row.database, row.name) == (database, name)), None)


if __name__ == "__main__":
    main()
