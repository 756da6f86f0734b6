"""Bodies that no browser sends, on a real server: each is answered, in bounded memory, and the
server goes on. What people typed beside a bad photo is still there."""

import re
import socket
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import httpx2
import pytest

from budget_app.db import Database
from tests.budget_app.ideas.test_pictures import png
from tests.support.ports import LOOPBACK
from tests.support.server import AppServer, StartServer
from tests.support.site import SECRET, START, Site, said
from tests.support.together import together
from tests.support.wijk import GOOD_IDEA, Wijk

MB = 1024 * 1024
LIMIT = 2 * MB
TITLE = "Een bankje bij de vijver"


class Sender:
    """Someone who is signed in at a server, and sends whatever they like."""

    def __init__(self, server: AppServer, wijk: Wijk, code: str) -> None:
        self.server, self.path = server, f"/resident/ronde/{wijk.slug}/idee"
        self.client = httpx2.Client(base_url=server.url, timeout=60)
        form = {"csrf_token": self.token("/inloggen"), "code": code}
        assert self.client.post("/inloggen", data=form).is_redirect
        self.fields = {"csrf_token": self.token(self.path), **GOOD_IDEA}

    def token(self, page: str) -> str:
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.client.get(page).text)
        assert found, f"{page} holds no form"
        return found[1]

    def photo(self, data: bytes, name: str = "p.jpg") -> httpx2.Response:
        return self.client.post(self.path, data=self.fields, files={"photo": (name, data)})

    def raw(self, head: str, body: Iterator[bytes], hang_up: bool = False) -> str:
        """Send these bytes as they are; what came back, or nothing when the line was cut."""
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.client.cookies.jar)
        first = f"POST {self.path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
        first += f"Cookie: {cookies}\r\n{head}\r\n\r\n"
        with socket.create_connection((LOOPBACK, self.server.port), timeout=30) as line:
            try:
                line.sendall(first.encode())
                for piece in body:
                    line.sendall(piece)
                if hang_up:
                    line.shutdown(socket.SHUT_WR)
            except OSError:  # it hung up while we were talking, and may have said why
                pass
            try:
                return b"".join(iter(partial(line.recv, 65536), b"")).decode(errors="replace")
            except OSError:
                return ""

    def most_memory(self) -> int:
        """The most that the server ever held, in MB."""
        status = Path(f"/proc/{self.server.pid}/status").read_text()
        return int(re.findall(r"VmHWM:\s+(\d+)", status)[0]) // 1024


@pytest.fixture(scope="module")
def sender(
    tmp_path_factory: pytest.TempPathFactory, start_shared_server: StartServer
) -> Iterator[Sender]:
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('bodies')}/x.db")
    database.migrate()
    wijk = Wijk.found(Site(database))
    server = start_shared_server(database.url, secret_key=SECRET, max_upload_bytes=LIMIT)
    server.set_now(START)
    yield Sender(server, wijk, wijk.person("Ria")[1])
    assert "broken" not in server.log, server.log


def part(name: str, value: bytes, more: str = "") -> bytes:
    head = f'--x\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'
    return head.encode() + value + b"\r\n"


def multipart(sender: Sender, *more: bytes) -> bytes:
    fields = (part(name, str(value).encode()) for name, value in sender.fields.items())
    return b"".join([*fields, *more, b"--x--\r\n"])


MULTIPART = "Content-Type: multipart/form-data; boundary=x\r\n"


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("leeg.jpg", b"", "geen foto die we kunnen lezen"),
        ("bom.png", png(9_000, 7_000), "te groot om te verkleinen"),
        ("p.gif", b"GIF89a" + b"\0" * 30, "geen foto die we kunnen lezen"),
        ("p.svg", b"<svg onload='alert(1)'/>", "geen foto die we kunnen lezen"),
        ("../../etc/passwd", b"root", "geen foto die we kunnen lezen"),
        ('p".jpg\r\nX: y', b"root", "geen foto die we kunnen lezen"),
        ("p.jpg", b"\xff\xd8" + b"x" * (LIMIT + MB), "ten hoogste 2 MB"),
    ],
    ids=["nothing", "bomb", "gif", "svg", "path", "quotes", "over the limit"],
)
def test_a_photo_that_is_none_loses_no_words(
    sender: Sender, name: str, data: bytes, sentence: str
) -> None:
    answer = sender.photo(data, name)
    assert answer.status_code == 400
    assert sentence in said(answer)
    assert TITLE in answer.text


