"""The requests that are measured, as raw HTTP."""

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from urllib.parse import urlencode

from budget_app.people.codes import new_receipt_code
from budget_app.web import tokens
from budget_app.web.visit import SESSION_COOKIE
from tests.bench.data import Filled
from tests.support.vote_round import STEP

CHOICES = 5


@dataclass(frozen=True)
class Case:
    """One row of the table. `expects` is the status of a request that did its work."""

    name: str
    requests: list[bytes]
    expects: int = 200
    once: bool = False
    bare: bool = False


def cases(filled: Filled, secret_key: str, casts: int) -> list[Case]:
    """Bare ones first, then the pages, then casting."""
    base = f"/ronde/{filled.slug}"
    voters = filled.sessions[:casts]
    readers = filled.sessions[casts:]
    some = Random(1).sample(filled.ideas, min(200, len(filled.ideas)))
    return [
        Case("bare FastAPI page", [get("/")], bare=True),
        Case(
            "bare durable insert",
            [post(f"/insert/{number}", "") for number in range(60_000)],
            once=True,
            bare=True,
        ),
        Case("list page", [get(f"{base}/ideeen")]),
        Case("idea page", [get(f"/idee/{number}") for number in some]),
        Case("map", [get(f"{base}/kaart")]),
        Case(
            "ballot page",
            [get(f"/resident{base}/stem", secret) for _, secret in readers],
        ),
        Case(
            "cast a ballot",
            [cast(filled, secret_key, *voter) for voter in voters],
            expects=303,
            once=True,
        ),
    ]


def get(path: str, session: str = "") -> bytes:
    """A page, for a visitor or for someone signed in."""
    return _request("GET", path, session, ())


def post(path: str, body: str, session: str = "") -> bytes:
    """A form."""
    lines = (f"Content-Length: {len(body)}", "Content-Type: application/x-www-form-urlencoded")
    return _request("POST", path, session, lines) + body.encode()


def cast(filled: Filled, secret_key: str, account_id: int, session: str) -> bytes:
    """The confirm form of this voter, as the review page would have made it."""
    code = new_receipt_code()
    whose = f"{filled.round_id}:{STEP}:{account_id}"
    choices = Random(account_id).sample(range(1, len(filled.ideas) + 1), CHOICES)
    form = [
        ("csrf_token", tokens.sign(secret_key, "form", session)),
        *(("ideas", str(number)) for number in choices),
        ("code", code),
        ("proof", tokens.sign(secret_key, f"receipt-form:{whose}", code)),
    ]
    return post(f"/resident/ronde/{filled.slug}/stem/uitbrengen", urlencode(form), session)


def _request(method: str, path: str, session: str, more: Iterable[str]) -> bytes:
    lines = [
        f"{method} {path} HTTP/1.1",
        "Host: 127.0.0.1",
        "Sec-Fetch-Site: same-origin",
        "Accept-Language: nl",
        *more,
    ]
    if session:
        lines.append(f"Cookie: {SESSION_COOKIE}={session}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode()
