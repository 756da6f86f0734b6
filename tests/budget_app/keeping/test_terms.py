"""What the privacy page promises is what the purge does: both read one table."""

import html
import re

from budget_app.db import Database
from budget_app.keeping.acts import DATED, OF_ROUND
from budget_app.keeping.terms import AFTER_ROUND, BY_KEY, TERMS
from budget_app.settings import Settings
from tests.support.site import Site

ELSEWHERE = {"draft", "photo", "session", "attempts"}  # each has a sweep of its own


def test_every_term_with_a_number_is_kept_by_a_deed() -> None:
    deeds = {act.term for act in (*OF_ROUND, *DATED)}
    counted = {term.key for term in TERMS if term.limit is not None}
    assert counted - deeds == ELSEWHERE - {"attempts"}
    assert deeds <= counted


def test_all_that_goes_with_a_round_has_its_term() -> None:
    assert {BY_KEY[act.term].limit for act in OF_ROUND} == {"keep_after_round_days"}
    assert {term.key for term in TERMS if term.until is AFTER_ROUND} <= {
        act.term for act in OF_ROUND
    }


def test_the_page_says_what_is_set(sqlite_database: Database) -> None:
    settings = Settings(keep_after_round_days=123, keep_mail_days=45)
    site = Site(sqlite_database)
    site.app.state.settings = settings
    page = html.unescape(site.visitor().see("/privacy"))
    assert "Tot 123 dagen na het einde van de ronde" in page
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", page, re.S)
    for term in TERMS:
        row = next(row for row in rows if str(term.what) in row)
        assert str(term.how_long(settings)) in row