def test_many_bombs_at_once_take_the_memory_of_one(sender: Sender) -> None:
    wall = png(7_700, 7_700)  # as large as may be: it is taken, small as it then is
    assert len(wall) < 100_000
    before = sender.most_memory()
    answers = together([lambda: sender.photo(wall)] * 6)
    assert [answer.status_code for answer in answers] == [303] * 6
    assert sender.most_memory() - before < 400


def test_a_length_that_lies_ends_in_a_sentence_or_a_cut_line(sender: Sender) -> None:
    body = multipart(sender)
    short = sender.raw(f"{MULTIPART}Content-Length: {len(body) // 2}", iter([body]))
    assert short.startswith(("HTTP/1.1 40", "HTTP/1.1 303"))
    long = sender.raw(f"{MULTIPART}Content-Length: {len(body) * 2}", iter([body]), hang_up=True)
    assert "303 See Other" not in long
    for length in ("-1", "1e3", "9" * 30):
        assert not sender.raw(f"{MULTIPART}Content-Length: {length}", iter([body])).startswith(
            "HTTP/1.1 2"
        )


@pytest.mark.parametrize("size", [LIMIT + 2 * MB, 65 * MB])
def test_a_body_that_is_too_large_gets_a_page_of_ours(sender: Sender, size: int) -> None:
    before = sender.most_memory()
    file = {"photo": ("p.jpg", b"x" * size)}
    path = sender.path if size > 64 * MB else "/inloggen"
    answer = sender.client.post(path, data=sender.fields, files=file)
    assert answer.status_code == 413
    assert "te groot voor deze website" in said(answer)
    assert sender.most_memory() - before < 60


def test_a_body_without_end_is_cut_off(sender: Sender) -> None:
    before = sender.most_memory()
    answer = sender.raw(f"{MULTIPART}Content-Length: {10**12}", iter([b"x" * MB] * 70))
    assert answer == "" or answer.startswith(("HTTP/1.1 413", "HTTP/1.1 400"))
    assert sender.most_memory() - before < 60


@pytest.mark.parametrize(
    "kind", ["multipart/form-data; boundary=x", "application/x-www-form-urlencoded"]
)
def test_a_body_in_pieces_without_end_is_cut_off(sender: Sender, kind: str) -> None:
    """Nothing says beforehand how long it is."""
    before = sender.most_memory()
    piece = b"%x\r\n%s\r\n" % (MB, b"a" * MB)
    start = part("photo", b"", '; filename="p.jpg"')[:-2]
    head = f"Content-Type: {kind}\r\nTransfer-Encoding: chunked"
    begin = b"%x\r\n%s\r\n" % (len(start), start) if "multipart" in kind else b"2\r\na=\r\n"
    answer = sender.raw(head, iter([begin, *[piece] * 90]))
    assert answer == "" or answer.startswith(("HTTP/1.1 413", "HTTP/1.1 400"))
    assert sender.most_memory() - before < 250


@pytest.mark.parametrize(
    "more",
    [
        [part(f"f{number}", b"") for number in range(5000)],
        [part(f"f{number}", b"x", f'; filename="{number}"') for number in range(9)],
        [part("body", b"x" * (3 * MB))],
        [b"--x\r\nX-Long: " + b"y" * 300_000 + b"\r\n\r\nz\r\n"],
        [b"--x\r\n" + b"A: b\r\n" * 5000 + b"\r\nz\r\n"],
        [part("n", b"--y\r\n" * 20_000, "\r\nContent-Type: multipart/mixed; boundary=y")] * 3,
    ],
    ids=["fields", "files", "long words", "long head", "many heads", "forms within forms"],
)
def test_a_form_of_too_much_is_answered_in_a_sentence(sender: Sender, more: list[bytes]) -> None:
    before = sender.most_memory()
    body = multipart(sender, *more)
    kind = "multipart/form-data; boundary=x"
    answer = sender.client.post(sender.path, content=body, headers={"content-type": kind})
    assert answer.status_code in (303, 400, 413)
    assert answer.is_redirect or re.search("formulier|te groot", said(answer))
    assert sender.most_memory() - before < 100
