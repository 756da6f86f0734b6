"""Commands of the platform. `python -m budget_app --help` lists them."""

from typing import Annotated

import typer

from budget_app.clock import SystemClock
from budget_app.db import Database
from budget_app.settings import Settings

app = typer.Typer(help="Bewonersbudget: participatory budgeting for Dutch resident budgets.")
Url = Annotated[str | None, typer.Option("--database-url", help="Default: DATABASE_URL or SQLite.")]


def open_database(url: str | None = None) -> Database:
    """The database of this deployment."""
    return Database(url or Settings().database_url)


@app.command()
def migrate(database_url: Url = None) -> None:
    """Bring the database to the newest schema."""
    open_database(database_url).migrate()


@app.command()
def serve(workers: int = 1) -> None:
    """Serve the platform on HOST and PORT; the database must be migrated."""
    import uvicorn

    settings = Settings()
    uvicorn.run(
        "budget_app.app:create_app",
        factory=True,
        host=settings.host,
        port=settings.port,
        workers=workers,
        access_log=False,
    )


@app.command()
def run() -> None:
    """Migrate, load the demo into an empty database, say how to sign in, and serve."""
    from budget_app.demo import load

    database = open_database()
    database.migrate()
    load.into_empty(database, SystemClock(), Settings())
    database.dispose()
    load.say_how_to_sign_in(Settings())
    serve()


@app.command()
def tick(database_url: Url = None) -> None:
    """Do what time asks: close steps that are due, sweep old sessions. Run it every minute."""
    from budget_app import timer

    for line in timer.tick(open_database(database_url), SystemClock()):
        typer.echo(line)


@app.command()
def verify(database_url: Url = None) -> None:
    """Check the history chain and the ledger; exit 1 and say what is wrong."""
    from budget_app.history import service as history
    from budget_app.ledger import service as ledger

    with open_database(database_url).read() as session:
        faults = [f"history {b.seq}: {b.why}" for b in history.verify(session)]
        faults += [f"ledger: {text}" for text in ledger.breaches(session)]
    for fault in faults:
        typer.echo(fault, err=True)
    if faults:
        raise typer.Exit(1)
    typer.echo("History and ledger are whole.")
