"""Which stories a run plays."""

import pytest

FOLDER = "tests/stories/"


def on_sqlite(item: pytest.Item) -> bool:
    """Whether this test is a story that is played on SQLite."""
    return item.nodeid.startswith(FOLDER) and item.get_closest_marker("postgres") is None


def whole(session: pytest.Session) -> list[str]:
    """The stories of this run on SQLite, if it plays them all; else nothing."""
    chosen = [item for item in session.items if on_sqlite(item)]
    files = {item.path.name for item in chosen}
    every = {path.name for path in (session.config.rootpath / FOLDER).glob("test_*.py")}
    return [item.nodeid for item in chosen] if files == every else []
