"""The purse's page: for who has one, with what was typed kept and a sentence at the field."""

import re

import pytest

from budget_app.currency import accounts, audit, letters
from budget_app.db import Database
from budget_app.people import service as people
from budget_app.people import staff
from budget_app.places.models import Area
from tests.support import currency_round
from tests.support.currency_round import AREA, NOW, CurrencyRound
from tests.support.site import SECRET, Site, Visitor

PURSE = "/resident/ronde/lombaspel-testwijk/beurs"
DESK = "/desk/ronde/lombaspel-testwijk/munt"


@pytest.fixture
def game(sqlite_database: Database) -> CurrencyRound:
    """Three households with 33 or 34 Lomba's each."""
    made = currency_round.make(sqlite_database, 3)
    made.issue()
    return made


def visitor(game: CurrencyRound, account: int) -> Visitor:
    with game.db.write() as session:
        code = people.issue_pass(session, SECRET, account, NOW)
    return Site(game.db, game.clock).sign_in(code)


def member(game: CurrencyRound, number: int = 0) -> Visitor:
    return visitor(game, game.adults[game.households[number]][0])


def idea(game: CurrencyRound) -> int:
    with game.db.write() as session:
        return game.idea(session)


def test_who_has_no_purse_reads_how_to_open_one(game: CurrencyRound) -> None:
    response = visitor(game, game.maker).get(PURSE)
    assert response.status_code == 403
    assert "Log in met de code uit de brief" in response.text


@pytest.mark.parametrize(("typed", "said"), [("99", "Meer kan niet"), ("veel", "heel getal")])
def test_what_cannot_be_put_in_stays_in_the_field_with_why(
    game: CurrencyRound, typed: str, said: str
) -> None:
    number = idea(game)
    form = {"form": "f", f"units-inleg-{number}": typed}
    response = member(game).post(f"{PURSE}/inleg/{number}", form)
    assert response.status_code == 400
    assert said in response.text
    assert f'value="{typed}"' in response.text


def test_putting_in_shows_on_the_purse_and_on_the_page_of_the_idea(game: CurrencyRound) -> None:
    number = idea(game)
    me = member(game)
    page = me.do(f"{PURSE}/inleg/{number}", {"form": "f", f"units-inleg-{number}": "30"})
    assert "Ingelegd: 30 Lomba&#39;s van 80 Lomba&#39;s" in page
    assert "Ingelegd voor" in page
    assert "Ingelegd: 30 van de 80" in me.see(f"/idee/{number}")
    again = me.do(f"{PURSE}/inleg/{number}", {"form": "f", f"units-inleg-{number}": "30"})
    assert "Ingelegd: 30 Lomba&#39;s van" in again


def test_nobody_answers_for_another_household(game: CurrencyRound) -> None:
    assert member(game, 1).post(f"{PURSE}/vraag/1", {"antwoord": "ja"}).status_code == 404


def test_a_spaarpot_needs_a_name_and_a_goal(game: CurrencyRound) -> None:
    idea(game)
    response = member(game).post(f"{PURSE}/spaarpot", {"name": ""})
    assert response.status_code == 400
    assert "Geef de spaarpot een naam" in response.text
    assert "Kies minstens één idee" in response.text


def test_a_helper_of_another_wijk_cannot_issue(game: CurrencyRound) -> None:
    with game.db.write() as session:
        session.add(Area(code="WK059999", kind="wijk", name="Anders", slug="anders"))
        session.flush()
        here = staff.appoint(session, SECRET, "Hier", "desk", AREA, NOW)
        elsewhere = staff.appoint(session, SECRET, "Daar", "desk", "WK059999", NOW)
    site = Site(game.db, game.clock)
    stranger = site.sign_in(elsewhere)
    assert stranger.get(DESK).status_code == 403
    assert stranger.post(f"{DESK}/uitgifte").status_code == 403
    assert stranger.post(f"{DESK}/brieven/{AREA}").status_code == 403
    page = site.sign_in(here).see(DESK)
    assert "te weinig huishoudens om te tonen" in page
    assert "Uitgifte 2 van 10" in page


def test_the_desk_says_why_a_code_or_a_correction_is_refused(game: CurrencyRound) -> None:
    with game.db.write() as session:
        code = staff.appoint(session, SECRET, "Hier", "desk", AREA, NOW)
    helper = Site(game.db, game.clock).sign_in(code)
    lost = helper.post(f"{DESK}/code", {"household": "777"})
    assert lost.status_code == 400
    assert "Geen huishouden met dit nummer" in lost.text
    wrong = helper.post(f"{DESK}/correctie", {"household": "777", "issue": "1", "why": ""})
    assert wrong.status_code == 400
    assert "kreeg niets in deze uitgifte" in wrong.text
    form = {"household": str(game.households[0]), "issue": "1", "why": "stond dubbel op de lijst"}
    assert "Teruggedraaid" in helper.do(f"{DESK}/correctie", form)


