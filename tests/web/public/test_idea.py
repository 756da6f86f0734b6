"""The page of an idea."""

from datetime import timedelta

from sqlmodel import Session, select

from budget_app.bodies import service as bodies
from budget_app.bodies.models import Body, Docket, Seat
from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.ideas import service as ideas
from budget_app.ideas.models import Idea
from budget_app.ideas.service import Maker
from budget_app.people.models import Account
from budget_app.route import service as route
from tests.support import sample
from tests.web.public.conftest import Place


def first(session: Session, place: Place) -> Idea:
    return session.get_one(Idea, place.made.ideas[0])


def test_story_money_makers_place_and_what_happens_next(place: Place) -> None:
    page = place.site.visitor().see(f"/idee/{place.made.ideas[0]}")
    assert "<strong>bank</strong>" in page
    assert "Bedacht door Mila" in page
    assert "Proefstraat, Proefbuurt 1" in page
    assert "Bewoners praten over dit idee" in page
    assert "De jury kijkt" in page
    assert "Verzonnen." in page


def test_a_draft_is_for_its_maker_alone(place: Place) -> None:
    with place.site.db.write() as session:
        secret = sample.draft(session, place.made, place.site.clock.now()).id
    assert place.site.visitor().get(f"/idee/{secret}").status_code == 404
    assert place.site.sign_in(place.made.other_code).get(f"/idee/{secret}").status_code == 404
    assert "Nog geheim" in place.site.sign_in(place.made.maker_code).see(f"/idee/{secret}")


def test_a_maker_finds_the_receipt_and_the_way_to_manage(place: Place) -> None:
    address = f"/idee/{place.made.ideas[0]}"
    assert f"/resident{address}/ontvangen" in place.site.sign_in(place.made.maker_code).see(address)
    assert "Dit is uw idee" not in place.site.sign_in(place.made.other_code).see(address)


def test_changes_show_what_was_and_why(place: Place) -> None:
    with place.site.db.write() as session:
        maker = Maker(place.made.maker_id, "Mila")
        changed = {"title": "Idee 1, beter", "cost_cents": 50_000}
        now = place.site.clock.now()
        ideas.revise(session, first(session, place), changed, maker, now, "Na de wijktafel")
    page = place.site.visitor().see(f"/idee/{place.made.ideas[0]}")
    assert "Na de wijktafel" in page
    assert "van “Idee 1” naar “Idee 1, beter”" in page
    assert "1 keer veranderd" in page


def test_relatives_are_named_with_credit(place: Place) -> None:
    one, two, three = place.made.ideas
    with place.site.db.write() as session:
        session.get_one(Idea, two).builds_on_id = one
        merged = session.get_one(Idea, three)
        merged.merged_into_id, merged.state = one, "samengevoegd"
    page = place.site.visitor().see(f"/idee/{one}")
    assert "Bouwt voort op dit idee:" in page
    assert "Hierin opgenomen:" in page
    assert "(van Mila)" in page
    assert "Dit idee gaat verder in:" in place.site.visitor().see(f"/idee/{three}")
    assert "Dit idee bouwt voort op:" in place.site.visitor().see(f"/idee/{two}")


def test_the_reasons_of_a_body_show_once_it_decided(place: Place) -> None:
    now = place.site.clock.now()
    with place.site.db.write() as session:
        round = session.get_one(Round, place.made.round_id)
        route.close_step(session, round, "praten", now, None)
        route.open_step(session, round, "jury", now, None)
        body = session.exec(select(Body)).one()
        other = session.get_one(Account, place.made.other_id)
        session.add(Seat(body_id=body.id or 0, account_id=other.id or 0, starts_on=now.date()))
        session.flush()
        docket = session.exec(select(Docket).where(Docket.idea_id == place.made.ideas[0])).one()
        bodies.score(session, docket, other, {"kan": (1, "Te duur, zeg ik.")}, now)
    address = f"/idee/{place.made.ideas[0]}"
    waiting = place.site.visitor().see(address)
    assert "Er is nog niets besloten" in waiting
    assert "Te duur" not in waiting
    with place.site.db.write() as session:
        docket = session.get_one(Docket, docket.id)
        bodies.settle(session, docket, "decline", "Hier is geen plek voor.", now, now.date())
    page = place.site.visitor().see(address)
    assert "Wijkjury: het oordeel" in page
    assert "Hier is geen plek voor." in page
    assert "Te duur" not in page  # what one member wrote stays inside the body


