"""The application as it is measured: as deployed, with its clock and settings."""

from fastapi import FastAPI

from budget_app.app import create_app
from budget_app.settings import Settings


def app() -> FastAPI:
    """The application for this process."""
    return create_app(Settings(_env_file=None))  # type: ignore[call-arg]
