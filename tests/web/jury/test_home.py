"""What waits for a member, per body."""

from datetime import date

import pytest

from budget_app.bodies import service as bodies
from tests.support.jury_round import NOW, TODAY, JuryRound
from tests.support.site import Site


def test_the_first_page_says_how_far_one_is_and_what_is_next(world: JuryRound, site: Site) -> None:
    with world.db.write() as session:
        world.judge(session, world.docket(session, title="Gedaan"), 4)
        world.docket(session, title="Nog te doen")
    ada = site.sign_in(world.code(world.members[0]))
    page = ada.see("/jury/")
    assert "1 van 2" in page
    assert "Nog te doen" in page
    assert "nog 14 dagen" in page
    assert "Gedaan" not in page


def test_each_list_holds_its_own(world: JuryRound, site: Site) -> None:
    with world.db.write() as session:
        world.judge(session, world.docket(session, title="Van anderen"), 4)
        world.docket(session, title="Van mij")
        done = world.docket(session, title="Is klaar")
        world.judge(session, done, 2, 2)
        bodies.settle(session, done, "decline", "Te duur.", NOW, TODAY)
        body = done.body_id
    ada = site.sign_in(world.code(world.members[0]))
    for chosen, title in (("u", "Van mij"), ("anderen", "Van anderen"), ("besloten", "Is klaar")):
        page = ada.see(f"/jury/groep/{body}?lijst={chosen}")
        assert title in page
        assert sum(other in page for other in ("Van mij", "Van anderen", "Is klaar")) == 1
    assert "afgewezen" in ada.see(f"/jury/groep/{body}?lijst=besloten&bladzijde=9")


def test_a_long_list_comes_in_pages(world: JuryRound, site: Site) -> None:
    with world.db.write() as session:
        bodies_seen = {world.docket(session, title=f"Plan {n:02}").body_id for n in range(23)}
    (body,) = bodies_seen
    ada = site.sign_in(world.code(world.members[0]))
    assert ada.see(f"/jury/groep/{body}").count("Plan ") == 20
    assert ada.see(f"/jury/groep/{body}?bladzijde=2").count("Plan ") == 3


def test_another_body_is_not_for_you(world: JuryRound, site: Site) -> None:
    ada = site.sign_in(world.code(world.members[0]))
    answer = ada.get("/jury/groep/2")
    assert answer.status_code == 403
    assert "U zit niet in deze groep." in answer.text


@pytest.mark.parametrize("address", ["/jury/", "/jury/groep/1", "/jury/dossier/1"])
def test_only_members_come_in(world: JuryRound, site: Site, address: str) -> None:
    with world.db.write() as session:
        world.docket(session)
        gone = world.account(session).id or 0
        world.seat(session, gone, ends_on=date(2026, 3, 1))
    assert site.visitor().get(address).url.path == "/inloggen"
    for account in (world.maker, gone):
        assert site.sign_in(world.code(account)).get(address).status_code == 403
