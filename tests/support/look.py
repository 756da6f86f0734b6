"""Look at a page that is open, on a phone and on a wide screen."""

from playwright.sync_api import Page

from tests.support.axe import violations
from tests.support.browser import HEIGHT, NARROW, WIDE


def faults_at_both_widths(page: Page) -> list[str]:
    """What axe finds at each width, and whether the page is wider than the screen.

    The page is opened once and made wider: opening costs as much as looking.
    """
    found = []
    for width in (NARROW, WIDE):
        page.set_viewport_size({"width": width, "height": HEIGHT[width]})
        found += [f"at {width} px: {fault}" for fault in violations(page)]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"at {width} px: is wider than the screen")
    return found
