"""Fixtures that every test may ask for; each lives in a file of its own in `tests/support`."""

import os
from pathlib import Path

import pytest

from tests.support import memory, once

pytest_plugins = [
    "tests.support.postgres",
    "tests.support.database",
    "tests.support.server",
    "tests.support.browser",
    "tests.support.oidc",
    "tests.support.smtp",
]


# It looks at what the stories showed, so it comes after them.
LAST = "test_pages_of_stories.py"


def pytest_configure() -> None:
    """All processes of one run, servers too, keep files in memory and compile a template once."""
    memory.use()
    if "BUDGET_TEMPLATE_CACHE" not in os.environ:
        templates = once.folder() / "templates"
        templates.mkdir()
        os.environ["BUDGET_TEMPLATE_CACHE"] = str(templates)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """In order of files, but for the last."""
    items.sort(key=lambda item: Path(item.path).name == LAST)
