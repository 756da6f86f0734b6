"""Put hostile words in every free text of a database, and find where a page lets them out."""

from html.parser import HTMLParser
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel

from budget_app.db import Database

# A tag, an attribute out of each kind of quotes, a script's address, a template, and all of it as
# markdown and escaped once already.
WORDS = (
    '<xss7>"><xss7 a="\' xss7=1 " xss7="1\'><script>xss7()</script>{{7*191}}{% xss7 %}&lt;xss7&gt;'
    '</textarea></title></style>-->[x](javascript:xss7) ![x](y"onerror="xss7) javascript:xss7'
)
SHORT = '<xss7>"><xss7 a="\' xss7=1 " xss7="1\'>{{7*191}}'  # where rules say how long a word may be
# Texts that the code chooses between, or that others point at, and no free words.
NOT_FREE = frozenset(
    """
    key code slug kind state deed template tone channel executor language currency step_key owner
    action role model subject config_hash mark_hash code_hash id_hash hash previous_hash
    receipt_hash election_pb input_sha256 outcome_sha256 until after rank constituency verdict
    answer side content method chosen_route form_key status decision area_code fingerprint email
    return_to by_role list_sha256 holder code_verifier nonce actor oidc_issuer oidc_subject_hash
    body_key external_id
    """.split()  # noqa: SIM905  (a list of eighty words in quotes is hard to read)
)
# Words in the frozen rules of a round and in its result.
FREE_IN_RULES = frozenset(
    ("title", "decision_sentence", "name", "explains", "question", "entitles", "who_decides",
     "plural", "sentence", "summary", "reason", "note", "place", "help")
)  # fmt: skip
DOCUMENTS = (("round", "config"), ("result", "outcome"))
ADDRESSES = ("href", "src", "action", "formaction", "xlink:href", "hx-get", "hx-post")


def poison(database: Database) -> int:
    """Add the words to every free text; returns how many columns there are. SQLite only."""
    with database.writer.begin() as connection:
        triggers = sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for name in connection.execute(triggers).scalars().all():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        free = [(table, name) for table in SQLModel.metadata.sorted_tables for name in _free(table)]
        for table, name in free:
            column = table.c[name]
            connection.execute(
                sa.update(table).where(column.is_not(None)).values({name: column + WORDS})
            )
        for name, document in DOCUMENTS:
            _poison_document(connection, name, document)
    return len(free)


def _free(table: sa.Table) -> list[str]:
    fixed = {column.name for column in table.primary_key} | NOT_FREE
    fixed |= {column.name for key in table.foreign_keys for column in [key.parent]}
    for rule in table.constraints:
        if isinstance(rule, sa.UniqueConstraint):
            fixed |= {column.name for column in rule.columns}
        elif isinstance(rule, sa.CheckConstraint):
            fixed |= {c.name for c in table.columns if c.name in str(rule.sqltext).split()}
    return [
        column.name
        for column in table.columns
        if _is_text(column) and column.name not in fixed and not column.unique
    ]


def _is_text(column: sa.Column[Any]) -> bool:
    return isinstance(getattr(column.type, "impl", column.type), sa.String)


def _poison_document(connection: sa.Connection, name: str, column: str) -> None:
    table = SQLModel.metadata.tables[name]
    for id, document in connection.execute(sa.select(table.c.id, table.c[column])).all():
        spoiled = _spoiled(document)
        connection.execute(table.update().where(table.c.id == id).values({column: spoiled}))


def _spoiled(value: Any, name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _spoiled(each, key) for key, each in value.items()}
    if isinstance(value, list):
        return [_spoiled(each, name) for each in value]
    free = isinstance(value, str) and value and name in FREE_IN_RULES
    return value[:60] + SHORT if free else value


class _Leaks(HTMLParser):
    """Notes what a browser would make of the words, other than text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.seen = 0
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag
        if tag == "xss7" or (tag == "img" and ("onerror", "xss7") in attrs):
            self.found.append(f"a tag of its own: {self.get_starttag_text()}")
        for name, value in attrs:
            text = (value or "").strip().lower()
            self.seen += "xss7" in text
            if "xss7" in name or name.startswith("on") or name == "srcdoc":
                self.found.append(f"an attribute: {self.get_starttag_text()}")
            address = name in (
                "href",
                "src",
                "action",
                "formaction",
                "xlink:href",
                "hx-get",
                "hx-post",
            )
            if address and text.startswith(("javascript:", "data:text", "vbscript:")):
                self.found.append(f"an address: {self.get_starttag_text()}")

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        self.seen += "xss7" in data
        if self._inside in ("script", "style") and "xss7" in data:
            self.found.append(f"in a {self._inside}: {data[:80]}")
        if "1337" in data:
            self.found.append(f"it was a template: {data[:80]}")


def leaks(html: str) -> tuple[list[str], int]:
    """Where the words are more than words in this page; and how often they are in it at all."""
    found = _Leaks()
    found.feed(html)
    found.close()
    return found.found, found.seen
