"""Every page of the audience table that a round's address or an idea's fills asks as many
statements of ten ideas as of thirty, on both databases."""

import pytest

from tests.support.pages import page_routes
from tests.support.site import Site, Visitor
from tests.support.statements import statements
from tests.web.public.conftest import Place
from tests.web.public.test_statements import grow

# Files of everything there is, and what leads elsewhere or does a deed.
SKIPPED = ("/inloggen/oidc", "/inloggen/terug")


def addresses(place: Place) -> list[str]:
    """Every page whose address can be made from the round and its first idea."""
    made = place.made
    parts = {"{slug}": made.slug, "{round_id}": str(made.round_id), "{idea_id}": str(made.ideas[0])}
    found = []
    for route in page_routes():
        path = route.path
        for name, value in parts.items():
            path = path.replace(name, value)
        if "{" not in path and path not in SKIPPED:
            found.append(path)
    return found


def counts(place: Place, visitor: Visitor) -> dict[str, int]:
    """Statements of each page that this visitor sees."""
    found = {}
    for address in addresses(place):
        visitor.client.get(address, follow_redirects=False)  # what is looked up once is known now
        with statements(place.site.db) as sent:
            response = visitor.client.get(address, follow_redirects=False)
        if response.status_code == 200:
            found[address] = len(sent)
    return found


@pytest.mark.parametrize(("who", "least"), [("nobody", 25), ("maker_code", 30), ("staff_code", 35)])
def test_no_page_asks_more_as_its_data_grows(place: Place, who: str, least: int) -> None:
    site: Site = place.site
    visitor = site.visitor() if who == "nobody" else site.sign_in(getattr(place.made, who))
    grow(place, 7)
    few = counts(place, visitor)
    grow(place, 20)
    many = counts(place, visitor)
    assert len(few) >= least
    assert {page: many[page] - few[page] for page in few if many[page] > few[page]} == {}
