"""What time asks: steps that are due close, what is over is forgotten."""

import asyncio

import structlog

from budget_app import wiring
from budget_app.ballots import wiping
from budget_app.budgets.models import Round
from budget_app.clock import Clock
from budget_app.currency import issuing, lapsing
from budget_app.db import Database
from budget_app.ideas import photos
from budget_app.ideas.moves import StillUndecided
from budget_app.keeping import purge
from budget_app.packages.composing import NothingToChoose
from budget_app.people import attempts, sessions
from budget_app.route import service as route
from budget_app.settings import Settings
from budget_app.talk import consulting

log = structlog.get_logger()


def tick(database: Database, clock: Clock, settings: Settings | None = None) -> list[str]:
    """Do everything that is due; returns a line per deed. Harmless to run twice or in parallel."""
    wiring.wire()
    now = clock.now()
    with database.read() as session:
        due = route.due(session, now)
    done = []
    for round_id, key in due:
        try:
            with database.write() as session:
                round = session.get_one(Round, round_id)
                route.close_step(session, round, key, now, None, "klok")
        except route.NotOpen:  # another server was first
            continue
        except (
            StillUndecided,
            NothingToChoose,
        ):  # the official gives it more time, or leaves the ideas behind
            continue
        done.append(f"closed round {round_id} step {key}")
    with database.write() as session:
        if closed := consulting.close_due(session, now):
            done.append(f"closed {closed} consultations")
    done += issuing.run_waiting(database, clock)
    done += lapsing.run_due(database, clock)
    with database.write() as session:
        sessions.sweep(session, now)
        attempts.sweep(session, now)
        photos.sweep(session, now)
    done += purge.run_in_turn(database, settings or Settings(), now)
    done += wiping.wipe_in_turn(database, now)
    return done


async def every(seconds: float, database: Database, clock: Clock, settings: Settings) -> None:
    """Tick as long as the server runs; after a tick that fails the next one tries again."""
    while True:
        await asyncio.sleep(seconds)
        try:
            await asyncio.to_thread(tick, database, clock, settings)
        except Exception as error:
            log.error("tick_failed", kind=type(error).__name__)
