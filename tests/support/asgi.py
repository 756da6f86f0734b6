"""The application as a real server process runs it in tests: settings from the environment."""

import os
from pathlib import Path

from fastapi import FastAPI

from budget_app.app import create_app
from budget_app.settings import Settings
from tests.support.moment import NOW_FILE, FileClock


def app() -> FastAPI:
    """The application for this process."""
    return create_app(Settings(_env_file=None), clock=FileClock(Path(os.environ[NOW_FILE])))
