"""A page's weight counts what it loads, as compressed, and leaves photos out."""

import gzip
import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.support.browser import PageAt
from tests.support.ports import LOOPBACK
from tests.support.weight import LIMIT, Weighing

pytestmark = pytest.mark.browser

PAGE = b'<link rel=stylesheet href="/site.css"><img src="/photo.jpg" alt="">' + b" " * 200_000
FILES = {
    "/": ("text/html", gzip.compress(PAGE), "gzip"),
    "/site.css": ("text/css", b"/*" + b"a" * 5_000 + b"*/", None),
    "/photo.jpg": ("image/jpeg", os.urandom(300_000), None),
    "/heavy": ("text/html", b" " * LIMIT, None),
}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        media_type, body, encoding = FILES.get(self.path, ("text/plain", b"", None))
        self.send_response(200)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        if encoding:
            self.send_header("Content-Encoding", encoding)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer((LOOPBACK, 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://{LOOPBACK}:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_compressed_bytes_of_everything_but_photos(page_at: PageAt, site: str) -> None:
    page = page_at()
    weighing = Weighing(page)
    page.goto(f"{site}/", wait_until="networkidle")
    assert {address.removeprefix(site) for address in weighing.parts} >= {"/", "/site.css"}
    assert 5_000 < weighing.bytes < 8_000
    assert weighing.faults() == []


def test_a_heavy_page_is_refused(page_at: PageAt, site: str) -> None:
    page = page_at()
    weighing = Weighing(page)
    page.goto(f"{site}/heavy", wait_until="networkidle")
    (fault,) = weighing.faults()
    assert "/heavy" in fault
