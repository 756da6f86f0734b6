"""The pages that people meet in stories, kept as they were sent.

While an album is open, every page that a `Visitor` gets is kept: of each route the fullest one, and
for each scheme the page on which it decides.
"""

import inspect
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

import httpx2
import pytest

from budget_app.db import Database
from tests.support.database import migrate
from tests.support.pages import PageRoute, page_routes

STORIES = Path(__file__).parents[1] / "stories"


@dataclass
class Album:
    """What was seen: (address, HTML) per route, and HTML per scheme."""

    routes: tuple[PageRoute, ...] = field(default_factory=lambda: tuple(page_routes()))
    pages: dict[str, tuple[str, str]] = field(default_factory=dict)
    moments: dict[str, str] = field(default_factory=dict)

    def note(self, response: httpx2.Response) -> None:
        """Keep a page, if it says more than the one of its route that is kept."""
        if response.headers.get("content-type", "").startswith("text/html"):
            path = response.url.path
            route = next((each.path for each in self.routes if each.pattern.match(path)), None)
            if route and len(response.text) > len(self.pages.get(route, ("", ""))[1]):
                self.pages[route] = (path, response.text)


_open: list[Album] = []


def note(response: httpx2.Response) -> None:
    """Called by every visitor for every answer."""
    for album in _open:
        album.note(response)


def note_moment(model: str, html: str) -> None:
    """Called by a story on the page where its scheme decides."""
    for album in _open:
        album.moments[model] = html


@contextmanager
def opened() -> Iterator[Album]:
    """An album that is kept while the block runs."""
    album = Album()
    _open.append(album)
    try:
        yield album
    finally:
        _open.remove(album)


def stories() -> list[Callable[..., None]]:
    """Every story that needs nothing but a town."""
    found = []
    for path in sorted(STORIES.glob("test_*.py")):
        module = import_module(f"tests.stories.{path.stem}")
        own = [each for name, each in vars(module).items() if name.startswith("test_")]
        found += [each for each in own if list(inspect.signature(each).parameters) == ["town"]]
    return found


def play(folder: Path) -> Album:
    """Play every story on SQLite in this folder, and keep what people saw."""
    from tests.stories.town import build  # stories know visitors, and visitors know the album

    template = folder / "template.db"
    migrate(f"sqlite:///{template}")
    with opened() as album:
        for number, story in enumerate(stories()):
            path = shutil.copyfile(template, folder / f"{number}.db")
            database = Database(f"sqlite:///{path}")
            with pytest.MonkeyPatch.context() as patch:
                story(build(database, patch))
            database.dispose()
    return album
