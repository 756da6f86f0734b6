"""Makers answer the jury: repair, appeal, take over its words, or take the idea back."""

import pytest
from sqlmodel import Session, select

from budget_app.bodies import dockets, reading
from budget_app.bodies import service as bodies
from budget_app.bodies.models import Docket
from budget_app.clock import local_date
from budget_app.ideas import moves
from budget_app.ideas.models import Idea
from budget_app.people.models import Account
from tests.support.site import START, Visitor
from tests.support.wijk import GOOD_IDEA, Wijk
from tests.web.resident.makers import idea_of


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


def test_who_changed_nothing_is_led_to_the_text(wijk: Wijk) -> None:
    ria, idea_id, member = before_jury(wijk)
    with wijk.site.db.write() as session:
        judge(wijk, session, member, "repair", 1)
    page = ria.post(f"/resident/idee/{idea_id}/opnieuw")
    assert page.status_code == 409
    assert "nog niets veranderd" in page.text
    assert f'href="/resident/idee/{idea_id}/bewerken"' in page.text


def test_an_idea_that_comes_too_late_says_so_before_it_is_handed_in(wijk: Wijk) -> None:
    _ria, _idea_id, member = before_jury_with_ideas_open(wijk)
    with wijk.site.db.write() as session:
        judge(wijk, session, member, "pass", 5)
    bob = wijk.resident("Bob")
    draft = str(bob.post(f"/resident/ronde/{wijk.slug}/idee", GOOD_IDEA).url.path)
    button = f'action="{draft.replace("controleren", "indienen")}"'
    assert button in bob.see(draft)
    wijk.open("stemmen")
    late = bob.see(draft)
    assert "Stemmen” is al begonnen zonder dit idee" in late
    assert button not in late


def before_jury_with_ideas_open(wijk: Wijk) -> tuple[Visitor, int, int]:
    ria = wijk.resident("Ria")
    member, _ = wijk.person("Jurylid")
    wijk.seat(member)
    idea_id = wijk.hand_in(ria)
    wijk.open("praten")
    wijk.open("jury")
    with wijk.site.db.write() as session:
        moves.advance(session, wijk.round(session), session.get_one(Idea, idea_id), START)
        moves.advance(session, wijk.round(session), session.get_one(Idea, idea_id), START)
    return ria, idea_id, member
