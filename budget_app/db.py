"""The database: one way to read, one way to write, on SQLite and on PostgreSQL.

SQLite gets two engines. Reading uses a plain BEGIN; writing uses BEGIN IMMEDIATE on a single
connection, so writers queue in this process instead of failing or overwriting one another.
PostgreSQL uses one engine; services lock the rows they decide on with `for_update`.
"""

import select
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import QueuePool
from sqlmodel import Session

from budget_app import turns

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_SECONDS = 30


def normalise(url: str) -> str:
    """Name the PostgreSQL driver we ship where the URL leaves it open."""
    for prefix in ("postgresql://", "postgres://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url[len(prefix) :]
    return url


def newest_revision() -> str:
    """Revisions are numbered: the number before the name of the last file."""
    return max(path.name.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


class Database:
    """Engines for one database URL. Share one instance per process."""

    def __init__(self, url: str) -> None:
        self.url = normalise(url)
        self.is_sqlite = self.url.startswith("sqlite")
        if self.is_sqlite:
            self._make_folder()
            self.reader = self._sqlite_engine("BEGIN", pool_size=8, max_overflow=40)
            self.writer = self._sqlite_engine("BEGIN IMMEDIATE", pool_size=1, max_overflow=0)
        else:
            self.reader = self._postgres_engine(pool_size=12, max_overflow=12)
            self.writer = self.reader
        # On SQLite a transaction costs nothing, and its driver has no other way here. On PostgreSQL
        # these connections are apart: changing one's mode back and forth costs more than a glance.
        self._glancer = (
            self.reader
            if self.is_sqlite
            else self._postgres_engine(pool_size=4, max_overflow=4, isolation_level="AUTOCOMMIT")
        )

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session for looking only; whatever it changed is thrown away."""
        # SQLite reads in this process; PostgreSQL is waited for, by a few at once.
        with (
            turns.taken() if self.is_sqlite else turns.shared(),
            Session(self.reader, expire_on_commit=False) as session,
        ):
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session that commits when the block ends well, and undoes everything otherwise."""
        with Session(self.writer, expire_on_commit=False) as session:
            try:
                yield session
                session.commit()
            except BaseException:
                session.rollback()
                raise

    @contextmanager
    def deed(self) -> Iterator[sa.Connection]:
        """As `write`, without the object mapper: for the few deeds that thousands do at once."""
        with self.writer.begin() as connection:
            yield connection

    @contextmanager
    def glance(self) -> Iterator[sa.Connection]:
        """A connection for one SELECT, which needs no transaction round it."""
        with self._glancer.connect() as connection:
            yield connection

    def migrate(self) -> None:
        """Bring the schema to the newest revision; nearly free when it is there already."""
        if self.revision() == newest_revision():
            return
        from alembic import command
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["database"] = self
        command.upgrade(config, "head")

    def revision(self) -> str | None:
        """The revision of the schema; None when there is none yet."""
        with self.reader.connect() as connection:
            if not sa.inspect(connection).has_table("alembic_version"):
                return None
            return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()

    def dispose(self) -> None:
        """Close all connections."""
        for engine in {self.reader, self.writer, self._glancer}:
            engine.dispose()

    def _make_folder(self) -> None:
        path = sa.make_url(self.url).database
        if path and path != ":memory:":
            Path(path).parent.mkdir(parents=True, exist_ok=True)

    def _postgres_engine(self, **options: Any) -> sa.Engine:
        engine = sa.create_engine(self.url, pool_timeout=60, hide_parameters=True, **options)

        @sa.event.listens_for(engine, "checkout")
        def still_there(connection: Any, _record: Any, _proxy: Any) -> None:
            # A server that restarted said goodbye on the connections that waited here. Looking
            # whether it said anything costs no round trip, so the next visitor notices nothing.
            said = select.poll()
            if not connection.closed:
                said.register(connection.fileno(), select.POLLIN)
            if connection.closed or said.poll(0):
                raise sa.exc.InvalidatePoolError

        return engine

    def _sqlite_engine(self, begin: str, **pool: Any) -> sa.Engine:
        engine = sa.create_engine(
            self.url,
            poolclass=QueuePool,
            pool_timeout=60,
            hide_parameters=True,  # what people typed does not belong in a log
            connect_args={"check_same_thread": False, "timeout": BUSY_SECONDS},
            **pool,
        )

        @sa.event.listens_for(engine, "connect")
        def prepare(connection: Any, _record: Any) -> None:
            connection.isolation_level = None  # we say BEGIN ourselves
            cursor = connection.cursor()
            cursor.execute("PRAGMA journal_mode=WAL")
            # FULL: a commit that was answered survives a killed process and a lost power supply
            cursor.execute("PRAGMA synchronous=FULL")
            cursor.execute("PRAGMA foreign_keys=ON")
            # what is deleted is overwritten: rows that a closed vote rewrote cannot be read back
            cursor.execute("PRAGMA secure_delete=ON")
            cursor.execute("PRAGMA cache_size=-65536")
            cursor.close()

        @sa.event.listens_for(engine, "begin")
        def start(connection: sa.Connection) -> None:
            connection.exec_driver_sql(begin)

        return engine


def on_sqlite(session: Session) -> bool:
    """Whether this session talks to SQLite."""
    return session.get_bind().dialect.name == "sqlite"


def insert_or_ignore(session: Session, table: Any, values: dict[str, Any]) -> bool:
    """Insert a row unless its key exists; tell whether it was inserted."""
    if on_sqlite(session):
        from sqlalchemy.dialects.sqlite import insert as sqlite_insert

        statement: Any = sqlite_insert(table).values(**values).on_conflict_do_nothing()
    else:
        from sqlalchemy.dialects.postgresql import insert as postgres_insert

        statement = postgres_insert(table).values(**values).on_conflict_do_nothing()
    # Without asking, SQLAlchemy does not keep the count of an INSERT, and it reads as -1.
    options = {"preserve_rowcount": True}
    return session.connection().execute(statement, execution_options=options).rowcount == 1
