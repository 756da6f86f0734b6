"""What someone typed comes back: signed out meanwhile, a form that grew old, a step that closed."""

from datetime import timedelta

import pytest
from sqlmodel import select

from budget_app.db import Database
from budget_app.ideas.models import Idea
from budget_app.web.visit import SESSION_COOKIE
from tests.support.forms import fields_of
from tests.support.site import Site, Visitor, said
from tests.support.wijk import GOOD_IDEA, Wijk

LONG = "Eerste regel over de vijver.\r\n\r\nTweede regel, met “aanhalingstekens” & <haken>."


@pytest.fixture
def wijk(sqlite_database: Database) -> Wijk:
    return Wijk.found(Site(sqlite_database))


def form_path(wijk: Wijk) -> str:
    return f"/resident/ronde/{wijk.slug}/idee"


def go_on(visitor: Visitor, page: str, path: str) -> str:
    """Press the only button of the page that brings the fields back."""
    assert f'action="{path}"' in page
    return visitor.do(path, {name: values for name, values in fields_of(page).items()})


def test_signed_out_while_writing(wijk: Wijk) -> None:
    _id, code = wijk.person("Ria")
    ria = wijk.site.sign_in(code)
    ria.token()
    wijk.site.clock.moment += timedelta(hours=wijk.site.settings.session_hours, minutes=1)
    asked = ria.post(form_path(wijk), GOOD_IDEA | {"body": LONG})
    assert asked.status_code == 401
    assert "U bent niet meer ingelogd" in said(asked)
    fields = fields_of(asked.text)
    wrong = ria.post("/inloggen", fields | {"code": "AAAA-BBBB-CCCC"})
    assert wrong.status_code == 400
    again = ria.post("/inloggen", fields_of(wrong.text) | {"code": code})
    assert "U bent weer ingelogd" in said(again)
    assert "Tweede regel" in said(again)
    assert "Uitloggen" in again.text
    preview = go_on(ria, again.text, form_path(wijk))
    assert "Klopt het zo?" in preview
    with wijk.site.db.read() as session:
        assert session.exec(select(Idea.body)).one() == LONG.replace("\r\n", "\n")


def test_several_values_of_one_field_and_their_order_stay(wijk: Wijk) -> None:
    visitor = wijk.site.visitor()
    asked = visitor.post("/resident/ronde/x/stem/nakijken", {"ideas": ["3", "1", "2"]})
    assert asked.status_code == 401
    _id, code = wijk.person("Ria")
    again = visitor.post("/inloggen", fields_of(asked.text) | {"code": code})
    assert fields_of(again.text)["ideas"] == ["3", "1", "2"]


def test_a_form_from_before_another_sign_in(wijk: Wijk) -> None:
    """Signed in again in another tab: the token of the old tab belongs to nobody any more."""
    _id, code = wijk.person("Ria")
    ria = wijk.site.sign_in(code)
    old = ria.token()
    ria.post("/inloggen", {"code": code})
    headers = {"sec-fetch-site": "same-origin"}
    refused = ria.client.post(
        form_path(wijk), data=GOOD_IDEA | {"csrf_token": old}, headers=headers
    )
    assert refused.status_code == 403
    assert "stond te lang open" in said(refused)
    assert "Klopt het zo?" in go_on(ria, refused.text, form_path(wijk))


def test_another_site_gets_nothing_to_send_again(wijk: Wijk) -> None:
    ria = wijk.resident("Ria")
    headers = {"sec-fetch-site": "cross-site"}
    for visitor in (ria, wijk.site.visitor()):
        refused = visitor.client.post(form_path(wijk), data=GOOD_IDEA, headers=headers)
        assert refused.status_code in (401, 403)
        assert f'action="{form_path(wijk)}"' not in refused.text
        assert "Een bankje bij de vijver" not in refused.text


def test_words_for_a_step_that_closed_can_be_copied(wijk: Wijk) -> None:
    ria = wijk.resident("Ria")
    ria.token()
    wijk.close("indienen")
    refused = ria.post(form_path(wijk), GOOD_IDEA)
    assert refused.status_code == 409
    assert "Dit schreef u" in said(refused)
    assert str(GOOD_IDEA["body"]) in refused.text
    assert refused.text.count("csrf") <= 1, "nothing to send: the step is closed"


def test_signing_in_goes_on_with_the_query(wijk: Wijk) -> None:
    answer = wijk.site.visitor().client.get(f"{form_path(wijk)}?bouwt_op=3", follow_redirects=False)
    assert answer.headers["location"].endswith("idee%3Fbouwt_op%3D3")


def test_a_visitor_without_cookies_reads_why(wijk: Wijk) -> None:
    bare = wijk.site.visitor()
    headers = {"sec-fetch-site": "same-origin"}
    refused = bare.client.post("/inloggen", data={"code": "x", "csrf_token": "y"}, headers=headers)
    assert refused.status_code == 403
    assert "Zet cookies aan" in refused.text
    assert SESSION_COOKIE not in refused.cookies
