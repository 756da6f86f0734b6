"""What no browser sends: each gets a plain sentence, never a mistake of ours."""

import pytest

from budget_app.db import Database
from budget_app.web.addresses import counted, safe_path
from budget_app.web.middleware import HEADERS
from tests.support.database import BOTH
from tests.support.site import Site, Visitor, said
from tests.support.wijk import GOOD_IDEA, Wijk

HUGE = "99999999999999999999"


@pytest.fixture(scope="module", params=BOTH)
def wijk(request: pytest.FixtureRequest) -> Wijk:
    """A wijk that only looks on: nothing here changes it."""
    if request.param == "sqlite":
        folder = request.getfixturevalue("tmp_path_factory").mktemp("hostile")
        url = f"sqlite:///{folder}/x.db"
    else:
        url = request.getfixturevalue("postgres").fresh(
            request.getfixturevalue("postgres_template")
        )[1]
    database = Database(url)
    database.migrate()
    return Wijk.found(Site(database))


@pytest.fixture(scope="module")
def resident(wijk: Wijk) -> Visitor:
    return wijk.resident("Ria")


@pytest.fixture(scope="module")
def official(wijk: Wijk) -> Visitor:
    return wijk.staff("municipality")


@pytest.mark.parametrize(
    "number", [HUGE, "-" + HUGE, "3000000000", "0", "-1", "²", "1_0" * 9, "%00"]
)
@pytest.mark.parametrize(
    "page", ["/idee/{}", "/foto/{}", "/project/{}", "/loting/{}", "/ronde/x/uitslag/{}"]
)
def test_a_number_that_no_row_can_have_is_no_page(wijk: Wijk, page: str, number: str) -> None:
    response = wijk.site.visitor().get(page.format(number))
    assert response.status_code == 404
    assert "er niet" in said(response)


@pytest.mark.parametrize(
    "path", ["/ronde/a%00b", "/wijk/%00", "/zoeken?q=a%00b", "//", "/code/%00"]
)
def test_a_sign_that_no_text_holds_is_no_page(wijk: Wijk, path: str) -> None:
    assert wijk.site.visitor().get("http://testserver" + path).status_code == 404


@pytest.mark.parametrize("token", ["é", "\0", "", "x" * 100_000])
def test_any_token_that_is_not_ours_is_refused(resident: Visitor, token: str) -> None:
    response = resident.client.post("/uitloggen", data={"csrf_token": token})
    assert response.status_code == 403
    assert "Er is nog niets verstuurd" in said(response)
    assert resident.get("/resident/").status_code == 200, "still signed in"


@pytest.mark.parametrize("value", ["é", "\N{SNOWMAN}", "a.b.c", "." * 3000])
def test_any_cookie_is_taken_or_left(wijk: Wijk, value: str) -> None:
    cookies = "; ".join(f"{name}={value}" for name in ("bb_in", "bb_note", "bb_form", "bb_lang"))
    response = wijk.site.visitor().client.get("/", headers={"cookie": cookies.encode()})
    assert response.status_code == 200


@pytest.mark.parametrize("field", ["title", "body", "street", "cost_note", "category", "executor"])
def test_signs_that_no_keyboard_has_are_left_out(wijk: Wijk, resident: Visitor, field: str) -> None:
    page = resident.post(f"/resident/ronde/{wijk.slug}/idee", GOOD_IDEA | {field: "Een\0 bankje"})
    assert page.status_code == 200
    assert "\0" not in page.text


def test_halves_of_characters_are_left_out(wijk: Wijk, resident: Visitor) -> None:
    parts = [("csrf_token", resident.token()), *((k, str(v)) for k, v in GOOD_IDEA.items())]
    parts[1] = ("title", "Bankje \\ud800 hier")
    body = "".join(
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in parts
    )
    kind = "multipart/form-data; boundary=x; charset=raw_unicode_escape"
    response = resident.client.post(
        f"/resident/ronde/{wijk.slug}/idee",
        content=f"{body}--x--\r\n".encode(),
        headers={"content-type": kind},
    )
    assert response.status_code == 200
    assert "Bankje  hier" in response.text


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"abc"),
        ("multipart/form-data; boundary=x", b"--x\r\nfoo\r\n"),
        ("multipart/form-data; boundary=x; charset=undefined",
         b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x--\r\n'),
        ("application/x-www-form-urlencoded", b"&".join([b"a=b"] * 5000)),
        ("application/json", b"{}}"),
        ("text/plain", b"\xff\xfe"),
    ],
)  # fmt: skip
def test_a_form_that_cannot_be_read_is_refused(resident: Visitor, kind: str, body: bytes) -> None:
    response = resident.client.post("/uitloggen", content=body, headers={"content-type": kind})
    assert response.status_code in (400, 403)
    assert "formulier" in said(response)


