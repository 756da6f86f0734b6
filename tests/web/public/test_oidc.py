"""Sign in with a real OpenID provider, and join the account with a pass from a letter."""

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

import pytest
from sqlmodel import select

from budget_app.clock import FixedClock
from budget_app.db import Database
from budget_app.people.models import Account, LoginState, RollEntry
from tests.support.oidc import OidcProvider
from tests.support.site import Site, Visitor
from tests.support.wijk import Wijk

PUBLIC = "http://127.0.0.1:9"
BACK = f"{PUBLIC}/inloggen/terug"


class Door:
    """A site with a provider beside it."""

    def __init__(self, database: Database, provider: OidcProvider, **settings: object) -> None:
        self.provider = provider
        clock = FixedClock(datetime.now(UTC))
        self.site = Site(database, clock, public_url=PUBLIC, **(dict(provider.settings) | settings))

    def address(self, visitor: Visitor, onward: str = "/resident/account") -> str:
        """Where a visitor is sent to sign in."""
        sent = visitor.client.get(
            "/inloggen/oidc", params={"verder": onward}, follow_redirects=False
        )
        assert sent.status_code == 303, sent.text
        return str(sent.headers["location"])

    def back(self, visitor: Visitor, account: str | None, **changes: str):  # type: ignore[no-untyped-def]
        """Sign in at the provider and come back, with other answers where a test forges them."""
        url = urlsplit(self.provider.sign_in(self.address(visitor), account))
        answer = {name: values[0] for name, values in parse_qs(url.query).items()} | changes
        return visitor.get(urlunsplit(("", "", url.path, urlencode(answer), "")))

    def accounts(self) -> list[Account]:
        """Everyone the site knows through the provider."""
        with self.site.db.read() as session:
            query = select(Account).where(Account.oidc_issuer == self.provider.issuer)
            return list(session.exec(query))


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    running = OidcProvider(tmp_path_factory.mktemp("oidc"), BACK).start()
    yield running
    running.stop()


@pytest.fixture
def door(sqlite_database: Database, provider: OidcProvider) -> Door:
    return Door(sqlite_database, provider)


@pytest.fixture
def either_door(database: Database, provider: OidcProvider) -> Door:
    return Door(database, provider)


def test_the_first_visit_makes_an_account_without_rights(door: Door) -> None:
    wijk = Wijk.found(door.site)
    visitor = door.site.visitor()
    page = door.back(visitor, "amina")
    assert page.url.path == "/resident/account"
    assert "Amina Voorbeeld" in page.text
    (account,) = door.accounts()
    assert account.oidc_subject_hash != "amina"
    assert account.email is None, "the provider did not say that it checked the address"
    assert visitor.get(f"/resident/ronde/{wijk.slug}/idee").status_code == 403
    assert "U staat op geen enkele lijst" in page.text


def test_the_same_person_gets_the_same_account(door: Door) -> None:
    for person in ("amina", "bram", "amina"):
        door.back(door.site.visitor(), person)
    assert len(door.accounts()) == 2


def test_the_request_has_pkce_state_and_nonce(door: Door) -> None:
    asked = parse_qs(urlsplit(door.address(door.site.visitor())).query)
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["state"][0]) >= 32
    assert len(asked["nonce"][0]) >= 32


def test_an_answer_of_another_provider_or_without_a_name_is_refused(door: Door) -> None:
    assert door.back(door.site.visitor(), "amina", iss="http://evil.example").status_code == 400
    visitor = door.site.visitor()
    url = urlsplit(door.provider.sign_in(door.address(visitor), "amina"))
    answer = parse_qs(url.query)
    del answer["iss"]
    assert visitor.get(f"{url.path}?{urlencode(answer, doseq=True)}").status_code == 400
    assert door.accounts() == []


def test_an_answer_counts_once_and_in_the_browser_that_asked(door: Door) -> None:
    visitor, thief = door.site.visitor(), door.site.visitor()
    url = urlsplit(door.provider.sign_in(door.address(visitor), "amina"))
    path = f"{url.path}?{url.query}"
    assert thief.get(path).status_code == 400
    assert visitor.get(path).url.path == "/resident/account"
    assert visitor.get(path).status_code == 400


def test_a_late_answer_is_refused(door: Door) -> None:
    visitor = door.site.visitor()
    url = urlsplit(door.provider.sign_in(door.address(visitor), "amina"))
    door.site.clock.forward(minutes=15)
    assert visitor.get(f"{url.path}?{url.query}").status_code == 400
    assert door.accounts() == []


