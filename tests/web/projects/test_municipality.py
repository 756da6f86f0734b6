"""The municipality pays bills once, never too much, and says it when a project fails."""

import re
from datetime import timedelta

import pytest
from sqlmodel import select

from budget_app.people.models import Role
from budget_app.places.models import Area
from budget_app.projects import service as projects
from budget_app.projects.models import Payment, Project, Promise
from tests.support.jury_round import NOW, TODAY, JuryRound
from tests.support.site import Site, Visitor, said

BILL = {
    "bill_key": "k1",
    "payee": "IJzerhandel Verzonnen",
    "bill_for": "schroeven",
    "amount": "12,50",
}


def test_a_bill_is_paid_once_however_often_it_is_sent(
    world: JuryRound, official: Visitor, project_id: int
) -> None:
    page = f"/municipality/project/{project_id}"
    assert re.search(r'name="bill_key" value="[\w-]{8,}"', official.see(page))
    official.do(f"{page}/betaal", BILL)
    shown = official.do(f"{page}/betaal", BILL)
    assert "67,50" in shown
    changed = official.post(f"{page}/betaal", BILL | {"amount": "13"})
    assert changed.status_code == 409
    assert "met andere gegevens" in said(changed)
    with world.db.read() as session:
        assert len(session.exec(select(Payment)).all()) == 1


def test_more_than_there_is_is_refused_in_a_sentence(
    world: JuryRound, official: Visitor, project_id: int
) -> None:
    answer = official.post(f"/municipality/project/{project_id}/betaal", BILL | {"amount": "80,01"})
    assert answer.status_code == 400
    assert "Er is niet genoeg geld. Er is nog € 80 beschikbaar." in answer.text
    assert 'id="fout-amount"' in answer.text
    assert 'value="80,01"' in answer.text
    assert 'name="bill_key" value="k1"' in answer.text


def test_all_that_is_wrong_with_a_bill_is_said_at_once(official: Visitor, project_id: int) -> None:
    wrong = {"payee": "", "bill_for": "x" * 201, "amount": "-5"}
    answer = official.post(f"/municipality/project/{project_id}/betaal", BILL | wrong)
    assert answer.status_code == 400
    assert all(f'id="fout-{name}"' in answer.text for name in wrong)


def test_officials_find_every_project_of_a_round_with_what_is_late(
    world: JuryRound, site: Site, official: Visitor, project_id: int
) -> None:
    official.do(f"/municipality/project/{project_id}/betaal", BILL)
    with world.db.write() as session:
        project = projects.by_id(session, project_id)
        projects.milestone(
            session, project, "opbouwen", TODAY - timedelta(days=1), NOW - timedelta(days=9)
        )
        projects.promise(session, project, "Wij", "vertellen", TODAY + timedelta(days=3), NOW)
        round_id = project.round_id
    page = words(official.see(f"/municipality/ronde/{round_id}/projecten"))
    assert "Betaald: € 12,50 van € 80." in page
    assert "1 ding is te laat" in page
    assert "Bij 1 project is iets te laat" in page
    assert "Nog geen nieuws van de makers." in page
    assert "opbouwen" in official.see(f"/municipality/project/{project_id}")
    outsider = site.visitor().get(f"/municipality/ronde/{round_id}/projecten")
    assert "inloggen" in str(outsider.url)


@pytest.mark.parametrize(
    ("field", "typed", "wrong"),
    [("amount", "veel", "amount"), ("amount", "0", "amount"), ("payee", "", "payee"),
     ("bill_for", "", "bill_for")],
)  # fmt: skip
def test_a_bill_that_cannot_be_read(
    official: Visitor, project_id: int, field: str, typed: str, wrong: str
) -> None:
    answer = official.post(f"/municipality/project/{project_id}/betaal", BILL | {field: typed})
    assert answer.status_code == 400
    assert f'id="fout-{wrong}"' in answer.text


def test_a_wrong_payment_is_taken_back(official: Visitor, project_id: int) -> None:
    page = f"/municipality/project/{project_id}"
    official.do(f"{page}/betaal", BILL)
    assert official.post(f"{page}/betaling/1/terug", {"fix_1": ""}).status_code == 400
    shown = official.do(f"{page}/betaling/1/terug", {"fix_1": "dubbele rekening"})
    assert "teruggedraaid: dubbele rekening" in shown
    assert official.post(f"{page}/betaling/1/terug", {"fix_1": "nog eens"}).status_code == 409
    assert official.post(f"{page}/betaling/9/terug", {"fix_9": "x"}).status_code == 404


def test_each_side_makes_its_own_promises(
    world: JuryRound, official: Visitor, mo: Visitor, project_id: int
) -> None:
    page = f"/municipality/project/{project_id}"
    promised = {"who": "Gemeente", "what": "Vergunning", "due_on": "2026-03-09"}
    official.do(f"{page}/belofte", promised)
    assert (
        mo.post(f"/resident/project/{project_id}/belofte/1", {"state": "kept"}).status_code == 403
    )
    official.do(f"{page}/belofte/1", {"state": "kept"})
    with world.db.read() as session:
        assert session.exec(select(Promise.state)).one() == "kept"


def test_a_failure_needs_a_reason(world: JuryRound, official: Visitor, project_id: int) -> None:
    page = f"/municipality/project/{project_id}"
    answer = official.post(f"{page}/mislukt", {"fail_why": ""})
    assert answer.status_code == 400
    assert 'id="fout-fail_why"' in answer.text
    official.do(f"{page}/mislukt", {"fail_why": "De vergunning kwam niet."})
    refused = official.post(f"{page}/betaal", BILL)
    assert refused.status_code == 409
    with world.db.read() as session:
        assert session.get_one(Project, project_id).state == "mislukt"


def test_a_done_project_no_longer_fails(
    world: JuryRound, official: Visitor, project_id: int
) -> None:
    with world.db.write() as session:
        projects.finish(session, session.get_one(Project, project_id), NOW)
    page = f"/municipality/project/{project_id}"
    assert official.post(f"{page}/mislukt", {"fail_why": "Toch niet."}).status_code == 409
    official.do(f"{page}/betaal", BILL)


def test_not_for_residents_nor_for_another_area(
    world: JuryRound, site: Site, mo: Visitor, project_id: int
) -> None:
    page = f"/municipality/project/{project_id}"
    assert mo.get(page).status_code == 403
    assert mo.post(f"{page}/betaal", BILL).status_code == 403
    with world.db.write() as session:
        session.add(Area(code="WK059999", kind="wijk", name="Elders", slug="elders"))
        session.flush()
        other = world.account(session).id or 0
        session.add(
            Role(account_id=other, name="municipality", area_code="WK059999", starts_on=TODAY)
        )
    elsewhere = site.sign_in(world.code(other))
    assert elsewhere.get(page).status_code == 403
    assert elsewhere.post(f"{page}/betaal", BILL).status_code == 403


def words(page: str) -> str:
    """The words of a page's main part."""
    main = page.split("<main", 1)[1].split("</main", 1)[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", main)).replace("\N{NO-BREAK SPACE}", " ")
