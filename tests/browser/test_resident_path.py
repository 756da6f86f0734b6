"""Find the vote, submit an idea, vote and keep the receipt: on a phone, with the keyboard alone,
with scripts and without."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from budget_app.demo.data import CODES
from tests.support.browser import NARROW, PageAt
from tests.support.demo import DemoSite

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MOST_TABS = 140
RECEIPT = re.compile(r"[A-Z]+-\d{4}-[A-Z]+-\d{4}")
# Two newcomers, so that both ways start with a vote that was not cast yet.
WAYS = [pytest.param(True, "bewoner", id="scripts"), pytest.param(False, "buurvrouw", id="none")]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoSite]:
    """The demo, served while this module runs."""
    with DemoSite.running(Path(tmp_path_factory.mktemp("demo"))) as site:
        yield site


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the wanted element has the focus; it must be reachable, and visible then."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            box = wanted.bounding_box()
            assert box, "what has the focus can be seen"
            return
    pytest.fail(f"Tab never comes to {wanted}")


def press(page: Page, wanted: Locator, key: str = "Enter") -> None:
    """Go to an element with Tab and press a key."""
    tab_to(page, wanted)
    page.keyboard.press(key)


def write(page: Page, wanted: Locator, text: str) -> None:
    """Go to a field with Tab and type."""
    tab_to(page, wanted)
    page.keyboard.type(text)


def main(page: Page) -> Locator:
    return page.locator("main")


@pytest.mark.parametrize(("javascript", "who"), WAYS)
def test_by_keyboard_on_a_phone(
    demo: DemoSite, page_at: PageAt, javascript: bool, who: str
) -> None:
    page = page_at(width=NARROW, javascript=javascript)
    find(page, demo)
    sign_in(page, CODES[who])
    receipt = vote(page)
    submit(page, demo, javascript)
    look_up(page, demo, receipt)
    again(page, demo, receipt)


def find(page: Page, demo: DemoSite) -> None:
    """From the front page to the wijk, and to the vote that is open."""
    page.goto(demo.url)
    link = main(page).get_by_role("link", name="Lombardijen", exact=False).first
    press(page, link)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto(f"{demo.url}/wijk/lombardijen")
    press(page, main(page).get_by_role("link", name="Bekijk de ideeën en stem"))


def sign_in(page: Page, code: str) -> None:
    """Type the code from the letter."""
    page.wait_for_url("**/inloggen**")
    write(page, page.get_by_label("Uw code"), code)
    page.keyboard.press("Enter")
    page.wait_for_url("**/stem")


def vote(page: Page) -> str:
    """Choose two, read back, confirm; returns the receipt code."""
    boxes = main(page).get_by_role("checkbox")
    for number in (0, 2):
        press(page, boxes.nth(number), "Space")
        expect(boxes.nth(number)).to_be_checked()
    press(page, main(page).get_by_role("button", name=re.compile("stem na|controleer", re.I)).first)
    page.wait_for_url("**/nakijken")
    press(page, main(page).get_by_role("button", name="Stem op deze 2 ideeën"))
    page.wait_for_url("**/klaar")
    expect(main(page)).to_contain_text("Uw stem telt")
    found = RECEIPT.search(main(page).inner_text())
    assert found
    return found.group()


def submit(page: Page, demo: DemoSite, javascript: bool) -> None:
    """A small idea, read back and handed in; the receipt says what happens next."""
    page.goto(f"{demo.url}/resident/ronde/bewonersbudget-lombardijen-2026/idee")
    title = "Vogelhuisjes langs de singel"
    write(page, page.get_by_label("Hoe heet uw idee?"), title)
    if javascript:
        expect(page.locator("#lijkt-op")).to_contain_text("Dit lijkt op een ander idee")
    write(
        page, page.locator("#veld-body"), "Wij timmeren er twintig met de kinderen van de straat."
    )
    write(page, page.locator("#veld-street"), "Singelkant")
    write(page, page.locator("#veld-cost"), "180")
    press(page, page.get_by_role("button", name="Bekijk uw idee"))
    page.wait_for_url("**/controleren")
    expect(main(page)).to_contain_text(title)
    press(page, main(page).get_by_role("button", name="Dien dit idee in"))
    page.wait_for_url("**/ontvangen")
    expect(main(page)).to_contain_text(title)


def look_up(page: Page, demo: DemoSite, receipt: str) -> None:
    """The receipt is in the box; what was chosen is not shown."""
    page.goto(f"{demo.url}/bonnetje")
    write(page, page.locator("#veld-code"), receipt)
    page.keyboard.press("Enter")
    expect(main(page)).to_contain_text("Ja, deze stem zit in de stembus")


def again(page: Page, demo: DemoSite, receipt: str) -> None:
    """Change the vote as a whole: the same code, other choices."""
    page.goto(f"{demo.url}/resident/ronde/bewonersbudget-lombardijen-2026/stem")
    press(page, main(page).get_by_role("button", name="Ik kies niets (blanco stem)"))
    page.wait_for_url("**/nakijken")
    press(page, main(page).get_by_role("button", name="Stem blanco"))
    page.wait_for_url("**/klaar")
    expect(main(page)).to_contain_text(receipt)
