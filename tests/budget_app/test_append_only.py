"""The migrated database refuses to alter what happened, whoever asks."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from budget_app.bodies.models import Mandate
from budget_app.budgets.models import Round
from budget_app.db import Database
from budget_app.history import service as history
from budget_app.ideas.models import Idea
from budget_app.ledger import service as ledger
from budget_app.places.models import Area
from budget_app.route.models import IdeaMove, StepEvent

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TABLES = ("transfer", "history_entry", "step_event", "idea_move", "mandate")


def fill(session: Session) -> None:
    """One row in each of the tables that may only grow."""
    session.add(Area(code="GM1", kind="gemeente", name="G", slug="g", figures_on=date(2026, 1, 1)))
    session.flush()
    round = Round(
        slug="r", title="R", area_code="GM1", model="m", field=2, amount_cents=100, config={},
        created_at=NOW,
    )  # fmt: skip
    session.add(round)
    session.flush()
    assert round.id
    idea = Idea(round_id=round.id, number=1, title="Bank", updated_at=NOW)
    session.add(idea)
    session.flush()
    assert idea.id
    session.add(IdeaMove(idea_id=idea.id, state="ingediend", at=NOW))
    session.add(
        Mandate(round_id=round.id, giver="G", holder="H", purpose="P", starts_on=NOW.date(), at=NOW)
    )
    session.add(StepEvent(round_id=round.id, step_key="s", deed="opened", at=NOW))
    funder = ledger.account(session, round.id, "funder", "G", "G")
    pot = ledger.account(session, round.id, "pot", "", "R")
    ledger.transfer(session, "k", funder, pot, 100, "inleg", NOW)
    history.append(session, NOW, "gemeente", "round_published", "round:1", round.id)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("deed", ["UPDATE {table} SET at = at", "DELETE FROM {table}"])
def test_the_database_refuses_to_change_what_happened(
    database: Database, table: str, deed: str
) -> None:
    with database.write() as session:
        fill(session)
    with pytest.raises(sa.exc.DBAPIError, match=f"{table} is append-only"):  # noqa: SIM117
        with database.write() as session:
            session.connection().exec_driver_sql(deed.format(table=table))
    with database.read() as session:
        rows = session.connection().exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()
    assert rows == 1


@pytest.mark.postgres
@pytest.mark.parametrize("table", TABLES)
def test_postgresql_refuses_to_empty_a_table_at_once(postgres_url: str, table: str) -> None:
    database = Database(postgres_url)
    with pytest.raises(sa.exc.DBAPIError, match="is append-only"):  # noqa: SIM117
        with database.write() as session:
            session.connection().exec_driver_sql(f"TRUNCATE {table} CASCADE")
    database.dispose()
