"""Scoring, stepping back and the verdict; and everything that is refused."""

from datetime import timedelta
from functools import partial

import pytest
from sqlmodel import Session, select

from budget_app.bodies import service as bodies
from budget_app.bodies.models import Docket, Score, Seat
from budget_app.budgets.models import Round
from budget_app.db import Database
from budget_app.errors import FieldErrors, NotNow
from budget_app.history.models import Entry
from budget_app.ideas.models import Idea, IdeaAuthor
from budget_app.mail.models import Outgoing
from budget_app.people.models import Account
from budget_app.route import by_hand
from tests.support import jury_round
from tests.support.jury_round import NOW, QUESTIONS, TODAY, JuryRound
from tests.support.together import together

GOOD = {key: (4, "Goed plan.") for key in QUESTIONS}


def member(session: Session, world: JuryRound, number: int = 0) -> Account:
    return session.get_one(Account, world.members[number])


def test_a_passed_idea_goes_on_with_published_reasons(world: JuryRound) -> None:
    with world.db.write() as session:
        maker = session.get_one(Account, world.maker)
        maker.email, maker.email_confirmed = "mo@example.org", True
        docket = world.docket(session)
        world.judge(session, docket, 4, 3)
        bodies.settle(session, docket, "pass", " Goed voor de buurt. ", NOW, TODAY)
        idea = session.get_one(Idea, docket.idea_id)
        assert (docket.verdict, docket.decided_at) == ("pass", NOW)
        assert docket.reasons == "Goed voor de buurt."
        assert idea.state == "in_uitvoering"
    with world.db.read() as session:
        deeds = list(session.exec(select(Entry.deed).where(Entry.subject == f"idea:{idea.number}")))
        assert deeds[-2:] == ["verdict_pass", "idea_in_uitvoering"]
        assert "verdict_pass" in session.exec(select(Outgoing.template)).all()


@pytest.mark.parametrize(("verdict", "state"), [("repair", "aanpassen"), ("decline", "afgewezen")])
def test_below_the_bar_the_body_chooses(world: JuryRound, verdict: str, state: str) -> None:
    with world.db.write() as session:
        docket = world.docket(session)
        world.judge(session, docket, 2, 2)
        assert session.get_one(Idea, docket.idea_id).state == "bij_de_jury"
        bodies.settle(session, docket, verdict, "Nog niet af.", NOW, TODAY)
        assert session.get_one(Idea, docket.idea_id).state == state


def test_the_scores_bind_the_verdict(world: JuryRound) -> None:
    with world.db.write() as session:
        low, high = world.docket(session), world.docket(session)
        world.judge(session, low, 2, 2)
        world.judge(session, high, 5, 5)
        with pytest.raises(bodies.RuleSaysNo):
            bodies.settle(session, low, "pass", "Toch.", NOW, TODAY)
        with pytest.raises(bodies.RuleSaysPass):
            bodies.settle(session, high, "decline", "Toch niet.", NOW, TODAY)


def test_no_verdict_without_quorum_reasons_or_a_choice(world: JuryRound) -> None:
    with world.db.write() as session:
        docket = world.docket(session)
        world.judge(session, docket, 4)
        with pytest.raises(bodies.NoQuorum) as refused:
            bodies.settle(session, docket, "pass", "Ja.", NOW, TODAY)
        assert refused.value.values == {"have": 1, "need": 2}
        world.judge(session, docket, 4, 4)
        with pytest.raises(FieldErrors) as wrong:
            bodies.settle(session, docket, "maybe", "  ", NOW, TODAY)
        assert set(wrong.value.errors) == {"verdict", "reasons"}


def test_each_question_needs_an_answer_and_a_reason(world: JuryRound) -> None:
    with world.db.write() as session:
        docket = world.docket(session)
        given = {"leefbaarheid": (6, "Ja."), "uitvoerbaarheid": (3, "x" * 2001)}
        with pytest.raises(FieldErrors) as wrong:
            bodies.score(session, docket, member(session, world), given, NOW)
        assert set(wrong.value.errors) == {"score_leefbaarheid", "reason_uitvoerbaarheid"}
        with pytest.raises(FieldErrors) as wrong:
            bodies.score(session, docket, member(session, world), {}, NOW)
        assert len(wrong.value.errors) == 4
        assert session.exec(select(Score)).all() == []


def test_a_score_can_be_replaced_until_the_verdict(world: JuryRound) -> None:
    with world.db.write() as session:
        docket = world.docket(session)
        world.judge(session, docket, 1, 5)
        bodies.score(session, docket, member(session, world), GOOD, NOW)
        assert bodies.standing(session, docket, TODAY).passes
        bodies.settle(session, docket, "pass", "Goed.", NOW, TODAY)
        with pytest.raises(bodies.AlreadyDecided):
            bodies.score(session, docket, member(session, world), GOOD, NOW)
        with pytest.raises(bodies.AlreadyDecided):
            bodies.recuse(session, docket, world.members[0], "Te laat.", NOW)
        with pytest.raises(bodies.AlreadyDecided):
            bodies.settle(session, docket, "pass", "Goed.", NOW, TODAY)


