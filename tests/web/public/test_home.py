"""The front page and the home of a wijk: what is going on, and what can I do now?"""

from budget_app.budgets.models import Round
from budget_app.ideas.models import Idea
from budget_app.route import service as route
from budget_app.talk import meeting
from tests.web.public.conftest import Place


def test_the_front_page_leads_to_every_wijk_and_what_goes_on(place: Place) -> None:
    page = place.site.visitor().see("/")
    assert 'href="/wijk/proefwijk"' in page
    assert "Bewonersbudget Proefwijk" in page
    assert f"/resident{place.url}/idee" in page


def test_an_empty_platform_says_what_will_be_here(place: Place) -> None:
    with place.site.db.write() as session:
        session.get_one(Round, place.made.round_id).state = "draft"
    page = place.site.visitor().see("/")
    assert "Er doet nog geen wijk mee" in page
    assert "Bewonersbudget Proefwijk" not in page


def test_wijken_can_be_searched(place: Place) -> None:
    visitor = place.site.visitor()
    assert "Proefwijk" in visitor.see("/wijken?q=proef")
    assert "Geen wijk gevonden" in visitor.see("/wijken?q=bestaatniet")


def test_a_wijk_says_what_one_can_do_now_and_who_decides(place: Place) -> None:
    page = place.site.visitor().see("/wijk/proefwijk")
    assert "Nu: ideeën indienen" in page
    assert "Ik heb een idee" in page
    assert "Bewoners beslissen samen over het geld." in page
    assert "Straks: de jury kijkt" in page
    assert "Verzonnen." in page


def test_a_buurt_shows_the_round_of_its_wijk(place: Place) -> None:
    page = place.site.visitor().see("/wijk/proefbuurt-1")
    assert "Bewonersbudget Proefwijk" in page


def test_an_unknown_wijk_is_not_there(place: Place) -> None:
    assert place.site.visitor().get("/wijk/nergens").status_code == 404


def test_a_meeting_is_announced_until_it_was(place: Place) -> None:
    with place.site.db.write() as session:
        starts = place.site.clock.now().replace(hour=18)
        meeting.plan(session, place.made.round_id, "Wijktafel", "Buurthuis", starts)
    assert "Wijktafel" in place.site.visitor().see("/wijk/proefwijk")
    place.site.clock.forward(days=1)
    assert "Wijktafel" not in place.site.visitor().see("/wijk/proefwijk")
    assert "Wijktafel" in place.site.visitor().see(place.url)


def test_a_vote_comes_before_everything_else(place: Place) -> None:
    with place.site.db.write() as session:
        round = session.get_one(Round, place.made.round_id)
        for id in place.made.ideas:
            idea = session.get_one(Idea, id)
            idea.state, idea.step_key = "op_de_stemlijst", "stemmen"
        route.open_step(session, round, "stemmen", place.site.clock.now(), None)
    page = place.site.visitor().see("/wijk/proefwijk")
    assert page.index("Nu: stemmen") < page.index("Ideeën in de wijk")
    assert "3 ideeën op de stemlijst" in page
    assert f"/resident{place.url}/stem" in page
