"""Every page of the audience table: reachable, accessible, light, and free of broken links.

The demo is served by a real server. Pages come from following its links as each role.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support.browser import NARROW, new_context, note_problems
from tests.support.demo import ROLES, DemoSite, Role
from tests.support.look import faults_at_both_widths
from tests.support.pages import IN_STORIES, page_routes
from tests.support.weight import Weighing

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# Addresses per page; `make screens` shows more states of a page to a person.
EACH = 1
# What is asked for with GET and is no page to look at.
NO_PAGES = {
    "/.well-known/security.txt",
    "/favicon.ico",
    "/foto/{photo_id}",
    "/health",
    "/inloggen/oidc",
    "/inloggen/terug",
    "/loting/{draw_id}/lijst.txt",
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


@by_role
def test_every_page_is_accessible_light_and_fits(
    demo: DemoSite, crawls: Crawls, browser: Browser, role: Role
) -> None:
    faults: list[str] = []
    addresses, cookies = crawls.addresses(role, EACH), demo.cookies(role)
    assert addresses
    context = new_context(browser, NARROW)
    context.add_cookies(cookies)
    page = context.new_page()
    note_problems(page, faults)
    weighing = Weighing(page)
    for address in addresses:
        weighing.start_again()
        page.goto(demo.url + address)
        page.evaluate("document.fonts.ready.then(() => null)")
        assert weighing.bytes > 1000, f"{address} was not weighed"
        found = [*faults_at_both_widths(page), *weighing.faults()]
        faults += [f"{address} {fault}" for fault in found]
    context.close()
    assert not faults, "\n".join(faults)