def test_a_buurt_gets_one_file_made_in_parts_and_once_more_when_it_was_lost(
    game: CurrencyRound, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letters, "PART", 2)
    with game.db.write() as session:
        code = staff.appoint(session, SECRET, "Hier", "desk", AREA, NOW)
    helper = Site(game.db, game.clock).sign_in(code)
    made = helper.post(f"{DESK}/brieven/{AREA}")
    assert made.headers["content-type"] == "application/pdf"
    assert made.content.count(b"/Type/Page/") == 3
    assert helper.post(f"{DESK}/brieven/{AREA}").status_code == 404
    looks = member(game).see("/resident/inzage")
    assert looks.count("maakte de brieven met codes") == 1, "in two parts, and one look"
    (day,) = re.findall(r'name="dag" value="([^"]+)"', helper.see(DESK))
    again = helper.post(f"{DESK}/brieven/{AREA}/opnieuw", {"dag": day})
    assert again.content.count(b"/Type/Page/") == 3
    for wrong in ("gisteren", "2020-01-01"):
        answer = helper.post(f"{DESK}/brieven/{AREA}/opnieuw", {"dag": wrong})
        assert answer.status_code == 404


@pytest.fixture
def two_adults(sqlite_database: Database) -> CurrencyRound:
    """A household of two with a hundred Lomba's; above twenty both must agree."""
    made = currency_round.make(sqlite_database, currency={"second_adult_above": 20})
    with made.db.write() as session:
        made.move_in(session, adults=2)
    made.issue()
    return made


def adults(game: CurrencyRound) -> tuple[Visitor, Visitor]:
    first, second = game.adults[game.households[0]]
    return visitor(game, first), visitor(game, second)


def asked_for_a_spaarpot(game: CurrencyRound, first: Visitor) -> None:
    """A spaarpot, and a wish to put thirty in it."""
    first.do(f"{PURSE}/spaarpot", {"name": "De straat", "goals": [str(idea(game))]})
    page = first.do(f"{PURSE}/spaarpot/1/in", {"form": "f", "units-in-1": "30"})
    assert "moet dit nog goedvinden" in page
    assert "30 Lomba&#39;s in een spaarpot doen" in page
    assert in_hand(game) == 100


def in_hand(game: CurrencyRound) -> int:
    with game.db.read() as session:
        assert audit.breaches(session) == []
        return accounts.purse(session, game.round(session), game.households[0]).balance


def test_for_a_spaarpot_a_second_adult_says_yes_and_then_it_is_in(
    two_adults: CurrencyRound,
) -> None:
    first, second = adults(two_adults)
    asked_for_a_spaarpot(two_adults, first)
    assert first.post(f"{PURSE}/vraag/1", {"antwoord": "ja"}).status_code == 403
    page = second.do(f"{PURSE}/vraag/1", {"antwoord": "ja"})
    assert in_hand(two_adults) == 70
    assert "In een spaarpot gedaan" in page
    again = second.post(f"{PURSE}/vraag/1", {"antwoord": "ja"})
    assert again.status_code == 409
    assert "al geantwoord" in again.text
    assert in_hand(two_adults) == 70


@pytest.mark.parametrize("by_first", [True, False])
def test_a_wish_for_a_spaarpot_that_is_taken_back_or_refused_moves_nothing(
    two_adults: CurrencyRound, by_first: bool
) -> None:
    first, second = adults(two_adults)
    asked_for_a_spaarpot(two_adults, first)
    said = (first, "terug") if by_first else (second, "nee")
    said[0].do(f"{PURSE}/vraag/1", {"antwoord": said[1]})
    assert second.post(f"{PURSE}/vraag/1", {"antwoord": "ja"}).status_code == 409
    assert in_hand(two_adults) == 100


def test_a_yes_for_more_than_is_left_says_so_and_keeps_the_question(
    two_adults: CurrencyRound,
) -> None:
    first, second = adults(two_adults)
    asked_for_a_spaarpot(two_adults, first)
    for _ in range(5):
        number = idea(two_adults)
        first.do(f"{PURSE}/inleg/{number}", {"form": f"x{number}", f"units-inleg-{number}": "18"})
    assert in_hand(two_adults) == 10
    answer = second.post(f"{PURSE}/vraag/1", {"antwoord": "ja"})
    assert answer.status_code == 400
    assert "In uw beurs zit 10 Lomba&#39;s. Meer kan niet." in answer.text
    assert "Ja, dat mag" in answer.text, "the question is still there"
    assert in_hand(two_adults) == 10
