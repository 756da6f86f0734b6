"""The page of a round, its rules, its history and its money."""

import hashlib
import json

from sqlmodel import select

from budget_app.budgets.models import Round
from budget_app.history import service as history
from budget_app.ledger.models import LedgerAccount
from budget_app.route import service as route
from tests.support import sample
from tests.support.sample import CONFIG
from tests.web.public.conftest import Place


def test_a_round_says_where_it_stands_who_decides_and_who_pays(place: Place) -> None:
    page = place.site.visitor().see(place.url)
    assert 'aria-current="step"' in page
    assert "Bewoners beslissen samen over het geld." in page
    assert "Zit aan tafel, zonder stem." in page
    assert "€\N{NO-BREAK SPACE}35.000" in page  # 70% of € 50.000
    assert "Idee 3" in page


def test_a_step_past_its_hour_is_over_before_anyone_closes_it(place: Place) -> None:
    with place.site.db.write() as session:
        step = route.lock_step(session, place.made.round_id, "praten")
        step.closes_at = place.site.clock.now()
    page = place.site.visitor().see(place.url)
    assert page.count("bb-steps__now") == 1
    assert page.count("bb-steps__done") == 1


def test_a_draft_round_is_nowhere(place: Place) -> None:
    with place.site.db.write() as session:
        session.get_one(Round, place.made.round_id).state = "draft"
    for page in ("", "/ideeen", "/kaart", "/regels", "/geschiedenis", "/geld", "/regels.json"):
        assert place.site.visitor().get(place.url + page).status_code == 404
    assert place.site.visitor().get(f"/idee/{place.made.ideas[0]}").status_code == 404


def test_the_rules_download_has_the_published_hash(place: Place) -> None:
    visitor = place.site.visitor()
    file = visitor.get(f"{place.url}/regels.json")
    digest = hashlib.sha256(file.content).hexdigest()
    assert digest in visitor.see(f"{place.url}/regels")
    assert json.loads(file.content)["decision_sentence"] == CONFIG["decision_sentence"]


def test_the_rules_are_in_plain_words(place: Place) -> None:
    page = place.site.visitor().see(f"{place.url}/regels")
    for words in (
        "Wie 16 jaar of ouder is en hier woont",
        "Het idee met de meeste stemmen eerst",
        "Bij evenveel steun wint het goedkoopste idee.",
        "Kan het?",
        "Deze regels liggen vast",
    ):
        assert words in page


def test_rules_that_can_still_change_say_so(place: Place) -> None:
    with place.site.db.write() as session:
        round = session.get_one(Round, place.made.round_id)
        round.config_hash = round.frozen_at = None
    assert "kunnen nog veranderen" in place.site.visitor().see(f"{place.url}/regels")


def test_history_reads_as_sentences_newest_first_and_goes_on(place: Place) -> None:
    with place.site.db.write() as session:
        sample.add_ideas(session, place.made, place.site.clock.now(), 30)
    visitor = place.site.visitor()
    page = visitor.see(f"{place.url}/geschiedenis")
    assert "Er kwam een idee bij: het idee “Idee 33”." in page
    assert "De ronde is gepubliceerd." not in page
    onward = page.split("?voor=")[1].split('"')[0]
    older = visitor.see(f"{place.url}/geschiedenis?voor={onward}")
    assert "De ronde is gepubliceerd." in older
    assert "De stap “Ideeën indienen” ging open." in older


def test_history_does_not_tell_the_title_of_what_is_not_public(place: Place) -> None:
    with place.site.db.write() as session:
        secret = sample.draft(session, place.made, place.site.clock.now())
        history.append(
            session,
            place.site.clock.now(),
            "maker",
            "maker_joined",
            f"idea:{secret.number}",
            place.made.round_id,
        )
    page = place.site.visitor().see(f"{place.url}/geschiedenis")
    assert "Nog geheim" not in page
    assert f"Er kwam een maker bij idee {secret.number}." in page


def test_the_money_adds_up_in_public(place: Place) -> None:
    page = place.site.visitor().see(f"{place.url}/geld")
    assert "Woonstichting betaalde in de pot." in page
    assert "Het klopt" in page


def test_money_that_does_not_add_up_shows(place: Place) -> None:
    with place.site.db.write() as session:
        pot = session.exec(select(LedgerAccount).where(LedgerAccount.kind == "pot")).one()
        pot.balance -= 100
    assert "Het klopt niet" in place.site.visitor().see(f"{place.url}/geld")
