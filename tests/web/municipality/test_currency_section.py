"""A municipality adjusts the currency of a model; what the pot cannot back is refused."""

import pytest
from sqlmodel import select

from budget_app.budgets.config import CurrencyRule
from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.db import Database
from budget_app.people import staff
from budget_app.places.models import Area
from tests.stories.town import fill
from tests.support.forms import fields_of
from tests.support.site import SECRET, START, Site, Visitor

AREA = "WK059914"


@pytest.fixture
def site(sqlite_database: Database) -> Site:
    return Site(sqlite_database)


@pytest.fixture
def official(site: Site) -> Visitor:
    with site.db.write() as session:
        session.add(Area(code=AREA, kind="wijk", name="Wijk", slug="wijk"))
        session.flush()
        code = staff.appoint(session, SECRET, "Ambtenaar", "municipality", AREA, START)
    return site.sign_in(code)


def draft(site: Site, official: Visitor, model: str) -> str:
    """The address of a new round's question about the currency."""
    form = {"title": "Ronde", "area": AREA, "field": "4", "model": model}
    official.do("/municipality/ronde/nieuw", form)
    with site.db.read() as session:
        return f"/municipality/ronde/{session.exec(select(Round.id)).one()}/inrichten/munt"


def stored(site: Site) -> CurrencyRule | None:
    with site.db.read() as session:
        return config_of(session.exec(select(Round)).one()).currency


def test_the_question_sent_back_as_it_was_changes_nothing(site: Site, official: Visitor) -> None:
    path = draft(site, official, "lombaspel")
    before = stored(site)
    official.do(path, fields_of(official.see(path)))
    assert stored(site) == before
    assert "De munt van de wijk" in official.see(path.split("/inrichten")[0])


def test_an_answer_is_kept(site: Site, official: Visitor) -> None:
    path = draft(site, official, "lombaspel")
    page = official.see(path)
    more = {"unspent_kind": "expire", "unspent_months": "5", "second_adult_above": ""}
    official.do(path, fill(page, name="Munt", value="0,50", **more))
    rule = stored(site)
    assert rule is not None
    assert (rule.name, rule.value_cents, rule.second_adult_above) == ("Munt", 50, None)
    assert (rule.unspent.kind, rule.unspent.months) == ("expire", 5)


def test_more_than_the_pot_backs_is_refused_at_its_field(site: Site, official: Visitor) -> None:
    path = draft(site, official, "lombaspel")
    response = official.post(path, fill(official.see(path), per_round="10001"))
    assert response.status_code == 400
    assert "ten hoogste 10000 uit" in response.text
    assert 'value="10001"' in response.text


def test_a_scheme_without_a_currency_is_not_asked(site: Site, official: Visitor) -> None:
    assert official.get(draft(site, official, "wijkstemming")).status_code == 404
