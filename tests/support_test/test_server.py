"""A real server process answers, keeps its own time, and can be killed and started again."""

from datetime import UTC, datetime

import httpx2
import pytest

from tests.support.server import StartServer


def test_it_answers_until_it_is_killed_and_again_when_started(
    start_server: StartServer, sqlite_url: str
) -> None:
    server = start_server(sqlite_url)
    assert httpx2.get(f"{server.url}/health").status_code == 200
    before = server.pid
    server.kill()
    with pytest.raises(httpx2.TransportError):
        httpx2.get(f"{server.url}/health")
    server.start()
    assert httpx2.get(f"{server.url}/health").status_code == 200
    assert server.pid != before


def test_two_servers_do_not_meet(start_server: StartServer, sqlite_url: str) -> None:
    one, two = start_server(sqlite_url), start_server(sqlite_url)
    one.kill()
    assert httpx2.get(f"{two.url}/health").status_code == 200


def test_a_server_that_cannot_start_says_why(start_server: StartServer, sqlite_url: str) -> None:
    with pytest.raises(RuntimeError, match="max_upload_bytes"):
        start_server(sqlite_url, max_upload_bytes="veel")


def test_its_clock_can_be_moved(start_server: StartServer, sqlite_url: str) -> None:
    server = start_server(sqlite_url)
    server.set_now(datetime(2031, 3, 7, 20, 0, tzinfo=UTC))
    # This page says "until next year" by the server's own clock.
    assert "Expires: 2032-" in httpx2.get(f"{server.url}/.well-known/security.txt").text
