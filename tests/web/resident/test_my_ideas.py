"""Work on an idea with others: invite, leave, withdraw, go on together, answer the jury."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import Session, select

from budget_app.bodies import dockets, reading
from budget_app.bodies import service as bodies
from budget_app.bodies.models import Docket
from budget_app.clock import local_date
from budget_app.db import Database
from budget_app.ideas.models import Idea, IdeaAuthor, Merge
from budget_app.people.models import Account
from budget_app.web import overview
from tests.support.site import Site, Visitor, said
from tests.support.wijk import GOOD_IDEA, Wijk


@pytest.fixture
def wijk(database: Database) -> Wijk:
    return Wijk.found(Site(database))


def idea_of(wijk: Wijk, idea_id: int) -> Idea:
    with wijk.site.db.read() as session:
        return session.get_one(Idea, idea_id)


def invitation(visitor: Visitor, idea_id: int) -> str:
    page = visitor.post(f"/resident/idee/{idea_id}/uitnodigen").text
    found = re.search(r"/resident/uitnodiging/[0-9a-f]+", page)
    assert found
    return found.group()


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


def pair(wijk: Wijk) -> tuple[Visitor, Visitor, int, int]:
    ria, bob = wijk.resident("Ria"), wijk.resident("Bob")
    one = wijk.hand_in(ria)
    return ria, bob, one, wijk.hand_in(bob, title="Een bank aan de vijver")


def asked(wijk: Wijk) -> int:
    with wijk.site.db.read() as session:
        merge_id = session.exec(select(Merge.id).where(Merge.status == "proposed")).one()
        assert merge_id is not None
        return merge_id


@pytest.mark.parametrize("where", ["hier", "daar"])
def test_two_ideas_go_on_as_one_with_credit_to_all(wijk: Wijk, where: str) -> None:
    ria, bob, hers, his = pair(wijk)
    his_number = idea_of(wijk, his).number
    ria.do(f"/resident/idee/{hers}/samenvoegen", {"number": his_number, "where": where})
    path = f"/resident/samenvoegen/{asked(wijk)}"
    assert path in bob.see("/resident/")
    assert path not in ria.see("/resident/")
    assert ria.post(path, {"antwoord": "ja"}).status_code == 403
    bob.do(path, {"antwoord": "ja"})
    stays, stops = (hers, his) if where == "hier" else (his, hers)
    assert idea_of(wijk, stops).state == "samengevoegd"
    assert idea_of(wijk, stops).merged_into_id == stays
    assert set(idea_of(wijk, stays).makers.split(", ")) == {"Ria", "Bob"}
    assert bob.post(path, {"antwoord": "ja"}).status_code == 409
    for maker in (ria, bob):
        assert maker.get(f"/resident/idee/{stays}").status_code == 200


def test_no_leaves_both_as_they_were(wijk: Wijk) -> None:
    ria, bob, hers, his = pair(wijk)
    ria.do(f"/resident/idee/{hers}/samenvoegen", {"number": idea_of(wijk, his).number})
    twice = ria.post(f"/resident/idee/{hers}/samenvoegen", {"number": idea_of(wijk, his).number})
    assert twice.status_code == 409
    bob.do(f"/resident/samenvoegen/{asked(wijk)}", {"antwoord": "nee"})
    assert {idea_of(wijk, hers).state, idea_of(wijk, his).state} == {"ingediend"}
    assert idea_of(wijk, his).makers == "Bob"


def test_who_left_after_asking_does_not_turn_the_question_round(wijk: Wijk) -> None:
    ria, bob, hers, his = pair(wijk)
    eve = wijk.resident("Eve")
    eve.do(invitation(ria, hers))
    ria.do(f"/resident/idee/{hers}/samenvoegen", {"number": idea_of(wijk, his).number})
    ria.do(f"/resident/idee/{hers}/verlaten")
    path = f"/resident/samenvoegen/{asked(wijk)}"
    assert eve.post(path, {"antwoord": "ja"}).status_code == 403
    assert ria.post(path, {"antwoord": "ja"}).status_code == 403
    assert bob.get(path).status_code == 200


def test_merging_is_refused_where_it_makes_no_sense(wijk: Wijk) -> None:
    ria, bob, hers, his = pair(wijk)
    path = f"/resident/idee/{hers}/samenvoegen"
    own = ria.post(path, {"number": idea_of(wijk, hers).number})
    assert "hetzelfde idee" in own.text
    other_of_hers = wijk.hand_in(ria, title="Een prullenbak")
    assert (
        "maker van allebei" in ria.post(path, {"number": idea_of(wijk, other_of_hers).number}).text
    )
    assert ria.post(path, {"number": "99"}).status_code == 400
    assert ria.post(path, {"number": "vijf"}).status_code == 400
    bob.do(f"/resident/idee/{his}/intrekken", {"reason": "Toch niet."})
    ended = ria.post(path, {"number": idea_of(wijk, his).number})
    assert ended.status_code == 409
    assert "te ver" in ended.text


def test_an_idea_of_another_round_is_refused(wijk: Wijk) -> None:
    from budget_app.ideas import merging

    _ria, _bob, hers, his = pair(wijk)
    with wijk.site.db.read() as session:
        mine, other = session.get_one(Idea, hers), session.get_one(Idea, his)
        other.round_id = 999
        with session.no_autoflush, pytest.raises(merging.OtherRound):
            merging.propose(session, mine, other, 1, "", wijk.site.clock.now())


def judge(wijk: Wijk, session: Session, member: int, verdict: str, value: int) -> None:
    now = wijk.site.clock.now()
    docket = session.exec(select(Docket).where(Docket.verdict == None)).one()  # noqa: E711
    account = session.get_one(Account, member)
    given = {key: (value, "Daarom.") for key in ("leefbaarheid", "uitvoerbaarheid")}
    bodies.score(session, docket, account, given, now)
    bodies.settle(session, docket, verdict, "Vertel wie het onderhoudt.", now, local_date(now))


def before_jury(wijk: Wijk) -> tuple[Visitor, int, int]:
    ria = wijk.resident("Ria")
    member, _ = wijk.person("Jurylid")
    wijk.seat(member)
    idea_id = wijk.hand_in(ria)
    wijk.open("praten")
    wijk.close("indienen")
    wijk.open("jury")
    wijk.close("praten")
    assert idea_of(wijk, idea_id).state == "bij_de_jury"
    return ria, idea_id, member


def test_repair_goes_back_to_the_same_jury(wijk: Wijk) -> None:
    ria, idea_id, member = before_jury(wijk)
    with wijk.site.db.write() as session:
        judge(wijk, session, member, "repair", 1)
    assert "Vertel wie het onderhoudt." in ria.see(f"/resident/idee/{idea_id}")
    unchanged = ria.post(f"/resident/idee/{idea_id}/opnieuw")
    assert unchanged.status_code == 409
    better = GOOD_IDEA | {"body": "Wij onderhouden het bankje zelf, elke maand een keer."}
    ria.do(f"/resident/idee/{idea_id}/bewerken", better)
    assert "uiterlijk" in ria.do(f"/resident/idee/{idea_id}/opnieuw")
    assert idea_of(wijk, idea_id).state == "bij_de_jury"
    with wijk.site.db.read() as session:
        assert list(session.exec(select(Docket.sitting).order_by("id"))) == [1, 2]


def test_a_jury_does_not_judge_what_was_taken_back(wijk: Wijk) -> None:
    ria, idea_id, member = before_jury(wijk)
    with wijk.site.db.read() as session:
        (table,) = reading.tables(session, [1], member, wijk.site.clock.now())
        assert table.of("you")
    ria.do(f"/resident/idee/{idea_id}/intrekken", {"reason": "We verhuizen."})
    with pytest.raises(dockets.TakenBack), wijk.site.db.write() as session:
        judge(wijk, session, member, "pass", 5)
    assert idea_of(wijk, idea_id).state == "ingetrokken"
    with wijk.site.db.read() as session:
        (table,) = reading.tables(session, [1], member, wijk.site.clock.now())
        assert not table.of("you")


def test_one_appeal_after_a_no(wijk: Wijk) -> None:
    ria, idea_id, member = before_jury(wijk)
    with wijk.site.db.write() as session:
        judge(wijk, session, member, "decline", 1)
    assert ria.post(f"/resident/idee/{idea_id}/bezwaar", {"reason": ""}).status_code == 400
    why = {"reason": "De jury vergat dat de buurt het bankje zelf schildert."}
    ria.do(f"/resident/idee/{idea_id}/bezwaar", why)
    assert idea_of(wijk, idea_id).state == "bij_de_jury"
    with wijk.site.db.write() as session:
        judge(wijk, session, member, "decline", 1)
    assert ria.post(f"/resident/idee/{idea_id}/bezwaar", why).status_code == 409


@pytest.mark.parametrize(
    ("answer", "title"), [("ja", "Bankje"), ("nee", "Een bankje bij de vijver")]
)
def test_only_the_author_takes_over_words(wijk: Wijk, answer: str, title: str) -> None:
    ria, idea_id, member = before_jury(wijk)
    bob = wijk.resident("Bob")
    with wijk.site.db.write() as session:
        docket = session.exec(select(Docket)).one()
        proposal = bodies.propose_text(
            session,
            docket,
            session.get_one(Account, member),
            "title",
            "Bankje",
            "Korter leest beter.",
            wijk.site.clock.now(),
        )
        path = f"/resident/voorstel/{proposal.id}"
    assert path in ria.see("/resident/")
    assert bob.get(path).status_code == 403
    assert bob.post(path, {"antwoord": "ja"}).status_code == 403
    assert "Korter leest beter." in ria.see(path)
    ria.do(path, {"antwoord": answer})
    assert idea_of(wijk, idea_id).title == title
    assert ria.post(path, {"antwoord": "ja"}).status_code == 409


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
