"""Where htmx shortens the way: a part of the page changes, place and focus stay, back works."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.support.browser import PageAt
from tests.support.demo import DemoSite

pytestmark = [pytest.mark.browser, pytest.mark.slow]
IDEAS = "/ronde/bewonersbudget-lombardijen-2026/ideeen"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoSite]:
    """The demo, served while this module runs."""
    with DemoSite.running(Path(tmp_path_factory.mktemp("demo"))) as site:
        yield site


def test_a_filter_changes_the_list_alone(demo: DemoSite, page_at: PageAt) -> None:
    page = page_at()
    page.goto(demo.url + IDEAS)
    page.wait_for_function("() => window.htmx")
    page.evaluate("() => { window.stays = true; }")
    page.get_by_text("Kies soort, buurt of volgorde").click()
    page.get_by_role("link", name="op de stemlijst").click()
    page.wait_for_url("**staat=op_de_stemlijst")
    expect(page.get_by_role("status").filter(has_text="ideeën")).to_contain_text("16 ideeën")
    assert page.evaluate("() => window.stays"), "the page itself was not loaded again"
    focused = page.evaluate("() => document.activeElement.getAttribute('href')")
    assert focused, "the focus is still on a choice"
    page.go_back()
    page.wait_for_url(f"**{IDEAS}")
    expect(page.get_by_role("status").filter(has_text="ideeën")).to_contain_text("31 ideeën")
    assert page.evaluate("() => localStorage.length") == 0, "no page stays behind on the device"


def test_an_idea_opens_as_a_page_of_its_own(demo: DemoSite, page_at: PageAt) -> None:
    page = page_at()
    page.goto(demo.url + IDEAS)
    page.wait_for_function("() => window.htmx")
    page.locator(".bb-card a").first.click()
    page.wait_for_url("**/idee/*")
    expect(page.get_by_role("heading", level=1)).to_have_count(1)


TWICE = "225%"  # of the browser's own size: the text of the site, doubled


@pytest.mark.parametrize(
    "path", ["/", "/wijk/lombardijen", "/ronde/bewonersbudget-lombardijen-2026", IDEAS, "/idee/20"]
)
def test_text_twice_as_large_fits_a_small_phone(demo: DemoSite, page_at: PageAt, path: str) -> None:
    page = page_at(width=320)
    page.goto(demo.url + path)
    page.evaluate("size => { document.documentElement.style.fontSize = size; }", TWICE)
    assert page.evaluate("() => document.documentElement.scrollWidth") == 320
