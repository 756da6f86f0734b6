"""Work on an idea with others: invite, leave, withdraw; and my page shows what waits for me."""

from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import select

from budget_app.db import Database
from budget_app.ideas.models import IdeaAuthor
from budget_app.web import overview
from tests.support.site import Site, said
from tests.support.wijk import GOOD_IDEA, Wijk
from tests.web.resident.makers import idea_of, invitation


def test_a_link_makes_one_person_a_maker_once(wijk: Wijk) -> None:
    ria, bob, eve = (wijk.resident(name) for name in ("Ria", "Bob", "Eve"))
    idea_id = wijk.hand_in(ria)
    link = invitation(ria, idea_id)
    assert "Een bankje bij de vijver" in bob.see(link)
    assert idea_of(wijk, idea_id).makers == "Ria"
    bob.do(link)
    assert idea_of(wijk, idea_id).makers == "Ria, Bob"
    assert eve.post(link).status_code == 404
    bob.do(f"/resident/idee/{idea_id}/bewerken", GOOD_IDEA | {"title": "Bankje met tafel"})
    assert idea_of(wijk, idea_id).title == "Bankje met tafel"


def test_a_link_ends_after_thirty_days_and_is_not_for_the_maker(wijk: Wijk) -> None:
    ria, (_, bobs_code) = wijk.resident("Ria"), wijk.person("Bob")
    idea_id = wijk.hand_in(ria)
    link = invitation(ria, idea_id)
    assert ria.post(link).status_code == 409
    wijk.site.clock.moment += timedelta(days=30)
    late = wijk.site.sign_in(bobs_code).post(link)
    assert late.status_code == 404
    assert "werkt niet (meer)" in late.text


def test_a_maker_can_leave_but_not_the_last_one(wijk: Wijk) -> None:
    ria, bob = wijk.resident("Ria"), wijk.resident("Bob")
    idea_id = wijk.hand_in(ria)
    alone = ria.post(f"/resident/idee/{idea_id}/verlaten")
    assert alone.status_code == 409
    assert "enige maker" in alone.text
    bob.do(invitation(ria, idea_id))
    ria.do(f"/resident/idee/{idea_id}/verlaten")
    assert idea_of(wijk, idea_id).makers == "Bob"
    assert ria.get(f"/resident/idee/{idea_id}").status_code == 403
    ria.do(invitation(bob, idea_id))
    assert idea_of(wijk, idea_id).makers == "Bob, Ria"


def test_withdrawing_asks_why_and_is_final(wijk: Wijk) -> None:
    ria = wijk.resident("Ria")
    idea_id = wijk.hand_in(ria)
    no_reason = ria.post(f"/resident/idee/{idea_id}/intrekken", {"reason": " "})
    assert no_reason.status_code == 400
    ria.do(f"/resident/idee/{idea_id}/intrekken", {"reason": "Er staat al een bankje."})
    assert idea_of(wijk, idea_id).state == "ingetrokken"
    again = ria.post(f"/resident/idee/{idea_id}/intrekken", {"reason": "Nog eens"})
    assert again.status_code == 409
    assert ria.get(f"/resident/idee/{idea_id}/bewerken").status_code == 409


def test_a_stranger_can_do_nothing_with_my_idea(wijk: Wijk) -> None:
    ria, bob = wijk.resident("Ria"), wijk.resident("Bob")
    idea_id = wijk.hand_in(ria)
    for deed in ("intrekken", "uitnodigen", "verlaten", "samenvoegen", "opnieuw", "bezwaar"):
        response = bob.post(
            f"/resident/idee/{idea_id}/{deed}", {"reason": "ik wil dit", "number": "1"}
        )
        assert response.status_code == 403, deed
    assert idea_of(wijk, idea_id).state == "ingediend"


def test_my_page_shows_what_i_can_do_and_nothing_of_others(wijk: Wijk) -> None:
    ria, bob = wijk.resident("Ria"), wijk.resident("Bob")
    wijk.hand_in(ria)
    ria.do(f"/resident/ronde/{wijk.slug}/idee", {"title": "Nog een concept", "doe": "bewaar"})
    mine = ria.see("/resident/")
    assert "Een bankje bij de vijver" in mine
    assert "Nog een concept" in mine
    his = bob.see("/resident/")
    assert "bankje" not in his
    assert f"/resident/ronde/{wijk.slug}/idee" in his
    assert wijk.site.visitor().get("/resident/").history, "a stranger is asked to sign in"
    with wijk.site.db.read() as session:
        assert len(session.exec(select(IdeaAuthor)).all()) == 2
    assert said(ria.get("/resident/"))


def test_my_page_asks_the_database_as_often_however_much_there_is(
    sqlite_database: Database,
) -> None:
    wijk = Wijk.found(Site(sqlite_database))
    ria_id, code = wijk.person("Ria")
    ria, bob = wijk.site.sign_in(code), wijk.resident("Bob")
    counts = []
    for number in range(1, 4):
        hers = wijk.hand_in(ria, title=f"Plan {number}")
        his = wijk.hand_in(bob, title=f"Bobs plan {number}")
        bob.do(f"/resident/idee/{his}/samenvoegen", {"number": idea_of(wijk, hers).number})
        asked: list[str] = []

        def note(*event: object, seen: list[str] = asked) -> None:
            seen.append(str(event[2]))

        engine = wijk.site.db.reader
        sa.event.listen(engine, "before_cursor_execute", note)
        with wijk.site.db.read() as session:
            mine = overview.of(session, ria_id, wijk.site.clock.now())
        sa.event.remove(engine, "before_cursor_execute", note)
        assert (len(mine.ideas), len(mine.merges)) == (number, number)
        counts.append(len(asked))
    assert len(set(counts)) == 1
