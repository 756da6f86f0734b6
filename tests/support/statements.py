"""Count what a page asks the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from budget_app.db import Database
from tests.support.site import Visitor


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """Everything that is sent to the database meanwhile, the start of a transaction left out."""
    sent: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith("BEGIN"):
            sent.append(statement)

    engines = {database.reader, database.writer}
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)


def asked(database: Database, visitor: Visitor, addresses: list[str]) -> dict[str, list[str]]:
    """The statements of each of these pages, which must be there."""
    found = {}
    for address in addresses:
        visitor.see(address)  # what is looked up once is known now
        with statements(database) as sent:
            visitor.see(address)
        found[address] = sent
    return found


def grown(few: dict[str, list[str]], many: dict[str, list[str]]) -> dict[str, list[str]]:
    """The pages that ask more, each with the statements that they did not ask as often before."""
    return {
        address: sorted(
            {text for text in many[address] if many[address].count(text) > before.count(text)}
        )
        for address, before in few.items()
        if len(many[address]) > len(before)
    }
