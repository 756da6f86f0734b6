"""Whatever is done to the history behind its back shows, and where."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from time import sleep

import pytest
import sqlalchemy as sa
from sqlmodel import Session, select

from budget_app.db import Database, on_sqlite
from budget_app.history import service as history
from budget_app.history.models import Entry
from budget_app.people.models import Account
from tests.support.jury_round import NOW
from tests.support.together import together


def without_guard(session: Session) -> sa.Connection:
    """What an intruder with the owner's rights does first: take the triggers away."""
    connection = session.connection()
    if on_sqlite(session):
        for deed in ("update", "delete"):
            connection.exec_driver_sql(f"DROP TRIGGER history_entry_no_{deed}")
    else:
        connection.exec_driver_sql("ALTER TABLE history_entry DISABLE TRIGGER USER")
    return connection


def alter(connection: sa.Connection) -> None:
    connection.exec_driver_sql("UPDATE history_entry SET actor = 'wijkjury' WHERE seq = 3")


def alter_details(connection: sa.Connection) -> None:
    connection.exec_driver_sql("UPDATE history_entry SET details = '{\"cents\": 6}' WHERE seq = 3")


def remove(connection: sa.Connection) -> None:
    connection.exec_driver_sql("DELETE FROM history_entry WHERE seq = 3")


def remove_last(connection: sa.Connection) -> None:
    connection.exec_driver_sql("DELETE FROM history_entry WHERE seq = 5")


def insert(connection: sa.Connection) -> None:
    connection.exec_driver_sql(
        "INSERT INTO history_entry (seq, at, actor, deed, subject, details, previous_hash, hash) "
        "SELECT 6, at, actor, 'paid', subject, details, hash, 'made up' "
        "FROM history_entry WHERE seq = 5"
    )


def reorder(connection: sa.Connection) -> None:
    for one, other in ((2, 99), (3, 2), (99, 3)):
        connection.exec_driver_sql(f"UPDATE history_entry SET seq = {other} WHERE seq = {one}")


def rewrite_from(connection: sa.Connection) -> None:
    """Alter an entry and give it the hash that fits; the next one still remembers the old."""
    alter(connection)
    with Session(connection) as session:
        fresh = history.digest(session.get_one(Entry, 3))
    connection.execute(sa.text("UPDATE history_entry SET hash = :h WHERE seq = 3"), {"h": fresh})


def lose_head(connection: sa.Connection) -> None:
    connection.exec_driver_sql("DELETE FROM history_head")


@pytest.mark.parametrize(
    ("deed", "places"),
    [
        (alter, {3}),
        (alter_details, {3}),
        (remove, {3, 4}),
        (remove_last, {5}),
        (insert, {5, 6}),
        (reorder, {2, 3, 4}),
        (rewrite_from, {4}),
        (lose_head, {0}),
    ],
)
def test_verify_tells_where(
    chain: Database, deed: Callable[[sa.Connection], None], places: set[int]
) -> None:
    with chain.write() as session:
        deed(without_guard(session))
    with chain.read() as session:
        assert {found.seq for found in history.verify(session)} == places


def test_an_untouched_chain_holds(chain: Database) -> None:
    with chain.read() as session:
        assert history.verify(session) == []
        first = session.get_one(Entry, 1)
        assert first.previous_hash == history.GENESIS


def test_an_empty_history_holds(database: Database) -> None:
    with database.read() as session:
        assert history.verify(session) == []


def test_many_at_once_append_to_one_chain(chain: Database) -> None:
    def append(number: int) -> None:
        with chain.write() as session:
            history.append(session, NOW, "gemeente", "paid", f"project:{number}", cents=number)

    assert together([partial(append, number) for number in range(12)]) == [None] * 12
    with chain.read() as session:
        assert history.verify(session) == []
        assert session.exec(select(sa.func.count()).select_from(Entry)).one() == 17


def test_what_is_rolled_back_leaves_no_gap(chain: Database) -> None:
    with suppress(RuntimeError), chain.write() as session:
        history.append(session, NOW, "gemeente", "paid", "project:1")
        raise RuntimeError
    with chain.write() as session:
        history.append(session, NOW, "gemeente", "paid", "project:1")
    with chain.read() as session:
        assert session.exec(select(sa.func.max(Entry.seq))).one() == 6
        assert history.verify(session) == []


def test_who_appends_first_does_not_make_others_wait_for_each_other(chain: Database) -> None:
    """One appends and then holds a row; another holds that row and then appends."""

    with chain.write() as session:
        session.add(Account(id=1, created_on=NOW.date()))

    def hold(session: Session) -> None:
        session.exec(select(Account.id).where(Account.id == 1).with_for_update()).one()

    def record(session: Session) -> None:
        history.append(session, NOW, "gemeente", "paid", "project:1")

    def do(first: Callable[[Session], None], second: Callable[[Session], None]) -> None:
        with chain.write() as session:
            first(session)
            sleep(0.2)  # both are under way
            second(session)

    assert together([partial(do, record, hold), partial(do, hold, record)]) == [None, None]
    with chain.read() as session:
        assert history.verify(session) == []
