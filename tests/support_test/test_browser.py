"""Chromium renders, axe bites, and a script that breaks makes its test fail."""

import pytest
from playwright.sync_api import expect

from tests.support.axe import check_accessible, violations
from tests.support.browser import NARROW, WIDE, PageAt, note_problems

pytestmark = pytest.mark.browser

GOOD = """<!doctype html><html lang="nl"><head><title>Ideeën</title></head>
<body><main><h1>Ideeën</h1><p>Een bankje bij de vijver.</p></main></body></html>"""
PLANTED = GOOD.replace("<p>", '<img src="data:," width="9"><p style="color:#bbb;background:#fff">')


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_it_renders_at_the_width_asked_for(page_at: PageAt, width: int) -> None:
    page = page_at(width)
    page.set_content(GOOD)
    expect(page.get_by_role("heading", name="Ideeën")).to_be_visible()
    assert page.evaluate("innerWidth") == width


def test_without_javascript_no_script_runs(page_at: PageAt) -> None:
    scripted = (
        "<p id=p>gewoon</p><script>document.getElementById('p').textContent='script'</script>"
    )
    for javascript, text in ((True, "script"), (False, "gewoon")):
        page = page_at(javascript=javascript)
        page.set_content(scripted)
        expect(page.locator("#p")).to_have_text(text)


def test_axe_passes_a_good_page_and_finds_what_was_planted(page_at: PageAt) -> None:
    page = page_at()
    page.set_content(GOOD)
    check_accessible(page)
    page.set_content(PLANTED)
    found = "\n".join(violations(page))
    assert "image-alt" in found
    assert "color-contrast" in found


def test_a_broken_script_is_noticed(page_at: PageAt) -> None:
    page = page_at()
    problems: list[str] = []
    other = page.context.new_page()  # not watched by the fixture
    note_problems(other, problems)
    other.set_content("<script>missing()</script>")
    other.wait_for_timeout(50)
    assert "missing is not defined" in "".join(problems)
