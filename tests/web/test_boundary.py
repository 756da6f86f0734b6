"""The security boundary, read from the audience table: every page refuses who it is not for."""

import re
from collections.abc import Iterator

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from sqlmodel import Session

from budget_app.app import AUDIENCES
from budget_app.bodies.models import Body, Seat
from budget_app.budgets import service as budgets
from budget_app.db import Database
from budget_app.people import service as people
from budget_app.people.models import Account, Role
from budget_app.places.models import Area
from budget_app.web.public.signin import TRIES_PER_ADDRESS
from tests.support import wijk
from tests.support.site import SECRET, START, Site, Visitor, said

GUARDED = [audience for audience in AUDIENCES if audience.name != "public"]
# An audience beside "resident", which everyone who signed in belongs to.
STAFF = ("municipality", "desk")
ROLES = ("resident", "jury", *STAFF)


def addresses(method: str, public: bool = False) -> Iterator[tuple[str, str]]:
    """(audience, address) of every route, with a number or a word in each blank."""
    for audience in AUDIENCES if public else GUARDED:
        for router in audience.routers:
            for route in router.routes:
                if isinstance(route, APIRoute) and method in (route.methods or ()):
                    path = re.sub(r"\{[^}]*_id\}|\{number\}", "1", audience.prefix + route.path)
                    yield audience.name, re.sub(r"\{[^}]+\}", "x", path)


GETS = sorted(set(addresses("GET")))
FOR_OTHERS = [
    (role, path) for role in ROLES for audience, path in GETS if audience not in (role, "resident")
]
# One-click unsubscribing (RFC 8058) comes from mail programs, which have no page of ours.
FROM_MAIL = "/e-mail/afmelden/"
POSTS = sorted(
    found for found in set(addresses("POST", public=True)) if not found[1].startswith(FROM_MAIL)
)
DEEDS_OF_OTHERS = [
    (role, path)
    for role in ROLES
    for audience, path in POSTS
    if audience not in (role, "resident", "public")
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """An empty site; refusals do not need data."""
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('boundary')}/x.db")
    database.migrate()
    with database.write() as session:
        session.add(Area(code="GM0599", kind="gemeente", name="G", slug="g"))
    return Site(database)


@pytest.fixture(scope="module")
def people_of(site: Site) -> dict[str, Visitor]:
    """One visitor without sign-in, one plain resident, and one of each staff role."""
    found = {"nobody": site.visitor()}
    with site.db.write() as session:
        codes = {}
        for role in ROLES:
            account = Account(created_on=START.date())
            session.add(account)
            session.flush()
            if role == "jury":
                seat(session, account.id or 0)
            if role in STAFF:
                session.add(Role(account_id=account.id or 0, name=role, starts_on=START.date()))
            codes[role] = people.issue_pass(session, SECRET, account.id or 0, START)
    return found | {role: site.sign_in(code) for role, code in codes.items()}


def seat(session: Session, account_id: int) -> None:
    """A seat on some body, which is what makes someone a member of a jury."""
    for code, kind, parent in (("WK999900", "wijk", None), ("BU99990001", "buurt", "WK999900")):
        session.add(Area(code=code, kind=kind, name=code, slug=code.lower(), parent_code=parent))
        session.flush()
    round_id = budgets.create(session, wijk.config(), START).id or 0
    body = Body(round_id=round_id, key="een-jury", name="Een jury")
    session.add(body)
    session.flush()
    session.add(Seat(body_id=body.id or 0, account_id=account_id, starts_on=START.date()))


def test_the_table_holds_every_audience() -> None:
    assert [audience.name for audience in AUDIENCES] == [
        "public",
        "resident",
        "jury",
        "desk",
        "municipality",
    ]
    assert len(GETS) > 30
    assert len(POSTS) > 30
    for audience in GUARDED:
        assert audience.prefix == f"/{audience.name}"


@pytest.mark.parametrize(("audience", "path"), GETS)
def test_nobody_comes_in_without_signing_in(
    people_of: dict[str, Visitor], audience: str, path: str
) -> None:
    response = people_of["nobody"].client.get(path, follow_redirects=False)
    assert response.status_code == 303
    assert response.headers["location"].startswith("/inloggen?verder=/")


@pytest.mark.parametrize(("role", "path"), FOR_OTHERS)
def test_another_role_is_refused_in_a_plain_sentence(
    people_of: dict[str, Visitor], role: str, path: str
) -> None:
    response = people_of[role].get(path)
    assert response.status_code == 403
    assert "niet voor u" in said(response)


@pytest.mark.parametrize(("role", "path"), DEEDS_OF_OTHERS)
def test_a_deed_of_another_role_is_refused_in_a_plain_sentence(
    people_of: dict[str, Visitor], role: str, path: str
) -> None:
    response = people_of[role].post(path, {}, page="/")
    assert response.status_code == 403
    assert "niet voor u" in said(response)


@pytest.mark.parametrize(("audience", "path"), POSTS)
def test_no_form_is_taken_without_its_token(
    people_of: dict[str, Visitor], audience: str, path: str
) -> None:
    who = people_of.get("municipality" if audience != "desk" else "desk")
    assert who is not None
    response = who.client.post(path, data={"csrf_token": "guessed"}, follow_redirects=False)
    assert response.status_code == 403


