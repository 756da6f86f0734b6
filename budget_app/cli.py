"""Commands of the platform. `python -m budget_app --help` lists them."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from budget_app.clock import SystemClock
from budget_app.db import Database
from budget_app.settings import Settings

if TYPE_CHECKING:
    from sqlmodel import Session

    from budget_app.ballots.importing import Imported

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
        # Only a proxy of our own may say where a visitor comes from: tries are counted by that.
        forwarded_allow_ips=settings.trusted_proxies,
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
def check_model(files: list[Path]) -> None:
    """Check files of models before a municipality sees them; exit 2 with the line that is wrong."""
    from budget_app.budgets import catalogue

    wrong = False
    for file in files:
        try:
            model = catalogue.read(file)
        except catalogue.ModelError as error:
            typer.echo(str(error), err=True)
            wrong = True
        else:
            typer.echo(f"{file}: {model.about.title}, {len(model.example.steps)} steps. It runs.")
    if wrong:
        raise typer.Exit(2)


@app.command()
def tick(database_url: Url = None) -> None:
    """Do what time asks: close steps that are due, sweep old sessions. Run it every minute."""
    from budget_app import timer

    for line in timer.tick(open_database(database_url), SystemClock()):
        typer.echo(line)


@app.command()
def purge(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would go.")] = False,
    database_url: Url = None,
) -> None:
    """Remove personal data that is past its term, and say of what how much."""
    from budget_app.keeping import purge as keeping

    database = open_database(database_url)
    lines = keeping.run(database, Settings(), SystemClock().now(), dry_run)
    typer.echo("\n".join(lines) or "Nothing is past its term.")


@app.command()
def send_mail(database_url: Url = None) -> None:
    """Send the mail that waits, once; a running server with BUDGET_SMTP_HOST does so by itself."""
    from budget_app.mail import sender

    settings = Settings()
    if not settings.smtp_host:
        typer.echo("Set BUDGET_SMTP_HOST to the mail server first.", err=True)
        raise typer.Exit(2)
    sent = asyncio.run(sender.send_waiting(open_database(database_url), SystemClock(), settings))
    typer.echo(f"Sent: {sent}.")


@app.command()
def import_election(
    file: Path,
    round_title: Annotated[str | None, typer.Option(help="Default: what the file says.")] = None,
    area: Annotated[str | None, typer.Option(help="CBS code of the area, like GM0106.")] = None,
    database_url: Url = None,
) -> None:
    """Bring an older election in from a .pb file, and count it. Twice is the same as once."""
    from budget_app.ballots import importing
    from voting.errors import VotingError

    console = Console(stderr=True)
    bar = Progress(console=console, transient=True, disable=not console.is_terminal)
    task = bar.add_task("Ballots", total=None)
    try:
        with bar:
            found = importing.import_file(
                open_database(database_url),
                SystemClock(),
                file,
                area,
                round_title,
                lambda done, total: bar.update(task, completed=done, total=total),
            )
    except (OSError, VotingError, importing.NoArea) as error:
        typer.echo(f"{file}: {_one_line(error)}", err=True)
        raise typer.Exit(2) from None
    typer.echo(_imported(found))


@app.command()
def issue(slug: str, database_url: Url = None) -> None:
    """Give the currency of an issue that two people confirmed; goes on where a run was killed."""
    from budget_app.budgets import service as budgets
    from budget_app.currency import asking, issuing
    from budget_app.errors import NotFound

    database = open_database(database_url)
    try:
        with database.read() as session:
            found = asking.newest(session, budgets.by_slug(session, slug).id or 0)
    except NotFound:
        found = None
    if found is None or found.state == "asked":
        typer.echo(f"{slug}: no issue is confirmed in a round of this name.", err=True)
        raise typer.Exit(2)
    console = Console(stderr=True)
    bar = Progress(console=console, transient=True, disable=not console.is_terminal)
    task = bar.add_task("Households", total=found.households, completed=found.given_to)
    with bar:
        done = issuing.run(
            database, found.id or 0, SystemClock(), lambda to, _: bar.update(task, completed=to)
        )
    typer.echo(f"Issue {done.number}: {done.given} units to {done.given_to} households.")


@app.command()
def recount(slug: str, database_url: Url = None) -> None:
    """Count a round's stored ballots again; exit 1 when that differs from the stored result."""
    from budget_app.ballots import recounting

    with open_database(database_url).read() as session:
        found = recounting.of_round(session, slug)
    if not found:
        typer.echo(f"{slug}: there is no counted vote in a round of this name.", err=True)
        raise typer.Exit(2)
    for check in found:
        word = "equal" if check.equal else "DIFFERENT"
        typer.echo(f"{check.step_key}: {word}")
        typer.echo(f"  stored    {check.stored_sha256}\n  recounted {check.recounted_sha256}")
    if not all(check.equal for check in found):
        raise typer.Exit(1)


def _one_line(error: Exception) -> str:
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return " ".join(text.split())


def _imported(found: "Imported") -> str:
    from budget_app.budgets.config import NO_CURRENCY

    official = found.official
    if not official["stated"]:
        compared = f"The file gives no official result to compare with: {official['why']}."
    elif official["equal"]:
        compared = "Our count equals the official result in the file."
    else:
        compared = "Our count differs from the official result in the file: " + "; ".join(
            official["reasons"]
        )
    if official.get("rule_why"):
        compared += f" It was counted by {found.method}, as {official['rule_why']}."
    lines = (
        f"{found.title}: was brought in before; nothing changed." if found.again else found.title,
        f"Round /ronde/{found.slug}, {found.ideas} ideas, {found.ballots} ballots.",
        f"Counted by {found.method}: {found.winners} chosen, "
        f"{found.spent_cents / 100:,.2f} of {found.amount_cents / 100:,.2f} "
        f"{found.currency.replace(NO_CURRENCY, 'in a currency that the file does not name')}.",
        compared,
        *(f"{gap}: is the file whole?" for gap in official.get("gaps", ())),
        f"Outcome {found.outcome_sha256}",
    )
    return "\n".join(lines)


@app.command()
def verify(database_url: Url = None) -> None:
    """Check the history chain and the money; exit 1 and say what is wrong."""
    from budget_app.history import service as history

    with open_database(database_url).read() as session:
        faults = [f"history {b.seq}: {b.why}" for b in history.verify(session)]
        faults += [f"money: {text}" for text in _money(session)]
    _report(faults, "History and money are whole.")


@app.command()
def breaches(database_url: Url = None) -> None:
    """Check the money alone: balances, pots, awards, payments, currencies; exit 1 if wrong."""
    with open_database(database_url).read() as session:
        _report(_money(session), "The money is whole.")


def _money(session: "Session") -> list[str]:
    from budget_app.currency import audit as currency
    from budget_app.projects import audit as projects

    return [*projects.breaches(session), *currency.breaches(session)]


def _report(faults: list[str], all_well: str) -> None:
    for fault in faults:
        typer.echo(fault, err=True)
    if faults:
        raise typer.Exit(1)
    typer.echo(all_well)


@app.command()
def official(
    name: Annotated[str, typer.Argument(help="How this person is called on the site.")],
    area: Annotated[str | None, typer.Option(help="CBS code; leave out for every area.")] = None,
    role: Annotated[str, typer.Option(help="municipality or desk.")] = "municipality",
    database_url: Url = None,
) -> None:
    """Give someone of the staff an account, a role and a code. The code is shown once."""
    from budget_app.people import staff

    database = open_database(database_url)
    with database.write() as session:
        code = staff.appoint(session, Settings().secret_key, name, role, area, SystemClock().now())
    typer.echo(code)
