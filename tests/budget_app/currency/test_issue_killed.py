"""An issue in a process of its own that is killed (SIGKILL) halfway, on both databases."""

import subprocess
import sys

from sqlmodel import select

from budget_app import timer
from budget_app.currency import audit
from budget_app.currency.models import Issue
from budget_app.db import Database
from budget_app.ledger.models import LedgerAccount, Transfer
from tests.support import currency_round
from tests.support.repository import ROOT

HOUSEHOLDS, UNITS, PART = 200, 700, 3
# As the server issues, in parts small enough to be killed between and within.
ISSUE = """
import sys
from datetime import UTC, datetime
from functools import partial
from budget_app import wiring
from budget_app.clock import FixedClock
from budget_app.currency import issuing
from budget_app.db import Database

wiring.wire()
issuing.give_some = partial(issuing.give_some, most=int(sys.argv[3]))
clock = FixedClock(datetime(2026, 3, 2, 9, 0, tzinfo=UTC))
told = lambda done, of: print(done, flush=True)
issuing.run(Database(sys.argv[1]), int(sys.argv[2]), clock, told)
"""


def killed_at(url: str, issue_id: int, households: int) -> None:
    """Let a process issue, and kill it as soon as it says that so many households had theirs."""
    command = [sys.executable, "-c", ISSUE, url, str(issue_id), str(PART)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        reached = next(line for line in process.stdout if int(line) >= households)
        process.kill()
    assert int(reached) < HOUSEHOLDS, "it was done before it was killed"
    assert process.returncode == -9


def test_an_issue_that_was_killed_twice_reaches_every_household_once(database: Database) -> None:
    game = currency_round.make(
        database, HOUSEHOLDS, currency={"per_round": UNITS, "rounds": 1},
        amount={"kind": "fixed", "base_cents": 100_000},
    )  # fmt: skip
    issue_id = game.confirmed()
    for households in (20, 80):
        killed_at(database.url, issue_id, households)
        with database.read() as session:
            issue = session.get_one(Issue, issue_id)
            assert households <= issue.given_to < HOUSEHOLDS
            given = session.exec(select(Transfer.amount).where(Transfer.what == "uitgifte 1")).all()
            assert (sum(given), len(given)) == (issue.given, issue.given_to)
            assert session.get_one(Issue, issue_id).state == "running"
    timer.tick(database, game.clock)
    with database.read() as session:
        purses = session.exec(select(LedgerAccount.balance).where(LedgerAccount.kind == "purse"))
        assert sorted(purses) == [3] * 100 + [4] * 100
        assert len(session.exec(select(Transfer).where(Transfer.what == "uitgifte 1")).all()) == 200
        assert audit.breaches(session) == []
