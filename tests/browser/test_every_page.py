"""Every page of the audience table: reachable, accessible, light, and free of broken links.

The demo is served by a real server. Pages come from following its links as each role.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support.axe import violations
from tests.support.browser import NARROW, WIDE, new_context, note_problems
from tests.support.demo import ROLES, DemoSite, Role
from tests.support.pages import IN_STORIES, page_routes
from tests.support.weight import Weighing

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# Addresses per page and width; `make screens` shows more states of a page to a person.
EACH = {NARROW: 1, WIDE: 1}
# What is asked for with GET and is no page to look at.
NO_PAGES = {
    "/.well-known/security.txt",
    "/favicon.ico",
    "/foto/{photo_id}",
    "/health",
    "/inloggen/oidc",
    "/inloggen/terug",
    "/municipality/ronde/{round_id}/stemdag/posters.pdf",
    "/ready",
    "/resident/ronde/{slug}/lijkt-op",
    "/resident/ronde/{slug}/stem/nakijken",
    "/robots.txt",
    "/taal/{code}",
}
# Reached from a letter or a mail, or after a deed, and looked at in the tests of those.
ELSEWHERE = {
    "/code/{code}",
    "/desk/idee/{idea_id}",
    "/e-mail/afmelden/{word}",
    "/e-mail/bevestigen/{word}",
    "/resident/idee/{idea_id}/bezwaar",
    "/resident/idee/{idea_id}/opnieuw",
    "/resident/project/{project_id}",
    "/resident/ronde/{slug}/stem/klaar",
    "/resident/samenvoegen/{merge_id}",
    "/resident/uitnodiging/{code}",
    "/resident/voorstel/{proposal_id}",
}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoSite]:
    """The demo, served while this module runs."""
    with DemoSite.running(Path(tmp_path_factory.mktemp("demo"))) as site:
        yield site


@pytest.fixture(scope="module")
def crawls(demo: DemoSite) -> "Crawls":
    """What each role reaches."""
    return Crawls(demo)


class Crawls:
    """Follows the links of each role once."""

    def __init__(self, demo: DemoSite) -> None:
        self.of = cache(demo.crawl)

    def addresses(self, role: Role, each: int) -> list[str]:
        """The pages to look at as this role."""
        samples = self.of(role).samples(each)
        pages = [address for route, address in samples if role.sees(route.audience)]
        return pages


by_role = pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)


@by_role
def test_no_link_is_broken(crawls: Crawls, role: Role) -> None:
    broken = [*crawls.of(role).broken, *crawls.of(role).refused]
    assert not broken, "\n".join(broken)


def test_every_page_is_reached_by_links(crawls: Crawls) -> None:
    reached = {route for role in ROLES for route in crawls.of(role).answered}
    missed = {route.path for route in page_routes()} - {route.path for route in reached}
    assert missed - NO_PAGES - ELSEWHERE - IN_STORIES == set()


@pytest.mark.parametrize("width", [NARROW, WIDE])
@by_role
def test_every_page_is_accessible_light_and_fits(
    demo: DemoSite, crawls: Crawls, browser: Browser, role: Role, width: int
) -> None:
    faults: list[str] = []
    addresses, cookies = crawls.addresses(role, EACH[width]), demo.cookies(role)
    assert addresses
    context = new_context(browser, width)
    context.add_cookies(cookies)
    for address in addresses:
        page = context.new_page()
        found: list[str] = []
        note_problems(page, found)
        weighing = Weighing(page)
        page.goto(demo.url + address)
        page.evaluate("document.fonts.ready.then(() => null)")
        found += [*violations(page), *weighing.faults()]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append("is wider than the screen")
        faults += [f"{address}: {fault}" for fault in found]
        page.close()
    context.close()
    assert not faults, "\n".join(faults)
