"""A real Chromium, driven by Playwright. Ask for `page_at(width=360, javascript=False)`."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Protocol

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)

from tests.support import chromium

NARROW, WIDE = 360, 1280
PATIENCE = 30_000  # ms: a busy machine is no fault of the page
expect.set_options(timeout=PATIENCE)
HEIGHT = {NARROW: 740, WIDE: 900}
FLAGS = [
    "--no-sandbox",  # the sandbox does not start as root, as in a container
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@cache
def _executable() -> str:
    path = chromium.find()
    assert path, chromium.ADVICE
    return path


class PageAt(Protocol):
    """Opens an empty page in a browser profile of its own."""

    def __call__(self, width: int = NARROW, javascript: bool = True) -> Page: ...


@contextmanager
def launched() -> Iterator[Browser]:
    """A running Chromium, closed at the end."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_executable(), args=FLAGS)
        yield browser
        browser.close()


# Per module and not per session: while Playwright runs, its event loop counts as running in this
# thread, and other tests that start a loop of their own would be refused one.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium for one module of tests."""
    with launched() as running:
        yield running


def new_context(browser: Browser, width: int, javascript: bool = True) -> BrowserContext:
    """A browser profile of its own: Dutch, Dutch time, no animation, this wide."""
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHT.get(width, 900)},
        java_script_enabled=javascript,
        locale="nl-NL",
        timezone_id="Europe/Amsterdam",
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE)
    return context


def note_problems(page: Page, problems: list[str]) -> None:
    """Add to `problems` what breaks in this page's scripts, or breaks its security policy."""

    def console(message: ConsoleMessage) -> None:
        # A refused page (4xx) is an error to the console too, and may be what a test wants.
        if message.type == "error" and "Content Security Policy" in message.text:
            problems.append(f"{page.url}: {message.text}")

    page.on("console", console)
    page.on("pageerror", lambda error: problems.append(f"{page.url}: {error}"))


@pytest.fixture
def page_at(browser: Browser) -> Iterator[PageAt]:
    """Open pages; the test fails if a script broke or broke the content security policy."""
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def open_page(width: int = NARROW, javascript: bool = True) -> Page:
        context = new_context(browser, width, javascript)
        contexts.append(context)
        page = context.new_page()
        note_problems(page, problems)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not problems, "\n".join(problems)
