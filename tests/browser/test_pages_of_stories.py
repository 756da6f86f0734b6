"""Pages that only a scheme in full play shows: accessible, and never wider than the screen.

The demo does not play every scheme; the stories do. Their pages are kept as they were sent.
"""

import pytest
from playwright.sync_api import Browser

from budget_app.budgets.catalogue import all_models
from tests.support import album, stories
from tests.support.browser import NARROW, new_context, note_problems
from tests.support.look import faults_at_both_widths
from tests.support.page_of_album import show
from tests.support.pages import IN_STORIES

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def kept(request: pytest.FixtureRequest) -> album.Album:
    """What people saw in every story of this run; played here, if the run does not play them."""
    played = stories.whole(request.session)
    return album.gathered(played) if played else album.play()


def test_every_scheme_has_its_deciding_moment(kept: album.Album) -> None:
    assert set(kept.moments) >= set(all_models())


def test_every_page_of_the_schemes_is_met(kept: album.Album) -> None:
    assert set(kept.pages) >= IN_STORIES


def test_pages_of_the_schemes_are_accessible_and_fit(kept: album.Album, browser: Browser) -> None:
    looked_at = {path: kept.pages[path] for path in sorted(IN_STORIES & set(kept.pages))}
    looked_at |= {f"the moment of {name}": ("/", html) for name, html in kept.moments.items()}
    context = new_context(browser, NARROW)
    page = context.new_page()
    faults: list[str] = []
    note_problems(page, faults)
    for name, (address, html) in looked_at.items():
        show(page, address, html)
        faults += [f"{name} {fault}" for fault in faults_at_both_widths(page)]
    context.close()
    assert not faults, "\n".join(faults)
