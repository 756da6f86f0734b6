"""The desk: an idea for someone else, and a new code for a lost one."""

import re
from datetime import timedelta

import pytest
from sqlmodel import select

from budget_app.db import Database
from budget_app.history.models import Entry
from budget_app.ideas.models import Idea, IdeaAuthor
from budget_app.people.models import AccessLog, Account, Role
from budget_app.people.roll import add
from budget_app.people.roll_rules import Line
from budget_app.places.models import Area
from budget_app.talk import meeting
from tests.support.site import SECRET, Site
from tests.support.wijk import BUURT, GOOD_IDEA, WIJK, Wijk

CODE = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}")


@pytest.fixture
def wijk(database: Database) -> Wijk:
    return Wijk.found(Site(database))


def idea_path(wijk: Wijk) -> str:
    return f"/desk/ronde/{wijk.slug}/idee"


def test_an_idea_with_a_code_belongs_to_the_person_and_is_logged_as_help(wijk: Wijk) -> None:
    ria_id, code = wijk.person("Ria")
    desk = wijk.staff("desk")
    receipt = desk.do(idea_path(wijk), GOOD_IDEA | {"code": code})
    assert "Het idee is binnen" in receipt
    with wijk.site.db.read() as session:
        author = session.exec(select(IdeaAuthor)).one()
        idea = session.exec(select(Idea)).one()
        deed = session.exec(select(Entry).where(Entry.deed == "idea_ingediend")).one()
        log = session.exec(select(AccessLog)).one()
    assert (author.account_id, author.credit) == (ria_id, "Ria")
    assert author.entered_by_id not in (None, ria_id)
    assert (idea.channel, idea.makers, idea.state) == ("desk", "Ria", "ingediend")
    assert deed.actor == "helper"
    assert (log.subject_id, log.what) == (ria_id, "idea_entered")
    ria = wijk.site.sign_in(code)
    assert "Een bankje bij de vijver" in ria.see("/resident/")
    assert "voerde een idee voor u in" in ria.see("/resident/inzage")
    assert desk.get(f"/resident/idee/{idea.id}").status_code == 403, "never the helper's own"


def test_someone_without_a_code_gets_credit_and_may_get_a_code_without_a_vote(wijk: Wijk) -> None:
    desk = wijk.staff("desk")
    person = {"name": "Kees", "lives_here": "ja"}
    desk.do(idea_path(wijk), GOOD_IDEA | person)
    with wijk.site.db.read() as session:
        idea = session.exec(select(Idea)).one()
    assert idea.makers == "Kees"
    shown = desk.post(f"/desk/idee/{idea.id}/code")
    code = CODE.search(shown.text)
    assert code
    kees = wijk.site.sign_in(code.group())
    assert kees.get(f"/resident/idee/{idea.id}").status_code == 200
    assert kees.get(f"/resident/ronde/{wijk.slug}/idee").status_code == 403, "on no roll"
    assert desk.post(f"/desk/idee/{idea.id}/code").status_code == 409


@pytest.mark.parametrize(
    ("person", "sentence"),
    [
        ({}, "Vul de code uit de brief in"),
        ({"name": "Kees"}, "Vraag of deze persoon in de wijk woont."),
        ({"code": "AAAA-BBBB-CCCC"}, "Deze code kennen we niet."),
    ],
)
def test_whose_idea_it_is_must_be_clear(
    wijk: Wijk, person: dict[str, object], sentence: str
) -> None:
    response = wijk.staff("desk").post(idea_path(wijk), GOOD_IDEA | person)
    assert response.status_code == 400
    assert sentence in response.text
    assert "Ouderen kunnen daar uitrusten" in response.text
    with wijk.site.db.read() as session:
        assert session.exec(select(Idea)).first() is None


def test_the_code_of_another_round_is_a_mistake_at_its_field(wijk: Wijk) -> None:
    _id, code = wijk.person("Ria", on_roll=False)
    response = wijk.staff("desk").post(idea_path(wijk), GOOD_IDEA | {"code": code})
    assert response.status_code == 400
    assert "Deze persoon staat niet op de lijst van deze ronde." in response.text
    assert "Ouderen kunnen daar uitrusten" in response.text


def test_a_helper_does_not_enter_an_idea_as_help_to_themselves(wijk: Wijk) -> None:
    helper_id, code = wijk.person("Els")
    with wijk.site.db.write() as session:
        session.add(Role(account_id=helper_id, name="desk", starts_on=wijk.site.clock.now().date()))
    response = wijk.site.sign_in(code).post(idea_path(wijk), GOOD_IDEA | {"code": code})
    assert response.status_code == 400
    assert "uw eigen code" in response.text


