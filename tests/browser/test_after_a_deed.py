"""Pages that only a deed leads to are accessible too: mistakes in a form, the review of a vote, its
receipt, an idea read back and handed in."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.support.axe import violations
from tests.support.browser import NARROW, WIDE, PageAt
from tests.support.demo import DemoSite, Role

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ROUND = "/resident/ronde/bewonersbudget-lombardijen-2026"
STORY = "Wij zetten met de buren een bankje neer, en zorgen dat het heel blijft."
# Two people, so that each votes for the first time.
WAYS = [(NARROW, "bewoner"), (WIDE, "buurvrouw")]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoSite]:
    """The demo, served while this module runs."""
    with DemoSite.running(Path(tmp_path_factory.mktemp("demo"))) as site:
        yield site


class Walk:
    """A walk through pages; at each stop what axe finds is noted."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url
        self.faults: list[str] = []
        self.stops: list[str] = []

    def open(self, path: str) -> None:
        """Go to a page by its address."""
        self.page.goto(self.url + path)

    def press(self, name: str) -> None:
        """Press the button whose text matches."""
        self.page.locator("main").get_by_role("button", name=re.compile(name)).first.click()

    def look(self, stop: str, words: str) -> None:
        """Wait until the page says these words, then look at it."""
        self.page.locator("main").get_by_text(re.compile(words)).first.wait_for()
        self.stops.append(stop)
        self.faults += [f"{stop}: {fault}" for fault in violations(self.page)]
        if self.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            self.faults.append(f"{stop}: is wider than the screen")


@pytest.mark.parametrize(("width", "who"), WAYS)
def test_what_a_resident_meets_on_the_way(
    demo: DemoSite, page_at: PageAt, width: int, who: str
) -> None:
    page = page_at(width)
    walk = Walk(page, demo.url)
    mistype_a_code(walk)
    page.context.add_cookies(demo.cookies(Role(who, who)))
    vote(walk)
    hand_in_an_idea(walk)
    assert not walk.faults, "\n".join(walk.faults)
    assert len(walk.stops) == 7


def mistype_a_code(walk: Walk) -> None:
    """The sign-in page with its mistake."""
    walk.open("/inloggen")
    walk.page.locator("#veld-code").fill("ZO-IETS-BESTAAT-NIET")
    walk.page.keyboard.press("Enter")
    walk.look("a wrong code", "kennen we niet")


def vote(walk: Walk) -> None:
    """The review, the receipt, and the ballot of who voted already."""
    walk.open(f"{ROUND}/stem")
    boxes = walk.page.locator("main").get_by_role("checkbox")
    for number in (0, 1):
        boxes.nth(number).check()
    walk.press("Kijk uw stem na")
    walk.look("the review", "telt nog niet")
    walk.press("Stem op deze 2 ideeën")
    walk.look("the receipt", "Uw stem telt")
    walk.open(f"{ROUND}/stem")
    walk.look("the ballot again", "U hebt al gestemd")


def hand_in_an_idea(walk: Walk) -> None:
    """The form with its mistakes, the idea read back, and the receipt."""
    walk.open(f"{ROUND}/idee")
    walk.press("Bekijk uw idee")
    walk.look("an empty idea", "Vertel uw idee")
    for field, text in {"title": "Bankje", "body": STORY, "cost": "180"}.items():
        walk.page.locator(f"#veld-{field}").fill(text)
    walk.page.locator("#veld-street").fill("Singelkant")
    walk.press("Bekijk uw idee")
    walk.page.wait_for_url("**/controleren")
    walk.look("the idea read back", "Bankje")
    walk.press("Dien dit idee in")
    walk.page.wait_for_url("**/ontvangen")
    walk.look("the idea's receipt", "Bankje")
