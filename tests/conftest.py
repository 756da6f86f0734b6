"""Fixtures that every test may ask for; each lives in a file of its own in `tests/support`."""

import os
import shutil
import tempfile

import pytest

pytest_plugins = [
    "tests.support.postgres",
    "tests.support.database",
    "tests.support.server",
    "tests.support.browser",
    "tests.support.oidc",
    "tests.support.smtp",
]


def pytest_configure(config: pytest.Config) -> None:
    """All processes of one run, servers too, compile each template once."""
    if "BUDGET_TEMPLATE_CACHE" not in os.environ:
        folder = tempfile.mkdtemp(prefix="templates-")
        os.environ["BUDGET_TEMPLATE_CACHE"] = folder
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
