"""Who sends too much at once gets a page in their language, not a line of bare text."""

import pytest
from fastapi.testclient import TestClient

from budget_app.app import create_app
from budget_app.db import Database
from budget_app.settings import Settings
from budget_app.web.visit import LANGUAGE_COOKIE


@pytest.mark.parametrize(
    ("headers", "language", "words"),
    [
        ({}, "nl", "U probeert het te vaak"),
        ({"accept-language": "en-GB,nl;q=0.5"}, "en", "Please wait"),
        ({"accept-language": "nl", "cookie": f"{LANGUAGE_COOKIE}=ar"}, "ar", "انتظر"),
        ({"cookie": f"{LANGUAGE_COOKIE}=../../etc; bb_in=\x22"}, "nl", "Even wachten"),
    ],
)
def test_the_refusal_is_a_page_in_the_language_of_who_reads_it(
    sqlite_database: Database, headers: dict[str, str], language: str, words: str
) -> None:
    app = create_app(Settings(rate_limit="1/hour"), db=sqlite_database)
    client = TestClient(app, headers=headers)
    assert client.post("/inloggen").status_code != 429
    answer = client.post("/inloggen")
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "60"
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert f'<html lang="{language}"' in answer.text
    assert words in answer.text
    assert "<h1>" in answer.text
    assert "</main>" in answer.text
