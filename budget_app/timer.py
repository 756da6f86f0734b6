"""What time asks: steps that are due close, what is over is forgotten."""

from budget_app import wiring
from budget_app.bodies import reminders
from budget_app.clock import Clock
from budget_app.db import Database
from budget_app.people import attempts, sessions
from budget_app.route import service as route


def tick(database: Database, clock: Clock) -> list[str]:
    """Do everything that is due; returns a line per deed. Harmless to run twice or in parallel."""
    wiring.wire()
    now = clock.now()
    with database.write() as session:
        closed = route.close_due(session, now)
    with database.write() as session:
        reminders.remind(session, now)
    with database.write() as session:
        sessions.sweep(session, now)
        attempts.sweep(session, now)
    return [f"closed round {round_id} step {key}" for round_id, key in closed]
