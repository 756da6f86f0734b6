"""One idea at a time: judged, talked about, settled; and what is refused keeps what was typed."""

from datetime import timedelta

import pytest
from sqlmodel import select

from budget_app.bodies import service as bodies
from budget_app.bodies.models import Docket, Score, TextProposal
from budget_app.ideas.models import Idea
from tests.support.forms import fields_of
from tests.support.jury_round import NOW, TODAY, JuryRound
from tests.support.site import Site, Visitor, said

SCORES = {
    "score_leefbaarheid": "4",
    "reason_leefbaarheid": "Ouderen rusten er uit.",
    "score_uitvoerbaarheid": "3",
    "reason_uitvoerbaarheid": "Het is een kleine klus.",
}


@pytest.fixture
def docket_id(world: JuryRound) -> int:
    with world.db.write() as session:
        return world.docket(session, title="Bank bij de brug").id or 0


def member(world: JuryRound, site: Site, number: int) -> Visitor:
    return site.sign_in(world.code(world.members[number]))


def test_colleagues_are_read_after_ones_own_judgment(
    world: JuryRound, site: Site, docket_id: int
) -> None:
    ada, bea = member(world, site, 0), member(world, site, 1)
    page = f"/jury/dossier/{docket_id}"
    ada.do(f"{page}/oordeel", SCORES)
    ada.do(f"{page}/bericht", {"message": "Wie onderhoudt hem?"})
    before = bea.see(page)
    assert "Ouderen rusten" not in before
    assert "Wie onderhoudt" not in before
    after = bea.do(f"{page}/oordeel", SCORES | {"reason_leefbaarheid": "Mooi."})
    assert "Ouderen rusten er uit." in after
    assert "Wie onderhoudt hem?" in after
    assert "Ada" in after


def test_a_double_click_says_it_once(world: JuryRound, site: Site, docket_id: int) -> None:
    ada, page = member(world, site, 0), f"/jury/dossier/{docket_id}"
    ada.do(f"{page}/oordeel", SCORES)
    form = {**fields_of(ada.see(page)), "message": "Wie onderhoudt hem?"}
    for _ in range(2):
        shown = ada.do(f"{page}/bericht", form)
    assert shown.count("Wie onderhoudt hem?") == 1
    assert ada.do(f"{page}/bericht", form | {"message": "En wie betaalt?"}).count("En wie") == 1


def test_a_judgment_that_is_not_whole_keeps_what_was_typed(
    world: JuryRound, site: Site, docket_id: int
) -> None:
    ada = member(world, site, 0)
    sent = SCORES | {"reason_uitvoerbaarheid": "", "score_leefbaarheid": "9"}
    answer = ada.post(f"/jury/dossier/{docket_id}/oordeel", sent)
    assert answer.status_code == 400
    assert "Ouderen rusten er uit." in answer.text
    assert "Kijk nog naar 2 punten" in answer.text
    assert 'href="#veld-score_leefbaarheid"' in answer.text
    with world.db.read() as session:
        assert session.exec(select(Score)).all() == []


def test_the_group_settles_and_the_page_shows_it(
    world: JuryRound, site: Site, docket_id: int
) -> None:
    with world.db.write() as session:
        world.judge(session, session.get_one(Docket, docket_id), 2, 2)
    ada = member(world, site, 0)
    page = f"/jury/dossier/{docket_id}"
    answer = ada.post(f"{page}/besluit", {"verdict": "", "reasons": "Te weinig bekend."})
    assert answer.status_code == 400
    assert "Te weinig bekend." in answer.text
    assert "Kies wat u besluit." in answer.text
    answer = ada.post(f"{page}/besluit", {"verdict": "pass", "reasons": "Toch goed."})
    assert answer.status_code == 409
    assert "Toch goed." in answer.text
    shown = ada.do(f"{page}/besluit", {"verdict": "repair", "reasons": "Zeg wie onderhoudt."})
    assert "terug om aan te passen" in shown
    assert "Zeg wie onderhoudt." in shown
    late = ada.post(f"{page}/oordeel", SCORES)
    assert late.status_code == 409
    assert "Over dit idee is al geoordeeld." in late.text


def test_one_who_did_not_judge_yet_gets_no_form_to_settle(
    world: JuryRound, site: Site, docket_id: int
) -> None:
    with world.db.write() as session:
        world.judge(session, session.get_one(Docket, docket_id), 4, 4)
    cor = member(world, site, 2)
    assert "/besluit" not in cor.see(f"/jury/dossier/{docket_id}")