@pytest.mark.parametrize(("audience", "path"), [p for p in POSTS if p[0] != "public"])
def test_no_deed_is_done_for_someone_not_signed_in(
    people_of: dict[str, Visitor], audience: str, path: str
) -> None:
    response = people_of["nobody"].post(path, {}, follow=False)
    assert response.status_code == 401


@pytest.mark.parametrize(
    "headers",
    [{"sec-fetch-site": "cross-site"}, {"origin": "https://elsewhere.example"}],
)
def test_a_form_sent_from_another_site_is_refused(
    people_of: dict[str, Visitor], headers: dict[str, str]
) -> None:
    visitor = people_of["resident"]
    token = visitor.token("/")
    response = visitor.client.post("/uitloggen", data={"csrf_token": token}, headers=headers)
    assert response.status_code == 403
    assert visitor.get("/resident/").status_code == 200


def test_every_answer_carries_safe_headers(people_of: dict[str, Visitor]) -> None:
    for path in ("/", "/health", "/er-is-niets", "/inloggen"):
        headers = people_of["nobody"].get(path).headers
        assert "script-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert "HX-Request" in headers["vary"]


def test_codes_are_tried_ten_times_and_no_more(site: Site) -> None:
    guesser = site.visitor()
    for _ in range(10):
        assert guesser.post("/inloggen", {"code": "AAAA-BBBB-CCCC"}).status_code == 400
    response = guesser.post("/inloggen", {"code": "AAAA-BBBB-CCCC"})
    assert response.status_code == 429
    assert "te vaak" in response.text
    site.clock.forward(minutes=31)
    assert guesser.post("/inloggen", {"code": "AAAA-BBBB-CCCC"}).status_code == 400


def test_a_street_behind_one_address_is_not_locked_out(site: Site) -> None:
    site.clock.forward(minutes=31)
    clumsy = site.visitor()
    for _ in range(11):
        clumsy.post("/inloggen", {"code": "AAAA-BBBB-CCCC"})
    assert clumsy.post("/inloggen", {"code": "AAAA-BBBB-CCCC"}).status_code == 429
    site.sign_in(code_of_someone(site))  # at the same address, with another device


def test_a_new_device_for_each_guess_does_not_help(site: Site) -> None:
    site.clock.forward(minutes=31)
    code = code_of_someone(site)
    for number in range(TRIES_PER_ADDRESS):
        # neither does saying that one comes from elsewhere
        elsewhere = {"x-forwarded-for": f"192.0.2.{number % 250}"}
        guesser = TestClient(site.app, headers=elsewhere, client=("198.51.100.7", 4000))
        assert Visitor(guesser).post("/inloggen", {"code": "AAAA"}).status_code == 400
        if number % 50 == 0:  # getting in with a code of one's own gives no new tries
            own = TestClient(site.app, client=("198.51.100.7", 4000))
            assert Visitor(own).post("/inloggen", {"code": code}).history
    guesser = TestClient(site.app, client=("198.51.100.7", 4000))
    assert Visitor(guesser).post("/inloggen", {"code": "AAAA"}).status_code == 429
    site.sign_in(code)  # from another address


def code_of_someone(site: Site) -> str:
    with site.db.write() as session:
        account = Account(created_on=START.date())
        session.add(account)
        session.flush()
        return people.issue_pass(session, SECRET, account.id or 0, START)


def test_signing_in_never_leads_off_the_site(site: Site) -> None:
    site.clock.forward(minutes=31)
    with site.db.write() as session:
        account = Account(created_on=START.date())
        session.add(account)
        session.flush()
        code = people.issue_pass(session, SECRET, account.id or 0, START)
    for evil in (
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
    ):
        response = site.visitor().post("/inloggen", {"code": code, "verder": evil}, follow=False)
        assert response.headers["location"] == "/"


def test_a_signed_out_device_is_out(site: Site) -> None:
    with site.db.write() as session:
        account = Account(created_on=START.date())
        session.add(account)
        session.flush()
        code = people.issue_pass(session, SECRET, account.id or 0, START)
    visitor = site.sign_in(code)
    stolen = dict(visitor.client.cookies)
    visitor.do("/uitloggen")
    thief = TestClient(site.app, cookies=stolen)
    assert thief.get("/resident/", follow_redirects=False).status_code == 303


def test_a_session_ends_by_itself(site: Site) -> None:
    with site.db.write() as session:
        account = Account(created_on=START.date())
        session.add(account)
        session.flush()
        code = people.issue_pass(session, SECRET, account.id or 0, START)
    visitor = site.sign_in(code)
    assert visitor.get("/resident/").status_code == 200
    site.clock.forward(hours=site.settings.session_hours, minutes=1)
    response = visitor.client.get("/resident/", follow_redirects=False)
    assert response.status_code == 303


def test_a_body_that_is_too_large_is_not_read(people_of: dict[str, Visitor], site: Site) -> None:
    visitor = people_of["nobody"]
    form = {"code": "A" * (site.settings.max_upload_bytes + 3 * 1024 * 1024)}
    refused = visitor.post("/inloggen", form)
    assert refused.status_code == 413
    assert "te groot voor deze website" in said(refused)
