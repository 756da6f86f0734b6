"""Who is signed in on which device, and what a stranger can do about it: nothing."""

import re

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from budget_app.db import Database
from budget_app.mail.messages import compose
from budget_app.mail.models import Outgoing
from budget_app.people.models import Account, LoginSession
from budget_app.web.visit import FORM_COOKIE, SESSION_COOKIE
from tests.support.site import Site, said
from tests.support.wijk import Wijk
from tests.web.test_boundary import addresses

EVIL = "evil.example"
OURS = "https://wijk.example"


@pytest.fixture
def wijk(sqlite_database: Database) -> Wijk:
    return Wijk.found(Site(sqlite_database, public_url=OURS))


def alive(site: Site, secret: str) -> bool:
    """Whether someone is signed in with this session id, on any device."""
    client = TestClient(site.app, cookies={SESSION_COOKIE: secret})
    return client.get("/resident/", follow_redirects=False).status_code == 200


def test_signing_in_gives_an_id_that_nobody_chose(wijk: Wijk) -> None:
    """A stranger put ids of their own in someone's browser, and waits for them to sign in."""
    _account, code = wijk.person("Ria")
    planted = {SESSION_COOKIE: "planted", FORM_COOKIE: "planted too"}
    client = TestClient(wijk.site.app, cookies=planted)
    token = re.findall(r'csrf_token" value="([^"]+)"', client.get("/inloggen").text)[0]
    answer = client.post("/inloggen", data={"csrf_token": token, "code": code})
    assert answer.history
    assert not alive(wijk.site, "planted")
    (given,) = re.findall(rf"{SESSION_COOKIE}=([^;]+)", str(answer.history[0].headers))
    assert given != "planted"
    assert alive(wijk.site, given)
    kept = TestClient(wijk.site.app, cookies={**planted, SESSION_COOKIE: given})
    stale = kept.post("/uitloggen", data={"csrf_token": token})
    assert stale.status_code == 403, "a token from before signing in is worth nothing after it"
    assert alive(wijk.site, given)


def test_who_signs_in_on_a_shared_device_ends_the_one_before(wijk: Wijk) -> None:
    ria = wijk.site.sign_in(wijk.person("Ria")[1])
    first = ria.client.cookies[SESSION_COOKIE]
    elsewhere = wijk.site.sign_in(wijk.person("Ria 2")[1]).client.cookies[SESSION_COOKIE]
    ria.post("/inloggen", {"code": wijk.person("Bob")[1]})
    assert alive(wijk.site, ria.client.cookies[SESSION_COOKIE])
    assert not alive(wijk.site, first)
    assert alive(wijk.site, elsewhere)


def test_signing_out_ends_it_for_whoever_copied_the_cookie(wijk: Wijk) -> None:
    ria = wijk.site.sign_in(wijk.person("Ria")[1])
    copied = ria.client.cookies[SESSION_COOKIE]
    ria.do("/uitloggen")
    assert not alive(wijk.site, copied)
    with wijk.site.db.read() as session:
        assert session.exec(select(LoginSession)).all() == []
    assert not [c.name for c in ria.client.cookies.jar if c.name == SESSION_COOKIE]


def test_every_cookie_is_for_us_alone(sqlite_database: Database) -> None:
    site = Site(sqlite_database, secure_cookies=True)
    wijk = Wijk.found(site)
    client = TestClient(site.app, base_url="https://testserver")
    set_by = [client.get("/inloggen"), client.get("/taal/en", follow_redirects=False)]
    token = re.findall(r'csrf_token" value="([^"]+)"', set_by[0].text)[0]
    form = {"csrf_token": token, "code": wijk.person("Ria")[1]}
    set_by.append(client.post("/inloggen", data=form, follow_redirects=False))
    cookies = [line for answer in set_by for line in answer.headers.get_list("set-cookie")]
    assert {line.split("=")[0] for line in cookies} >= {"bb_in", "bb_form", "bb_lang", "bb_note"}
    for line in cookies:
        parts = {part.strip().lower() for part in line.split(";")[1:]}
        assert {"httponly", "secure", "samesite=lax", "path=/"} <= parts, line
        assert not any(part.startswith("domain") for part in parts)
    assert "max-age" in set_by[0].headers["strict-transport-security"]


@pytest.mark.parametrize("name", ["host", "x-forwarded-host", "forwarded", "x-original-url"])
def test_no_header_changes_where_our_links_lead(wijk: Wijk, name: str) -> None:
    value = f"host={EVIL}" if name == "forwarded" else EVIL
    ria = wijk.resident("Ria", email="ria@voorbeeld.example", email_confirmed=True)
    wijk.hand_in(ria)
    for _audience, path in sorted(set(addresses("GET", public=True))):
        address = re.sub(r"/x\b", f"/{wijk.slug}", path)
        answer = ria.client.get(address, headers={name: value}, follow_redirects=False)
        assert EVIL not in answer.text, address
        assert EVIL not in str(answer.headers), address
    with wijk.site.db.read() as session:
        queued = session.exec(select(Outgoing)).first()
        assert queued is not None
        mail = compose(wijk.site.settings, session.get_one(Account, queued.account_id), queued)
    assert f"{OURS}/resident/idee/" in mail.as_string()


@pytest.mark.parametrize(
    "address", [f"//{EVIL}", f"/\\{EVIL}", f"https://{EVIL}", "javascript:x()"]
)
def test_a_form_that_waits_for_signing_in_goes_nowhere_else(wijk: Wijk, address: str) -> None:
    carried = {"mee_naar": address, "mee": '[["title", "Mijn bankje bij de vijver"]]'}
    code = wijk.person("Ria")[1]
    visitor = wijk.site.visitor()
    for form in (carried | {"code": "AAAA-BBBB-CCCC"}, carried | {"code": code}):
        page = visitor.post("/inloggen", form | {"verder": address})
        targets = re.findall(r'(?:action|href)="([^"]*)"', page.text)
        assert not [target for target in targets if EVIL in target or "javascript" in target]
    assert "Mijn bankje" in said(page)
