"""Measure one issue of currency over many households on SQLite: seconds and peak memory.

python -m tests.bench.issue --households 250000
"""

import argparse
import resource
import tempfile
import time
from pathlib import Path

import sqlalchemy as sa
from rich.console import Console
from rich.progress import Progress

from budget_app.currency import asking, issuing, opening
from budget_app.db import Database
from budget_app.people.models import Account, Household, RollEntry
from tests.support import currency_round
from tests.support.currency_round import AREA, NOW, CurrencyRound

BATCH = 50_000


def main() -> None:
    """Fill a database, issue twice, and print what it took."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.issue", description=__doc__)
    parser.add_argument("--households", type=int, default=250_000)
    parser.add_argument("--url", default="", help="a fresh, migrated database; default: SQLite")
    options = parser.parse_args()
    console = Console()
    with tempfile.TemporaryDirectory() as folder:
        database = Database(options.url or f"sqlite:///{Path(folder)}/bench.db")
        database.migrate()
        units = options.households * 3 + 17
        most = {"per_round": units}
        amount = {"kind": "fixed", "base_cents": units * 1000}
        game = currency_round.make(database, currency=most, amount=amount)
        fill(database, game, options.households)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for number in (1, 2):
            console.print(f"issue {number}: {measure(game, console)}")
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        console.print(
            f"peak memory {after // 1024} MB, {(after - before) // 1024} MB of it for this"
        )
        database.dispose()


def measure(game: CurrencyRound, console: Console) -> str:
    """One issue, in seconds per stage."""
    started = time.perf_counter()
    opening.open_purses(game.db, game.round_id)
    opened = time.perf_counter()
    with game.db.write() as session:
        issue = asking.ask(session, game.round(session), game.helpers[0], game.clock.now())
    with game.db.write() as session:
        asking.confirm(session, session.merge(issue), game.helpers[1], game.clock.now())
    confirmed = time.perf_counter()
    with Progress(console=console, transient=True) as bar:
        task = bar.add_task("Households", total=issue.households)
        issuing.run(
            game.db, issue.id or 0, game.clock, lambda done, _: bar.update(task, completed=done)
        )
    done = time.perf_counter()
    game.clock.forward(days=62)
    return (
        f"{done - started:.1f} s (purses {opened - started:.1f}, "
        f"asked and confirmed {confirmed - opened:.1f}, given {done - confirmed:.1f})"
    )


def fill(database: Database, game: CurrencyRound, households: int) -> None:
    """So many households with one adult each on the roll."""
    for start in range(10_000, 10_000 + households, BATCH):
        numbers = range(start, min(start + BATCH, 10_000 + households))
        with database.write() as session:
            insert = session.connection().execute
            insert(
                sa.insert(Household),
                [{"id": n, "area_code": AREA, "street": "", "language": "nl"} for n in numbers],
            )
            insert(
                sa.insert(Account),
                [
                    {
                        "id": n,
                        "name": "",
                        "email_confirmed": False,
                        "wants_mail": True,
                        "household_id": n,
                        "created_on": NOW.date(),
                    }
                    for n in numbers
                ],
            )
            insert(
                sa.insert(RollEntry),
                [
                    {
                        "round_id": game.round_id,
                        "account_id": n,
                        "area_code": AREA,
                        "household_id": n,
                    }
                    for n in numbers
                ],
            )


if __name__ == "__main__":
    main()
