"""Fixtures that every test may ask for; each lives in a file of its own in `tests/support`."""

pytest_plugins = [
    "tests.support.postgres",
    "tests.support.database",
    "tests.support.server",
    "tests.support.browser",
    "tests.support.oidc",
    "tests.support.smtp",
]