def test_only_members_of_today_judge(world: JuryRound) -> None:
    with world.db.write() as session:
        docket = world.docket(session)
        gone, coming, stranger = (world.account(session) for _ in range(3))
        world.seat(session, gone.id or 0, ends_on=TODAY - timedelta(days=1))
        world.seat(session, coming.id or 0, starts_on=TODAY + timedelta(days=1))
        for account in (gone, coming, stranger):
            with pytest.raises(bodies.NotYourBody):
                bodies.docket_for(session, docket.id or 0, account.id or 0, TODAY)
            with pytest.raises(bodies.NotYourBody):
                bodies.score(session, docket, account, GOOD, NOW)
            with pytest.raises(bodies.NotYourBody):
                bodies.recuse(session, docket, account.id or 0, "Ik ken ze.", NOW)
            with pytest.raises(bodies.NotYourBody):
                bodies.settle(session, docket, "pass", "Goed.", NOW, TODAY, by=account)


def test_the_last_day_of_a_term_counts(world: JuryRound) -> None:
    with world.db.write() as session:
        docket = world.docket(session)
        last = world.account(session)
        world.seat(session, last.id or 0, ends_on=TODAY)
        bodies.score(session, docket, last, GOOD, NOW)
        assert last.id in bodies.standing(session, docket, TODAY).complete


def test_own_idea_and_neighbours_idea_are_not_for_you(world: JuryRound) -> None:
    with world.db.write() as session:
        world.seat(session, world.maker)
        near = world.account(session, street="Brugweg")
        world.seat(session, near.id or 0)
        docket = world.docket(session)
        for account in (session.get_one(Account, world.maker), near):
            with pytest.raises(bodies.TooClose):
                bodies.score(session, docket, account, GOOD, NOW)
            with pytest.raises(bodies.TooClose):
                bodies.discuss(session, docket, account, "Ik vind het mooi.", NOW)
        world.judge(session, docket, 4, 4)
        with pytest.raises(bodies.TooClose):
            bodies.settle(session, docket, "pass", "Van mij.", NOW, TODAY, by=near)


def test_a_round_may_let_neighbours_judge_but_never_makers(database: Database) -> None:
    world = jury_round.make(database, neighbour_recusal=False)
    with database.write() as session:
        world.seat(session, world.maker)
        near = world.account(session, street="Brugweg")
        world.seat(session, near.id or 0)
        docket = world.docket(session)
        bodies.score(session, docket, near, GOOD, NOW)
        with pytest.raises(bodies.TooClose):
            bodies.score(session, docket, session.get_one(Account, world.maker), GOOD, NOW)


def test_stepping_back_takes_the_score_along(world: JuryRound) -> None:
    with world.db.write() as session:
        docket = world.docket(session)
        world.judge(session, docket, 1)
        with pytest.raises(FieldErrors):
            bodies.recuse(session, docket, world.members[0], " ", NOW)
        bodies.recuse(session, docket, world.members[0], "Mijn zus doet mee.", NOW)
        assert bodies.standing(session, docket, TODAY).complete == frozenset()
        with pytest.raises(bodies.SteppedBack):
            bodies.score(session, docket, member(session, world), GOOD, NOW)


def test_those_too_close_do_not_keep_a_quorum_away(database: Database) -> None:
    world = jury_round.make(database, jury={"seats": 3, "quorum": 3})
    with world.db.write() as session:
        docket = world.docket(session)
        world.judge(session, docket, 4, 4)
        with pytest.raises(bodies.NoQuorum):
            bodies.settle(session, docket, "pass", "Goed.", NOW, TODAY)
        member(session, world, 2).street = "Brugweg"
        bodies.settle(session, docket, "pass", "Goed.", NOW, TODAY)
        assert docket.how is not None
        assert (docket.how["quorum"], docket.how["aside"]) == (2, {"neighbour": 1})


def test_nobody_decides_alone_where_the_rules_ask_for_more(world: JuryRound) -> None:
    """Too few are left: the body says so, decides nothing, and goes on when a seat is filled."""
    with world.db.write() as session:
        docket = world.docket(session)
        world.judge(session, docket, 4)
        for number in (1, 2):
            bodies.recuse(session, docket, world.members[number], "Mijn zus doet mee.", NOW)
        with pytest.raises(bodies.TooFewLeft) as refused:
            bodies.settle(session, docket, "pass", "Goed.", NOW, TODAY)
        assert refused.value.values == {"free": 1, "need": 2}
        new = world.account(session, name="Nieuw")
        world.seat(session, new.id or 0)
        bodies.score(session, docket, new, GOOD, NOW)
        bodies.settle(session, docket, "pass", "Goed.", NOW, TODAY)


def test_a_score_goes_with_the_term(world: JuryRound) -> None:
    """A successor's score never counts beside that of the member who held the seat before."""
    with world.db.write() as session:
        docket = world.docket(session)
        world.judge(session, docket, 4, 1)
        later = TODAY + timedelta(days=1)
        session.get_one(Seat, 2).ends_on = TODAY
        assert bodies.standing(session, docket, TODAY).complete == set(world.members[:2])
        assert bodies.standing(session, docket, later).complete == {world.members[0]}
        with pytest.raises(bodies.NoQuorum):
            bodies.settle(session, docket, "pass", "Goed.", NOW, later)