@pytest.mark.parametrize("field", ["cost", "own_hours", "own_money", "line_cost_1"])
@pytest.mark.parametrize("amount", [HUGE, "9" * 5000, "²", "1e400", "NaN", "-1", "3000000000000"])
def test_an_amount_beyond_all_measure_is_said_at_its_field(
    wijk: Wijk, resident: Visitor, field: str, amount: str
) -> None:
    page = resident.post(f"/resident/ronde/{wijk.slug}/idee", GOOD_IDEA | {field: amount})
    assert page.status_code == 400
    assert amount[:20] in page.text  # what was typed is still there
    assert f'id="veld-{field}-fout"' in page.text or "aria-invalid" in page.text


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "9999-99-99", "morgen", ""])
def test_a_day_outside_our_time_is_said_at_its_field(
    wijk: Wijk, official: Visitor, day: str
) -> None:
    base = f"/municipality/ronde/{wijk.round_id}"
    seat = {"body": "jury", "name": "Jo", "code": "AAAA-BBBB-CCCC", "constituency": "bewoners"}
    for path, form in (
        (f"{base}/plaats", seat | {"ends_on": day}),
        (f"{base}/stap/indienen/datum", {"closes_at": day, "reason": "Meer tijd."}),
        (f"{base}/mandaat", {"starts_on": day or "0000-00-00"}),
        (f"{base}/bijeenkomst", {"title": "Avond", "place": "Zaal", "starts_at": day}),
    ):
        response = official.post(path, form)
        assert response.status_code in (400, 404, 409), (path, response.status_code)
        assert len(said(response)) > 20


def test_a_form_with_its_fields_missing_is_a_form_with_mistakes(
    wijk: Wijk, official: Visitor
) -> None:
    base = f"/municipality/ronde/{wijk.round_id}"
    assert official.post(f"{base}/plaats", {"body": "jury"}).status_code == 400
    assert official.post("/municipality/ronde/nieuw", {}).status_code == 400


@pytest.mark.parametrize("path", ["/", "/health", "/ready", "/inloggen", "/robots.txt"])
def test_head_is_a_page_without_its_text(wijk: Wijk, path: str) -> None:
    client = wijk.site.visitor().client
    head, whole = client.head(path), client.get(path)
    assert head.status_code == whole.status_code == 200
    assert head.content == b""
    assert head.headers["content-type"] == whole.headers["content-type"]


@pytest.mark.parametrize(
    "address",
    ["//evil.example", "/\\evil.example", "/\t/evil.example", "/\n/evil.example", "https:evil",
     "javascript:alert(1)", "\\\\evil.example", "/a\r\nSet-Cookie: x=y", " //evil.example", ""],
)  # fmt: skip
def test_no_address_leads_off_the_site(wijk: Wijk, address: str) -> None:
    assert safe_path(address) == "/"
    answer = wijk.site.visitor().client.get(
        "/taal/en", params={"verder": address}, follow_redirects=False
    )
    assert answer.headers["location"] == "/"
    assert "set-cookie" in answer.headers
    assert "x=y" not in answer.headers["set-cookie"]


def test_the_page_that_asks_to_sign_in_knows_where_to_go_on(wijk: Wijk) -> None:
    answer = wijk.site.visitor().client.get(
        "/resident/ronde/a%26b%3Fc/stem", follow_redirects=False
    )
    assert answer.headers["location"] == "/inloggen?verder=/resident/ronde/a%26b%3Fc/stem"


def test_a_mistake_of_ours_has_safe_headers_too(
    wijk: Wijk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_given: object) -> None:
        raise RuntimeError("Jan Jansen, Lindestraat 1")

    visitor = wijk.site.visitor()
    visitor.client._transport.raise_server_exceptions = False  # type: ignore[attr-defined]
    monkeypatch.setattr("budget_app.web.public.language.safe_path", fail)
    response = visitor.get("/taal/en")
    assert response.status_code == 500
    assert "niet opgeslagen" in said(response)
    for name, value in HEADERS.items():
        assert response.headers[name] == value
    logged = capsys.readouterr().out
    assert "RuntimeError" in logged
    assert "budget_app/web/public/language.py" in logged
    assert "Jansen" not in logged


@pytest.mark.parametrize(
    ("host", "key"),
    [("192.0.2.7", "192.0.2.7"), ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
     ("::ffff:192.0.2.7", "192.0.2.7"), ("testclient", "testclient")],
)  # fmt: skip
def test_one_home_is_one_address(host: str, key: str) -> None:
    assert counted(host) == key