@pytest.mark.parametrize("column", ["nonce", "code_verifier"])
def test_an_answer_to_another_question_is_refused(door: Door, column: str) -> None:
    visitor = door.site.visitor()
    url = urlsplit(door.provider.sign_in(door.address(visitor), "amina"))
    with door.site.db.write() as session:
        setattr(session.exec(select(LoginState)).one(), column, "x" * 48)
    assert visitor.get(f"{url.path}?{url.query}").status_code == 400
    assert door.accounts() == []


def test_an_algorithm_that_is_not_pinned_is_refused(
    sqlite_database: Database, provider: OidcProvider
) -> None:
    door = Door(sqlite_database, provider, oidc_algorithms="ES256")
    assert door.back(door.site.visitor(), "amina").status_code == 400
    assert door.accounts() == []


def test_a_level_that_is_too_low_is_refused_in_words(
    sqlite_database: Database, provider: OidcProvider
) -> None:
    door = Door(sqlite_database, provider, oidc_minimum_levels="midden,substantieel")
    low = door.back(door.site.visitor(), "laag")
    assert low.status_code == 403
    assert "niet zeker genoeg" in low.text
    assert door.back(door.site.visitor(), "bram").url.path == "/resident/account"


def test_cancelling_and_a_provider_that_is_away_leave_the_code(
    sqlite_database: Database, provider: OidcProvider
) -> None:
    door = Door(sqlite_database, provider)
    cancelled = door.back(door.site.visitor(), None)
    assert cancelled.status_code == 400
    assert "U bent niet ingelogd." in cancelled.text
    away = Site(sqlite_database, oidc_issuer="http://127.0.0.1:9", oidc_client_id="x")
    response = away.visitor().get("/inloggen/oidc")
    assert response.status_code == 503
    assert Site(sqlite_database).visitor().get("/inloggen/oidc").status_code == 404


def test_nobody_is_sent_to_another_site_afterwards(door: Door) -> None:
    visitor = door.site.visitor()
    url = urlsplit(door.provider.sign_in(door.address(visitor, "//evil.example"), "amina"))
    back = visitor.client.get(f"{url.path}?{url.query}", follow_redirects=False)
    assert back.headers["location"] == "/"


def test_a_pass_from_a_letter_brings_its_rights_along(either_door: Door) -> None:
    wijk = Wijk.found(either_door.site)
    pass_account, code = wijk.person("", street="Vijverlaan")
    visitor = either_door.site.visitor()
    either_door.back(visitor, "amina")
    visitor.do("/resident/account/code", {"code": code})
    assert visitor.get(f"/resident/ronde/{wijk.slug}/idee").status_code == 200
    (account,) = either_door.accounts()
    with either_door.site.db.read() as session:
        assert session.exec(select(RollEntry.account_id)).all() == [account.id]
        assert session.get(Account, pass_account) is None
    assert "Amina Voorbeeld" in either_door.site.sign_in(code).see("/resident/account")
    again = visitor.post("/resident/account/code", {"code": code})
    assert "hoort al bij uw account" in again.text


def test_a_pass_that_was_used_stays_where_it_is(either_door: Door) -> None:
    wijk = Wijk.found(either_door.site)
    _, code = wijk.person("Ria")
    wijk.hand_in(either_door.site.sign_in(code))
    visitor = either_door.site.visitor()
    either_door.back(visitor, "amina")
    used = visitor.post("/resident/account/code", {"code": code})
    assert used.status_code == 409
    assert "Met deze code is al iets gedaan" in used.text
    assert visitor.post("/resident/account/code", {"code": "AAAA-BBBB"}).status_code == 400
    with either_door.site.db.read() as session:
        assert session.exec(select(RollEntry.account_id)).all() != [either_door.accounts()[0].id]


def test_nobody_stands_on_a_roll_twice(either_door: Door) -> None:
    wijk = Wijk.found(either_door.site)
    (_, first), (_, second) = wijk.person(), wijk.person()
    visitor = either_door.site.visitor()
    either_door.back(visitor, "amina")
    visitor.do("/resident/account/code", {"code": first})
    twice = visitor.post("/resident/account/code", {"code": second})
    assert twice.status_code == 409
    assert "U staat al op de lijst" in twice.text
