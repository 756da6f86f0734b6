"""React to an idea and support it, as residents do in a browser."""

import pytest

from budget_app.db import Database
from tests.support import sample
from tests.support.sample import Sample
from tests.support.site import Site

WORDS = "Denk ook aan wie slecht loopt."


@pytest.fixture
def site(database: Database) -> Site:
    return Site(database)


@pytest.fixture
def made(site: Site) -> Sample:
    with site.db.write() as session:
        return sample.make(session, site.clock.now(), 1)


def test_a_resident_reacts(site: Site, made: Sample) -> None:
    noor = site.sign_in(made.other_code)
    address = f"/resident/idee/{made.ideas[0]}/reactie"
    page = noor.do(address, {"tone": "denk_aan", "body": WORDS})
    assert "Uw reactie staat erbij" in page
    assert WORDS in site.visitor().see(f"/idee/{made.ideas[0]}")


def test_a_refused_reaction_comes_back_as_typed(site: Site, made: Sample) -> None:
    noor = site.sign_in(made.other_code)
    answer = noor.post(f"/resident/idee/{made.ideas[0]}/reactie", {"body": WORDS})
    assert answer.status_code == 400
    assert WORDS in answer.text
    assert "Kies wat voor reactie dit is." in answer.text


def test_words_of_people_are_shown_as_words(site: Site, made: Sample) -> None:
    noor = site.sign_in(made.other_code)
    address = f"/resident/idee/{made.ideas[0]}/reactie"
    noor.do(address, {"tone": "vraag", "body": "<script>alert(1)</script>"})
    assert "<script>alert" not in site.visitor().see(f"/idee/{made.ideas[0]}")


def test_support_is_given_and_taken_back(site: Site, made: Sample) -> None:
    noor = site.sign_in(made.other_code)
    address = f"/resident/idee/{made.ideas[0]}/steun"
    assert "Haal mijn steun weg" in noor.do(address, {"steun": "ja"})
    noor.do(address, {"steun": "ja"})
    assert "1</strong> bewoner steunt" in site.visitor().see(f"/idee/{made.ideas[0]}")
    assert "Ik steun dit idee" in noor.do(address, {"steun": "nee"})


def test_a_visitor_is_asked_to_sign_in(site: Site, made: Sample) -> None:
    answer = site.visitor().post(
        f"/resident/idee/{made.ideas[0]}/reactie", {"tone": "vraag", "body": WORDS}
    )
    assert answer.status_code == 401
    assert "Log in om te reageren" in site.visitor().see(f"/idee/{made.ideas[0]}")


def test_another_persons_draft_takes_no_reaction(site: Site, made: Sample) -> None:
    with site.db.write() as session:
        secret = sample.draft(session, made, site.clock.now()).id
    noor = site.sign_in(made.other_code)
    answer = noor.post(f"/resident/idee/{secret}/reactie", {"tone": "vraag", "body": WORDS})
    assert answer.status_code == 404


def test_only_the_municipality_hides_and_the_reason_shows(site: Site, made: Sample) -> None:
    noor = site.sign_in(made.other_code)
    noor.do(f"/resident/idee/{made.ideas[0]}/reactie", {"tone": "vraag", "body": WORDS})
    address = "/municipality/reactie/1"
    assert noor.post(address, {"reason": "Omdat."}).status_code == 403
    staff = site.sign_in(made.staff_code)
    assert WORDS in staff.see(address)
    assert staff.post(address, {"reason": ""}).status_code == 400
    page = staff.do(address, {"reason": "Hier staat een adres in."})
    assert WORDS not in page
    assert "Hier staat een adres in." in page
    assert staff.get(address).status_code == 404


def test_who_has_no_name_reads_what_will_stand_with_a_reaction(site: Site, made: Sample) -> None:
    visitor = site.sign_in(made.other_code)
    visitor.do("/resident/account/naam", {"name": "Ans"})
    assert "met uw naam erbij" in visitor.see(f"/idee/{made.ideas[0]}")
    visitor.do("/resident/account/naam", {"name": ""})
    page = visitor.see(f"/idee/{made.ideas[0]}")
    assert "Er staat bij: een bewoner." in page
    assert f'action="/resident/idee/{made.ideas[0]}/reactie#fouten"' in page