def test_a_member_who_becomes_a_maker_no_longer_counts(world: JuryRound) -> None:
    with world.db.write() as session:
        docket = world.docket(session)
        world.judge(session, docket, 4, 4)
        joins = IdeaAuthor(
            idea_id=docket.idea_id,
            account_id=world.members[0],
            credit="Ada",
            status="agreed",
        )
        session.add(joins)
        session.flush()
        with pytest.raises(bodies.NoQuorum):
            bodies.settle(session, docket, "pass", "Goed.", NOW, TODAY)


def test_a_verdict_keeps_how_it_came_about(world: JuryRound) -> None:
    with world.db.write() as session:
        session.get_one(Seat, 2).constituency = "corporatie"
        docket = world.docket(session)
        world.judge(session, docket, 4, 3)
        bodies.recuse(session, docket, world.members[2], "Mijn zus doet mee.", NOW)
        bodies.settle(session, docket, "pass", "Goed.", NOW, TODAY)
        expected = {
            "rule": "average",
            "seats": 5,
            "sitting": 3,
            "quorum": 2,
            "judged": {"bewoners": 1, "corporatie": 1},
            "in_favour": 2,
            "aside": {"self": 1},
            "averages": {"leefbaarheid": "3.50", "uitvoerbaarheid": "3.50"},
            "lacking": [],
        }
        assert docket.how == expected
    with world.db.read() as session:
        entry = session.exec(select(Entry).where(Entry.deed == "verdict_pass")).one()
        assert entry.details["how"] == expected


@pytest.mark.parametrize("words", [".", " - ", "…", "1", "x"])
def test_a_mark_is_no_reason(world: JuryRound, words: str) -> None:
    with world.db.write() as session:
        docket = world.docket(session)
        world.judge(session, docket, 4, 4)
        with pytest.raises(FieldErrors) as wrong:
            bodies.settle(session, docket, "pass", words, NOW, TODAY)
        assert set(wrong.value.errors) == {"reasons"}


def test_a_step_past_its_time_takes_no_scores_and_no_verdict(world: JuryRound) -> None:
    with world.db.write() as session:
        docket = world.docket(session)
        world.judge(session, docket, 4, 4)
        round, soon = session.get_one(Round, world.round_id), NOW + timedelta(hours=1)
        by_hand.reschedule(session, round, "oordeel", soon, "Klaar.", NOW, None)
        with pytest.raises(NotNow):
            bodies.score(session, docket, member(session, world), GOOD, soon)
        with pytest.raises(NotNow):
            bodies.settle(session, docket, "pass", "Goed.", soon, TODAY)


def test_two_members_who_settle_at_once_give_one_verdict(world: JuryRound) -> None:
    with world.db.write() as session:
        docket = world.docket(session)
        world.judge(session, docket, 2, 2)
        docket_id, idea_id = docket.id, docket.idea_id

    def settle(verdict: str) -> str:
        with world.db.write() as session:
            docket = session.get_one(Docket, docket_id)
            bodies.settle(session, docket, verdict, verdict, NOW, TODAY)
        return verdict

    answers = together([partial(settle, verdict) for verdict in ("repair", "decline") * 3])
    (won,) = [answer for answer in answers if isinstance(answer, str)]
    lost = [answer for answer in answers if answer != won]
    assert all(isinstance(answer, bodies.AlreadyDecided) for answer in lost)
    assert len(lost) == 5
    with world.db.read() as session:
        assert session.get_one(Docket, docket_id).reasons == won
        state = session.get_one(Idea, idea_id).state
        assert state == {"repair": "aanpassen", "decline": "afgewezen"}[won]
        verdicts = session.exec(select(Entry).where(Entry.deed.startswith("verdict_"))).all()  # type: ignore[attr-defined]
        assert len(verdicts) == 1


def test_a_score_and_a_verdict_at_once_never_leave_a_score_outside(world: JuryRound) -> None:
    with world.db.write() as session:
        docket = world.docket(session)
        world.judge(session, docket, 4, 4)
        docket_id = docket.id

    def late() -> None:
        with world.db.write() as session:
            account = member(session, world, 2)
            given = {key: (1, "Nee.") for key in QUESTIONS}
            bodies.score(session, session.get_one(Docket, docket_id), account, given, NOW)

    def settle() -> None:
        with world.db.write() as session:
            docket = session.get_one(Docket, docket_id)
            bodies.settle(session, docket, "pass", "Goed.", NOW, TODAY)

    late_answer, settled = together([late, settle])
    with world.db.read() as session:
        scores = len(session.exec(select(Score).where(Score.docket_id == docket_id)).all())
    if scores == 6:  # the score came first, and the verdict saw that the idea no longer passes
        assert late_answer is None
        assert settled is None or isinstance(settled, bodies.RuleSaysNo)
    else:
        assert scores == 4
        assert settled is None
        assert isinstance(late_answer, bodies.AlreadyDecided)
