"""The pages that people meet in stories, kept as they were sent.

While an album is open, every page that a `Visitor` gets is kept: of each route the fullest one, and
for each scheme the page on which it decides.
"""

import hashlib
import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx2

from budget_app.settings import ROOT
from tests.support import once
from tests.support.pages import PageRoute, page_routes
from tests.support.ports import wait_until

TARGET = "ALBUM_FILE"  # the environment variable that says where a playing process leaves its album


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

    def take_over(self, other: "Album") -> None:
        """Keep what the other has, where it says more."""
        for route, page in other.pages.items():
            self.pages[route] = max(page, self.pages.get(route, ("", "")), key=_says)
        self.moments |= other.moments


def _says(page: tuple[str, str]) -> int:
    return len(page[1])


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
def leaving(story: str) -> Iterator[None]:
    """What people see inside the block is left for `gathered`, in any process of this run."""
    album = Album()
    _open.append(album)
    try:
        yield
    finally:
        _open.remove(album)
        draft = _left_by(story).with_suffix(".draft")
        draft.write_bytes(pickle.dumps(album))
        draft.rename(_left_by(story))


def gathered(stories: Iterable[str], seconds: float = 300) -> Album:
    """What these stories left; waits for those that another process still plays."""
    whole = Album()
    for story in stories:
        left = _left_by(story)
        wait_until(left.exists, f"{story} is played", seconds)
        whole.take_over(pickle.loads(left.read_bytes()))
    return whole


def _left_by(story: str) -> Path:
    folder = once.folder() / "albums"
    folder.mkdir(exist_ok=True)
    return folder / hashlib.sha256(story.encode()).hexdigest()


def play() -> Album:
    """Play every story on SQLite in a process of its own, and keep what people saw."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "album"
        command = [
            sys.executable,
            "-m",
            "pytest",
            "tests/stories",
            "-q",
            "-x",
            "-m",
            "not postgres",
        ]
        command += ["-p", "no:cacheprovider", "-p", "tests.support.album", "-o", "addopts="]
        environment = {**os.environ, TARGET: str(target)}
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout[-3000:]
        album: Album = pickle.loads(target.read_bytes())
    return album


def pytest_sessionstart() -> None:
    """As a plugin of the process that plays: open an album."""
    _open.append(Album())


def pytest_sessionfinish() -> None:
    """And hand it over at the end."""
    Path(os.environ[TARGET]).write_bytes(pickle.dumps(_open.pop()))
