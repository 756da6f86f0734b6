"""The embedded PostgreSQL starts, and no test sees another's rows."""

import psycopg
import pytest

from tests.support.postgres import PostgresServer

pytestmark = pytest.mark.postgres


def test_it_is_a_real_postgres_on_a_socket(postgres: PostgresServer) -> None:
    assert postgres.run("SELECT version()")[0][0].startswith("PostgreSQL 1")
    assert postgres.run("SHOW listen_addresses") == [("",)]


def test_each_database_starts_as_its_template_and_stands_alone(postgres: PostgresServer) -> None:
    template, template_url = postgres.fresh()
    with psycopg.connect(template_url) as connection:
        connection.execute("CREATE TABLE idea (title text)")
    (one, one_url), (two, two_url) = postgres.fresh(template), postgres.fresh(template)
    with psycopg.connect(one_url) as connection:
        connection.execute("INSERT INTO idea VALUES ('bankje')")
    with psycopg.connect(two_url) as connection:
        assert connection.execute("SELECT count(*) FROM idea").fetchone() == (0,)
    for name in (one, two, template):
        postgres.drop(name)


def test_dropping_does_not_wait_for_who_is_connected(postgres: PostgresServer) -> None:
    name, url = postgres.fresh()
    with psycopg.connect(url):
        postgres.drop(name)
    assert postgres.run(f"SELECT 1 FROM pg_database WHERE datname = '{name}'") == []