def test_words_are_proposed_to_the_makers(world: JuryRound, site: Site, docket_id: int) -> None:
    ada = member(world, site, 0)
    page = f"/jury/dossier/{docket_id}"
    sent = {"field": "cost_cents", "new_value": "veel", "proposal_reason": "De bank is duurder."}
    answer = ada.post(f"{page}/voorstel", sent)
    assert answer.status_code == 400
    assert "veel" in answer.text
    shown = ada.do(f"{page}/voorstel", sent | {"new_value": "1.250"})
    assert "wacht op de makers" in shown
    with world.db.read() as session:
        assert session.exec(select(TextProposal.new_value)).one() == "125000"
        assert session.exec(select(Idea.cost_cents)).one() == 8000


def test_stepping_back_needs_a_reason(world: JuryRound, site: Site, docket_id: int) -> None:
    ada = member(world, site, 0)
    page = f"/jury/dossier/{docket_id}"
    answer = ada.post(f"{page}/aan-de-kant", {"recuse_reason": ""})
    assert answer.status_code == 400
    assert 'id="fout-recuse_reason"' in answer.text
    shown = ada.do(f"{page}/aan-de-kant", {"recuse_reason": "Mijn zus doet mee."})
    assert "Mijn zus doet mee." in shown
    assert "/oordeel" not in shown
    refused = ada.post(f"{page}/oordeel", SCORES)
    assert refused.status_code == 409
    assert "aan de kant gegaan" in said(refused)


def test_a_maker_on_the_jury_gets_no_form_and_no_colleagues(
    world: JuryRound, site: Site, docket_id: int
) -> None:
    with world.db.write() as session:
        world.seat(session, world.maker)
        world.judge(session, session.get_one(Docket, docket_id), 4)
    mo = site.sign_in(world.code(world.maker))
    shown = mo.see(f"/jury/dossier/{docket_id}")
    assert "Dit is uw eigen idee." in shown
    assert "Daarom." not in shown
    assert "/oordeel" not in shown
    assert mo.post(f"/jury/dossier/{docket_id}/oordeel", SCORES).status_code == 409


def test_a_dossier_of_another_body_is_refused(world: JuryRound, site: Site, docket_id: int) -> None:
    with world.db.write() as session:
        other = world.account(session).id or 0
        world.seat(session, other, "beroep")
    visitor = site.sign_in(world.code(other))
    assert visitor.get(f"/jury/dossier/{docket_id}").status_code == 403
    assert visitor.post(f"/jury/dossier/{docket_id}/oordeel", SCORES).status_code == 403
    assert visitor.get("/jury/dossier/999").status_code == 404


def test_an_appeal_comes_with_what_was_said(world: JuryRound, site: Site, docket_id: int) -> None:
    with world.db.write() as session:
        docket = session.get_one(Docket, docket_id)
        world.judge(session, docket, 2, 2)
        bodies.settle(session, docket, "decline", "Te duur.", NOW, TODAY)
        idea = session.get_one(Idea, docket.idea_id)
        again = bodies.appeal(session, idea, world.maker, "Wij kregen korting.", NOW).id
    shown = member(world, site, 0).see(f"/jury/dossier/{again}")
    assert "Te duur." in shown
    assert "Wij kregen korting." in shown


def test_one_judgment_is_one(world: JuryRound, site: Site, docket_id: int) -> None:
    ada, bea = member(world, site, 0), member(world, site, 1)
    one = ada.do(f"/jury/dossier/{docket_id}/oordeel", SCORES)
    assert "1 oordeel, ten minste 2 nodig." in one
    assert "Er is 1 oordeel, nodig: 2." in one
    two = bea.do(f"/jury/dossier/{docket_id}/oordeel", SCORES)
    assert "2 oordelen, ten minste 2 nodig." in two


def test_an_empty_message_is_not_asked_for_a_reason(
    world: JuryRound, site: Site, docket_id: int
) -> None:
    ada, page = member(world, site, 0), f"/jury/dossier/{docket_id}"
    ada.do(f"{page}/oordeel", SCORES)
    refused = ada.post(f"{page}/bericht", {"message": " "})
    assert refused.status_code == 400
    assert "Schrijf op wat u tegen de groep wilt zeggen." in refused.text
    assert "Schrijf in een paar woorden waarom." not in refused.text


def test_after_the_verdict_nobody_is_asked_to_judge_anew(
    world: JuryRound, site: Site, docket_id: int
) -> None:
    ada, warning = member(world, site, 0), "veranderden hun tekst nadat u oordeelde"
    with world.db.write() as session:
        docket = session.get_one(Docket, docket_id)
        world.judge(session, docket, 2, 2, now=NOW - timedelta(minutes=1))
    assert warning in ada.see(f"/jury/dossier/{docket_id}")
    with world.db.write() as session:
        docket = session.get_one(Docket, docket_id)
        bodies.settle(session, docket, "repair", "Nog niet klaar.", NOW, TODAY)
    assert warning not in ada.see(f"/jury/dossier/{docket_id}")
