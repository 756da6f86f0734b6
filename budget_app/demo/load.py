"""Load the demo into an empty database, and say how to sign in."""

from datetime import timedelta

from rich.console import Console
from rich.table import Table
from sqlmodel import select

from budget_app import wiring
from budget_app.clock import Clock, FixedClock
from budget_app.db import Database
from budget_app.demo import lombardijen, lombaspel, other_rounds, people, places
from budget_app.demo.data import CODES, read
from budget_app.places.models import Area
from budget_app.settings import Settings

# role -> what one can do with its code; printed at every start of the demo
ROLES = (
    ("bewoner", "Bewoner", "stemmen in Lombardijen, een idee indienen"),
    ("buurvrouw", "Tweede bewoner", "nog een keer stemmen, met een andere pas"),
    ("maker", "Maker", "eigen ideeën, samen verder, uitvoeren"),
    ("jury", "Jurylid", "ideeën beoordelen"),
    ("helper", "Helper", "een idee invoeren voor iemand anders"),
    ("gemeente", "Gemeente", "een ronde inrichten, stappen openen en sluiten, betalen"),
    (
        "huishouden",
        "Huishouden",
        "de beurs van het Lombaspel in Pendrecht",
    ),
    ("thuis", "Volwassene", "dezelfde beurs, met een eigen code"),
    ("thuis2", "Tweede volwassene", "ja zeggen als de eerste veel inlegt"),
    ("spelleider", "Spelleiding", "Lomba's uitgeven, brieven maken"),
    ("spelleider2", "Tweede spelleider", "een uitgifte bevestigen"),
)


def into_empty(database: Database, clock: Clock, settings: Settings) -> bool:
    """Load everything unless something is there already; tells whether it did."""
    wiring.wire()
    with database.read() as session:
        if session.exec(select(Area.code)).first() is not None:
            return False
    then = FixedClock(clock.now() - timedelta(days=lombardijen.START_DAYS_AGO))
    with database.write() as session:
        places.load(session)
        makers = list(dict.fromkeys(row["maker"] for row in read("lombardijen-2026.toml")["idea"]))
        cast = people.load(session, settings.secret_key, makers, then)
        last_year = FixedClock(then.now() - timedelta(days=300))
        other_rounds.last_year(session, last_year, cast)
        lombardijen.load(session, then, cast)
        other_rounds.starting(session, FixedClock(clock.now() - timedelta(days=5)), cast)
    lombaspel.load(database, clock, cast)
    other_rounds.elections(database, clock)
    return True


def say_how_to_sign_in(settings: Settings) -> None:
    """Print the address and the codes of the demo."""
    console = Console()
    table = Table(title="Bewonersbudget staat klaar", title_justify="left")
    table.add_column("Wie")
    table.add_column("Code", no_wrap=True)
    table.add_column("Kan")
    for role, name, what in ROLES:
        table.add_row(name, CODES[role], what)
    console.print(table)
    console.print(
        f"Open http://{settings.host}:{settings.port} · inloggen op /inloggen met een code"
    )