def test_the_desk_is_for_helpers_of_this_wijk(wijk: Wijk) -> None:
    assert wijk.resident().get("/desk/").status_code == 403
    assert wijk.resident().post(idea_path(wijk), GOOD_IDEA).status_code == 403
    helper_id, code = wijk.person("Els", on_roll=False)
    with wijk.site.db.write() as session:
        today = wijk.site.clock.now().date()
        session.add(Role(account_id=helper_id, name="desk", area_code=BUURT, starts_on=today))
    els = wijk.site.sign_in(code)
    assert "geen ronde in uw wijk" in els.see("/desk/")
    assert els.post(idea_path(wijk), GOOD_IDEA).status_code == 403
    assert els.post(f"/desk/ronde/{wijk.slug}/code", {"words": "K-001"}).status_code == 403
    with wijk.site.db.write() as session:
        session.exec(select(Role).where(Role.account_id == helper_id)).one().area_code = WIJK
    assert "Bewonersbudget Testwijk" in els.see("/desk/")


def test_a_helper_of_the_whole_gemeente_helps_in_every_wijk(wijk: Wijk) -> None:
    helper_id, code = wijk.person("Els", on_roll=False)
    with wijk.site.db.write() as session:
        session.add(Area(code="GM9999", kind="gemeente", name="Teststad", slug="teststad"))
        session.flush()
        session.exec(select(Area).where(Area.code == WIJK)).one().parent_code = "GM9999"
        today = wijk.site.clock.now().date()
        session.add(Role(account_id=helper_id, name="desk", area_code="GM9999", starts_on=today))
    els = wijk.site.sign_in(code)
    assert "Bewonersbudget Testwijk" in els.see("/desk/")
    assert els.get(idea_path(wijk)).status_code == 200


def lost(wijk: Wijk) -> tuple[int, str]:
    """Someone from the roll file with the mark K-001: account id and code."""
    with wijk.site.db.write() as session:
        letters = add(
            session, SECRET, wijk.round_id, [Line(BUURT, mark="K-001")],
            wijk.site.clock.now(),
        )  # fmt: skip
        account_id = session.exec(select(Account.id).where(Account.name == "")).one()
    assert account_id is not None
    return account_id, letters[0].code


def test_a_lost_code_is_replaced_by_the_mark_and_the_old_one_dies(wijk: Wijk) -> None:
    account_id, old = lost(wijk)
    desk = wijk.staff("desk")
    path = f"/desk/ronde/{wijk.slug}/code"
    assert "Niemand gevonden" in desk.post(path, {"words": "K-00"}).text
    assert "Vijverbuurt" in desk.post(path, {"words": "k 001"}).text
    shown = desk.post(f"{path}/nieuw", {"person": str(account_id)})
    fresh = CODE.search(shown.text)
    assert fresh
    assert wijk.site.visitor().post("/inloggen", {"code": old}).status_code == 400
    me = wijk.site.sign_in(fresh.group())
    assert "gaf u een nieuwe code" in me.see("/resident/inzage")
    assert "Vijverbuurt" in desk.post(path, {"words": "K-001"}).text, "found when lost again"


def test_the_roll_cannot_be_leafed_through(wijk: Wijk) -> None:
    wijk.person("Ria de Vries")
    desk = wijk.staff("desk")
    path = f"/desk/ronde/{wijk.slug}/code"
    for words in ("%", "___", "Ria", "Ria de Vrie", ""):
        assert "Ria de Vries" not in desk.post(path, {"words": words}).text
    assert "Ria de Vries" in desk.post(path, {"words": "ria DE vries"}).text


def test_a_helper_cannot_become_an_official(wijk: Wijk) -> None:
    official, code = wijk.person("Mo")
    with wijk.site.db.write() as session:
        today = wijk.site.clock.now().date()
        session.add(Role(account_id=official, name="municipality", starts_on=today))
    path = f"/desk/ronde/{wijk.slug}/code/nieuw"
    response = wijk.staff("desk").post(path, {"person": str(official)})
    assert response.status_code == 403
    assert "vervangt de gemeente zelf" in response.text
    wijk.site.sign_in(code)
    stranger, _ = wijk.person("Elders", on_roll=False)
    assert wijk.staff("desk").post(path, {"person": str(stranger)}).status_code == 404


def test_an_idea_said_at_a_meeting_is_linked_to_it(wijk: Wijk) -> None:
    now = wijk.site.clock.now()
    with wijk.site.db.write() as session:
        round_id = wijk.round(session).id or 0
        evening = meeting.plan(session, round_id, "Buurtavond", "De Brug", now).id
        later = meeting.plan(session, round_id, "Straks", "De Brug", now + timedelta(days=1)).id
    desk = wijk.staff("desk")
    form = desk.see(idea_path(wijk))
    assert f'value="{evening}">Buurtavond' in form
    assert f'value="{later}"' not in form
    person = {"name": "Kees", "lives_here": "ja", "meeting": str(evening)}
    desk.do(idea_path(wijk), GOOD_IDEA | person)
    page = wijk.site.visitor().see(f"/ronde/{wijk.slug}/bijeenkomsten")
    assert "Hier opgeschreven ideeën:" in page
    assert "Een bankje bij de vijver" in page
