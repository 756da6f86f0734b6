"""Signed links: ours, for one purpose, until their moment."""

from datetime import UTC, datetime, timedelta

import pytest

from budget_app.people import signing

NOW = datetime(2026, 3, 2, tzinfo=UTC)
UNTIL = NOW + timedelta(hours=1)
WORD = signing.make("key", "confirm", [7, "ria@voorbeeld.example"], UNTIL)


def test_a_word_gives_its_value_back() -> None:
    assert signing.read("key", "confirm", WORD, NOW) == [7, "ria@voorbeeld.example"]
    assert signing.read("key", "stop", signing.make("key", "stop", 1), NOW) == 1


@pytest.mark.parametrize(
    ("key", "purpose", "word", "now"),
    [
        ("other", "confirm", WORD, NOW),
        ("key", "stop", WORD, NOW),
        ("key", "confirm", WORD, UNTIL),
        ("key", "confirm", WORD[:-1], NOW),
        ("key", "confirm", "x" + WORD, NOW),
        ("key", "confirm", "", NOW),
        ("key", "confirm", "é.é", NOW),
    ],
)
def test_any_other_word_gives_nothing(key: str, purpose: str, word: str, now: datetime) -> None:
    assert signing.read(key, purpose, word, now) is None
