"""No public page asks the database more questions as there is more to show."""

import pytest

from tests.support import sample
from tests.support.site import Site, Visitor
from tests.support.statements import statements
from tests.web.public.conftest import Place

PAGES = (
    "/",
    "/wijken",
    "/wijk/proefwijk",
    "{round}",
    "{round}/ideeen",
    "{round}/ideeen?q=bank&staat=in_gesprek&soort=groen&volgorde=steun",
    "{round}/kaart",
    "{round}/regels",
    "{round}/geschiedenis",
    "{round}/geld",
    "/idee/{idea}",
    "/zoeken?q=bank",
    "/gegevens",
)
LIST_MOST = 6


def counts(place: Place, visitor: Visitor) -> dict[str, int]:
    found = {}
    for page in PAGES:
        address = page.format(round=place.url, idea=place.made.ideas[0])
        with statements(place.site.db) as sent:
            visitor.see(address)
        found[page] = len(sent)
    return found


def grow(place: Place, ideas: int) -> None:
    site: Site = place.site
    with site.db.write() as session:
        sample.add_ideas(session, place.made, site.clock.now(), ideas)
        sample.add_talk(session, place.made, site.clock.now(), ideas)


@pytest.mark.parametrize("signed_in", [False, True])
def test_the_number_of_statements_does_not_grow(small: Place, signed_in: bool) -> None:
    grow(small, 7)
    site = small.site
    visitor = site.sign_in(small.made.other_code) if signed_in else site.visitor()
    with_ten = counts(small, visitor)
    grow(small, 190)
    assert counts(small, visitor) == with_ten


def test_the_list_asks_little(small: Place) -> None:
    found = counts(small, small.site.visitor())
    assert found["{round}/ideeen"] <= LIST_MOST
