"""The list and the map: pages, filters that are links, search."""

import pytest

from budget_app.ideas.models import Idea
from tests.support import sample
from tests.web.public.conftest import Place


def titles(page: str) -> list[str]:
    """The ideas on a page, in order."""
    found = []
    for part in page.split('class="bb-card__title">')[1:]:
        found.append(part.split("</a>")[0].rsplit(">", 1)[1])
    return found


def test_newest_first_and_in_pages(place: Place) -> None:
    with place.site.db.write() as session:
        sample.add_ideas(session, place.made, place.site.clock.now(), 47)
    visitor = place.site.visitor()
    first = titles(visitor.see(f"{place.url}/ideeen"))
    third = titles(visitor.see(f"{place.url}/ideeen?bladzijde=3"))
    assert (len(first), first[0]) == (24, "Idee 50")
    assert third == ["Idee 2", "Idee 1"]
    assert titles(visitor.see(f"{place.url}/ideeen?bladzijde=99")) == third


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("volgorde=nummer", ["Idee 1", "Idee 2", "Idee 3"]),
        ("volgorde=duur", ["Idee 3", "Idee 2", "Idee 1"]),
        ("volgorde=onzin", ["Idee 3", "Idee 2", "Idee 1"]),
        ("soort=groen&volgorde=nummer", ["Idee 1", "Idee 3"]),
        ("buurt=BU99000102", ["Idee 2"]),
        ("q=idee+2", ["Idee 2"]),
        ("q=PROEFstraat+mila&soort=ontmoeten", ["Idee 2"]),
        ("q=100%25", []),
        ("q=I_ee", []),
        ("staat=klaar", []),
        ("staat=bestaatniet&volgorde=nummer", ["Idee 1", "Idee 2", "Idee 3"]),
    ],
)
def test_choices_and_search(place: Place, query: str, expected: list[str]) -> None:
    assert titles(place.site.visitor().see(f"{place.url}/ideeen?{query}")) == expected


def test_links_say_how_many_ideas_they_give_with_the_other_choices_kept(place: Place) -> None:
    page = place.site.visitor().see(f"{place.url}/ideeen?volgorde=duur&soort=groen")
    assert "?soort=groen&amp;volgorde=duur&amp;buurt=BU99000101" not in page  # nothing to choose
    assert f'href="{place.url}/ideeen?volgorde=duur"' in page  # takes the choice away
    assert "groen <span>(2)</span>" in page
    assert "ontmoeten <span>(1)</span>" in page


def test_drafts_and_drafts_thrown_away_are_not_listed(place: Place) -> None:
    with place.site.db.write() as session:
        sample.draft(session, place.made, place.site.clock.now())
        thrown = sample.draft(session, place.made, place.site.clock.now(), "Weg ermee")
        thrown.state = "ingetrokken"
    for address in ("/ideeen", "/ideeen?q=geheim", "/kaart", "/ideeen.csv"):
        page = place.site.visitor().see(place.url + address)
        assert "Nog geheim" not in page
        assert "Weg ermee" not in page


def test_a_card_never_shows_an_idea_as_it_was(place: Place) -> None:
    visitor = place.site.visitor()
    visitor.see(f"{place.url}/ideeen")
    with place.site.db.write() as session:
        session.get_one(Idea, place.made.ideas[0]).title = "Heel iets anders"
    assert "Heel iets anders" in visitor.see(f"{place.url}/ideeen")


def test_words_of_people_are_shown_as_words(place: Place) -> None:
    with place.site.db.write() as session:
        session.get_one(Idea, place.made.ideas[0]).title = "<b>Vet</b> & meer"
    for address in ("/ideeen", "/kaart"):
        page = place.site.visitor().see(place.url + address)
        assert "<b>Vet" not in page
        assert "&lt;b&gt;Vet" in page


def test_a_script_gets_the_list_alone(place: Place) -> None:
    client = place.site.visitor().client
    part = client.get(f"{place.url}/ideeen", headers={"hx-request": "true"}).text
    assert "<html" not in part
    assert "Idee 3" in part
    back = {"hx-request": "true", "hx-history-restore-request": "true"}
    assert "<html" in client.get(f"{place.url}/ideeen", headers=back).text


def test_the_map_shows_the_same_ideas_by_place(place: Place) -> None:
    visitor = place.site.visitor()
    page = visitor.see(f"{place.url}/kaart")
    for id in place.made.ideas:
        assert f'href="/idee/{id}"' in page
    some = visitor.see(f"{place.url}/kaart?soort=ontmoeten")
    assert f'href="/idee/{place.made.ideas[1]}"' in some
    assert f'href="/idee/{place.made.ideas[0]}"' not in some


def test_a_round_without_places_says_what_will_be_here(place: Place) -> None:
    with place.site.db.write() as session:
        for id in place.made.ideas:
            idea = session.get_one(Idea, id)
            idea.lat = idea.lon = None
    assert "0 hebben een plek op de kaart" in place.site.visitor().see(f"{place.url}/kaart")


def test_the_table_can_be_taken_along_and_runs_nothing(place: Place) -> None:
    with place.site.db.write() as session:
        session.get_one(Idea, place.made.ideas[0]).title = "=HYPERLINK(1)"
    lines = place.site.visitor().see(f"{place.url}/ideeen.csv").splitlines()
    assert lines[0].startswith("number,title,state,cost_cents")
    assert lines[1].startswith("1,'=HYPERLINK(1),in_gesprek,10000")


def test_search_finds_wijken_rounds_and_ideas(place: Place) -> None:
    visitor = place.site.visitor()
    page = visitor.see("/zoeken?q=proef")
    assert 'href="/wijk/proefwijk"' in page
    assert f'href="{place.url}"' in page
    assert len(titles(page)) == 3
    assert "Niets gevonden" in visitor.see("/zoeken?q=zeppelin")
    assert titles(visitor.see("/zoeken?q=p")) == []