def test_steps_that_are_passed_over_say_why(place: Place) -> None:
    with place.site.db.write() as session:
        round = session.get_one(Round, place.made.round_id)
        config = config_of(round).model_dump(mode="json")
        config["steps"][2]["above_cents"] = 1_000_000
        round.config, round.config_hash = config, "another"
    page = place.site.visitor().see(f"/idee/{place.made.ideas[0]}")
    assert "De stap “De jury kijkt” is niet voor dit idee." in page
    assert "meer kosten dan €\N{NO-BREAK SPACE}10.000" in page


def test_reactions_can_be_read_by_tone(place: Place) -> None:
    with place.site.db.write() as session:
        sample.add_talk(session, place.made, place.site.clock.now() + timedelta(hours=1), 2)
    address = f"/idee/{place.made.ideas[0]}"
    visitor = place.site.visitor()
    assert "2 reacties" in visitor.see(address)
    assert "Punt 1" in visitor.see(f"{address}?toon=denk_aan")
    assert "Punt 1" not in visitor.see(f"{address}?toon=vraag")


def test_nobody_is_offered_what_the_step_does_not_allow(place: Place) -> None:
    with place.site.db.write() as session:
        round = session.get_one(Round, place.made.round_id)
        route.close_step(session, round, "praten", place.site.clock.now(), None)
    page = place.site.sign_in(place.made.other_code).see(f"/idee/{place.made.ideas[0]}")
    assert "In deze stap kunt u niet reageren." in page
    assert "Plaats mijn reactie" not in page


def test_building_on_it_is_for_all_and_merging_for_makers(place: Place) -> None:
    address = f"/idee/{place.made.ideas[0]}"
    for code, merges in ((place.made.other_code, False), (place.made.maker_code, True)):
        page = place.site.sign_in(code).see(address)
        assert f"bouwt_op={place.made.ideas[0]}" in page
        assert (f"/resident{address}/samenvoegen" in page) == merges


def test_nobody_is_led_to_what_is_for_people_on_the_roll(place: Place) -> None:
    """Staff stand on no roll: pages say why, and lead to the ideas instead of a refusal."""
    staff = place.site.sign_in(place.made.staff_code)
    for address in ("/", "/wijk/proefwijk", place.url):
        page = staff.see(address)
        assert "Ideeën komen hier van mensen op de lijst van deze ronde." in page
        assert f"/resident{place.url}/idee" not in page
        assert f'href="{place.url}/ideeen"' in page
    assert "bouwt_op" not in staff.see(f"/idee/{place.made.ideas[0]}")
    assert staff.get(f"/resident{place.url}/idee").status_code == 403
    resident = place.site.sign_in(place.made.other_code)
    for address in ("/", "/wijk/proefwijk", place.url):
        assert f"/resident{place.url}/idee" in resident.see(address)


def test_nobody_is_led_to_a_vote_of_others(place: Place) -> None:
    with place.site.db.write() as session:
        round, now = session.get_one(Round, place.made.round_id), place.site.clock.now()
        for idea_id in place.made.ideas:
            idea = session.get_one(Idea, idea_id)
            idea.state, idea.step_key = "op_de_stemlijst", "stemmen"
        route.open_step(session, round, "stemmen", now, None)
    address = f"/idee/{place.made.ideas[0]}"
    vote = f"/resident{place.url}/stem"
    staff = place.site.sign_in(place.made.staff_code)
    for page in ("/", place.url, address):
        assert "Stemmen is voor mensen op de lijst van deze ronde." in staff.see(page)
        assert vote not in staff.see(page)
    assert vote in place.site.sign_in(place.made.other_code).see(address)
    assert vote in place.site.visitor().see(address)


def test_an_idea_that_is_not_there(place: Place) -> None:
    assert place.site.visitor().get("/idee/999999").status_code == 404
    assert place.site.visitor().get("/idee/geen-nummer").status_code == 404
