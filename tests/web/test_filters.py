"""Money, dates and people's own words, in Dutch, English and Arabic."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from budget_app.web import render

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def at(*parts: int) -> datetime:
    """A moment on the clock of Amsterdam."""
    return datetime(*parts, tzinfo=AMSTERDAM)  # type: ignore[arg-type, misc]


END = at(2026, 3, 8, 20)


def shown(source: str, lang: str = "nl", **values: object) -> str:
    """What a template with these values comes to in this language."""
    template = render.environment(lang).from_string(source)
    return template.render(lang=lang, **values).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("cents", "lang", "words"),
    [
        (1250000, "nl", "€ 12.500"),
        (480050, "nl", "€ 4.800,50"),
        (5, "nl", "€ 0,05"),
        (0, "nl", "€ 0"),
        (-85000, "nl", "−€ 850"),
        (1250000, "en", "€12,500"),
        (1250000, "ar", "12,500 €"),
    ],
)
def test_money_drops_cents_that_are_not_there(cents: int, lang: str, words: str) -> None:
    assert shown("{{ cents|euro_text }}", lang, cents=cents).strip("\u200f\u200e") == words


@pytest.mark.parametrize(
    ("currency", "lang", "words"),
    [
        ("EUR", "nl", "€ 4.800,50"),
        ("PLN", "nl", "PLN 4.800,50"),
        ("PLN", "en", "PLN 4,800.50"),
        ("XXX", "nl", "4.800,50"),
        ("XXX", "en", "4,800.50"),
    ],
)
def test_money_of_elsewhere_goes_by_its_code(currency: str, lang: str, words: str) -> None:
    assert shown("{{ 480050|euro_text }}", lang, currency=currency) == words
    assert shown("{{ 480050|euro_text(code) }}", lang, currency="EUR", code=currency) == words


def test_money_keeps_its_order_in_right_to_left_text() -> None:
    assert shown("{{ 85000|euro }}") == '<bdi dir="ltr">€ 850</bdi>'
    assert shown("{{ 12|lomba }}") == '<bdi dir="ltr">12 Lomba</bdi>'
    assert shown("{{ '3076ab'|postcode }}") == '<bdi dir="ltr">3076 AB</bdi>'


def test_large_sums_lose_no_cent() -> None:
    assert shown("{{ cents|euro_text }}", cents=9007199254740993) == "€ 90.071.992.547.409,93"


def test_a_code_that_is_no_postcode_cannot_bring_markup() -> None:
    assert "<b>" not in shown("{{ '<b>x</b>'|postcode }}")


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (at(2026, 3, 3, 23, 59), "nog 5 dagen, tot zondag 8 maart 20.00 uur"),
        (at(2026, 3, 7, 20, 0), "nog 1 dag, tot zondag 8 maart 20.00 uur"),
        (at(2026, 3, 7, 20, 1), "nog 23 uur, tot zondag 8 maart 20.00 uur"),
        (at(2026, 3, 8, 19, 1), "nog 59 minuten, tot 20.00 uur"),
        (at(2026, 3, 8, 19, 59, 30), "nog 1 minuut, tot 20.00 uur"),
        (at(2026, 3, 8, 20, 0), "gesloten sinds zondag 8 maart 20.00 uur"),
        (at(2025, 12, 31, 12, 0), "nog 67 dagen, tot zondag 8 maart 2026 20.00 uur"),
    ],
)
def test_deadlines_in_the_unit_people_use(now: datetime, words: str) -> None:
    assert shown("{{ end|deadline_words }}", end=END, now=now) == words


def test_a_deadline_across_summer_time_counts_real_hours() -> None:
    # In the night of 29 March 2026 the clock skips an hour: 23 hours pass, not 24.
    end = at(2026, 3, 29, 12)
    now = at(2026, 3, 28, 12)
    assert shown("{{ end|deadline_words }}", end=end, now=now).startswith("nog 23 uur")


def test_moments_are_shown_on_the_clock_of_amsterdam() -> None:
    utc = datetime(2026, 7, 1, 22, 30, tzinfo=ZoneInfo("UTC"))
    assert shown("{{ m|date_words(with_time=true) }}", m=utc) == "donderdag 2 juli 2026, 00.30 uur"
    assert shown("{{ m|date_words }}", "en", m=utc) == "Thursday 2 July 2026"
    assert shown("{{ m|date_short }}", m=utc) == "2 jul 2026"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**Samen** planten", "<p><strong>Samen</strong> planten</p>"),
        ("# Kop", "<p># Kop</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("![x](http://a.nl/x.png)", '<p>!<a href="http://a.nl/x.png" '
         'rel="ugc nofollow noopener">x</a></p>'),
        ("[klik](javascript:alert(1))", "<p>[klik](javascript:alert(1))</p>"),
        ("", ""),
    ],
)  # fmt: skip
def test_peoples_own_text_brings_no_scripts_and_no_headings(text: str, html: str) -> None:
    assert shown("{{ text|markdown }}", text=text).strip() == html


def test_numbers_and_shares() -> None:
    assert shown("{{ 9562|number }} {{ 0.704|percent }} {{ 0.704|percent(1) }}") == (
        "9.562 70% 70,4%"
    )
