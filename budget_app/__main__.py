"""`python -m budget_app`: everything that is done from a terminal."""

from budget_app.cli import app

app()
