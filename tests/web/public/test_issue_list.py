"""Who got one more in an issue is repeated from what is published, by a program of its own."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from budget_app.db import Database
from tests.support import currency_round
from tests.support.site import Site

# What a resident writes, who has the page and the lists and knows their own number.
REPEAT = """
import hashlib, sys
mark, number, *lists = sys.argv[1:]
mine, stopped = hashlib.sha256(f"{mark}:{number}".encode()).hexdigest()[:24], ""
for name in lists:
    rows = dict(line.split(";") for line in open(name).read().split()[1:])
    ring = sorted(p for p in rows if p > stopped) + sorted(p for p in rows if p <= stopped)
    whole, more = divmod(sum(map(int, rows.values())), len(rows))
    assert all(int(rows[p]) == whole + (i < more) for i, p in enumerate(ring)), name
    stopped = ring[more - 1] if more else stopped
    print(rows.get(mine, "-"), stopped)
"""


@pytest.mark.parametrize("per_round", [100, 3])
def test_anyone_repeats_the_division_from_the_page(
    sqlite_database: Database, tmp_path: Path, per_round: int
) -> None:
    game = currency_round.make(sqlite_database, 7, currency={"per_round": per_round})
    visitor = Site(game.db, game.clock).visitor()
    lists = []
    for number in range(1, 5):
        if number == 3:
            with game.db.write() as session:
                late = game.move_in(session)
        game.issue()
        text = visitor.see(f"/ronde/lombaspel-testwijk/uitgifte/{number}.csv")
        lists.append(tmp_path / f"{number}.csv")
        lists[-1].write_text(text)
    page = visitor.see("/ronde/lombaspel-testwijk/geld")
    (mark,) = re.findall(r"\(([0-9a-f]{64})\)", page)
    command = [sys.executable, "-c", REPEAT, mark, str(late), *map(str, lists)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    got, stopped = zip(*(line.split() for line in done.stdout.splitlines()), strict=True)
    assert got[:2] == ("-", "-")
    assert {int(units) for units in got[2:]} <= {per_round // 8, per_round // 8 + 1}
    for place in stopped:
        assert f"stopte bij {place}" in page


def test_there_is_no_list_of_an_issue_that_is_not_done(sqlite_database: Database) -> None:
    game = currency_round.make(sqlite_database, 3)
    game.confirmed()
    visitor = Site(game.db, game.clock).visitor()
    for name in ("1.csv", "2.csv"):
        assert visitor.get(f"/ronde/lombaspel-testwijk/uitgifte/{name}").status_code == 404
