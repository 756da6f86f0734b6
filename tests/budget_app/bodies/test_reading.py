"""What a member sees waiting, and reminders of what is nearly due."""

from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import Session, select

from budget_app.bodies import service as bodies
from budget_app.bodies.dossier import Dossier, dossier
from budget_app.bodies.models import Docket
from budget_app.bodies.reading import Table, decided, tables
from budget_app.bodies.reminders import remind
from budget_app.mail.models import Outgoing
from budget_app.people.models import Account
from tests.support.jury_round import NOW, TODAY, JuryRound


def table(session: Session, world: JuryRound, number: int = 0) -> Table:
    account_id = world.members[number]
    (found,) = tables(session, bodies.seats_of(session, account_id, TODAY), account_id, NOW)
    return found


def seen(session: Session, world: JuryRound, docket: Docket, number: int = 0) -> Dossier:
    return dossier(session, docket, session.get_one(Account, world.members[number]), NOW)


def test_each_dossier_says_whose_turn_it_is(world: JuryRound) -> None:
    with world.db.write() as session:
        dockets = [world.docket(session, title=f"Idee {number}") for number in range(5)]
        for docket in dockets[3:]:
            world.judge(session, docket, 2, 2)
        bodies.settle(session, dockets[4], "decline", "Nee.", NOW, TODAY)
        world.judge(session, dockets[1], 4)
        bodies.recuse(session, dockets[2], world.members[0], "Mijn zus.", NOW)
        mine = table(session, world)
        turns = {line.title: line.turn for line in mine.lines}
        assert turns == {"Idee 0": "you", "Idee 1": "others", "Idee 2": "away", "Idee 3": "ready"}
        assert (mine.done, mine.total, mine.overdue) == (4, 5, 0)
        assert [row.title for row in decided(session, mine.body_id, 1)] == ["Idee 4"]
        third = {line.title: line.turn for line in table(session, world, 2).lines}
        assert third["Idee 3"] == "you"


def test_an_own_idea_does_not_wait_for_its_maker(world: JuryRound) -> None:
    with world.db.write() as session:
        world.seat(session, world.maker)
        docket = world.docket(session)
        world.members.append(world.maker)
        (line,) = table(session, world, 3).lines
        stands = bodies.standing(session, docket, TODAY)
        assert (line.turn, line.quorum) == ("away", stands.quorum)


def test_overdue_dossiers_stand_first(world: JuryRound) -> None:
    with world.db.write() as session:
        world.docket(session, title="Straks")
        late = world.docket(session, title="Te laat")
        late.due_at = NOW - timedelta(days=1)
        mine = table(session, world)
        assert [(line.title, line.overdue) for line in mine.lines] == [
            ("Te laat", True),
            ("Straks", False),
        ]


def test_more_ideas_ask_no_more_statements(world: JuryRound) -> None:
    statements: list[str] = []
    engine = world.db.reader

    def count(ideas: int) -> int:
        with world.db.write() as session:
            for _ in range(ideas):
                world.judge(session, world.docket(session), 4)
        statements.clear()
        with world.db.read() as session:
            assert table(session, world)
        return len(statements)

    sa.event.listen(engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    assert count(1) == count(6)


def test_colleagues_are_shown_after_ones_own_score(world: JuryRound) -> None:
    with world.db.write() as session:
        docket = world.docket(session)
        world.judge(session, docket, 4)
        bodies.discuss(
            session, docket, session.get_one(Account, world.members[0]), "Mooi plan.", NOW
        )
        assert not seen(session, world, docket, 1).sees_others
        world.judge(session, docket, 4, 3)
        mine = seen(session, world, docket, 1)
        assert mine.sees_others
        assert [judgment.name for judgment in mine.colleagues] == ["Ada"]
        assert [(name, message.body) for name, message in mine.messages] == [("Ada", "Mooi plan.")]
        assert mine.mine["leefbaarheid"].value == 3


def test_who_steps_back_sees_the_others_only_after_the_verdict(world: JuryRound) -> None:
    with world.db.write() as session:
        docket = world.docket(session)
        world.judge(session, docket, 4, 4)
        bodies.recuse(session, docket, world.members[2], "Mijn zus.", NOW)
        assert not seen(session, world, docket, 2).sees_others
        bodies.settle(session, docket, "pass", "Goed.", NOW, TODAY)
        assert seen(session, world, docket, 2).sees_others


def test_the_text_is_the_version_that_is_judged(world: JuryRound) -> None:
    with world.db.write() as session:
        docket = world.docket(session)
        member = session.get_one(Account, world.members[0])
        row = bodies.propose_text(session, docket, member, "title", "Bank", "Korter.", NOW)
        world.judge(session, docket, 4)
        bodies.answer_proposal(session, row, world.maker, True, NOW + timedelta(hours=1))
        mine = seen(session, world, docket)
        assert mine.text["title"] == "Bank"
        assert mine.changed_since
        assert not seen(session, world, docket, 1).changed_since


def test_an_appeal_shows_what_was_said_before(world: JuryRound) -> None:
    with world.db.write() as session:
        first = world.docket(session)
        world.judge(session, first, 2, 2)
        bodies.settle(session, first, "decline", "Te duur.", NOW, TODAY)
        idea = seen(session, world, first).idea
        again = bodies.appeal(session, idea, world.maker, "Het is niet duur.", NOW)
        mine = seen(session, world, again)
        assert [(name, docket.reasons) for name, docket in mine.earlier] == [
            ("Wijkjury", "Te duur.")
        ]
        assert mine.appeal is not None
        assert mine.appeal.reason == "Het is niet duur."
        assert mine.may == {"score", "recuse", "discuss", "propose_text", "verdict"}
        assert seen(session, world, first).may == frozenset()


def test_members_are_written_to_before_and_after_the_day(world: JuryRound) -> None:
    with world.db.write() as session:
        docket = world.docket(session)
        world.judge(session, docket, 4)

    def told(days: int) -> list[tuple[int, int]]:
        with world.db.write() as session:
            before = session.exec(sa.select(sa.func.max(Outgoing.id))).scalar() or 0  # type: ignore[call-overload]
            remind(session, NOW + timedelta(days=days))
            rows = session.exec(
                select(Outgoing).where(Outgoing.template == "jury_due", Outgoing.id > before)  # type: ignore[operator]
            ).all()
            return sorted((row.account_id, row.values["overdue"]) for row in rows)

    others = world.members[1:]
    assert told(10) == []
    assert told(11) == [(member, 0) for member in others]
    assert told(12) == []
    assert told(15) == [(member, 1) for member in others]
    assert told(16) == []


def test_nothing_is_said_of_what_was_decided(world: JuryRound) -> None:
    with world.db.write() as session:
        docket = world.docket(session)
        world.judge(session, docket, 4, 4)
        bodies.settle(session, docket, "pass", "Goed.", NOW, TODAY)
        assert remind(session, NOW + timedelta(days=30)) == 0
