"""Members, makers and the municipality who act at the same moment."""

from functools import partial

from sqlmodel import Session, select

from budget_app.bodies import drawing, seating
from budget_app.bodies import service as bodies
from budget_app.bodies.dockets import TakenBack
from budget_app.bodies.models import Body, Docket, Recusal
from budget_app.errors import FieldErrors, NotNow, Refusal
from budget_app.history.models import Entry
from budget_app.ideas import service as ideas
from budget_app.ideas.models import Idea
from budget_app.people import service as people
from budget_app.people.models import Account
from tests.support.jury_round import NOW, QUESTIONS, TODAY, JuryRound
from tests.support.site import SECRET
from tests.support.together import together

GOOD = {key: (4, "Goed plan.") for key in QUESTIONS}


def docket_of(session: Session, docket_id: int | None) -> Docket:
    return session.get_one(Docket, docket_id)


def test_the_last_scores_at_once_both_count(world: JuryRound) -> None:
    with world.db.write() as session:
        docket_id = world.docket(session).id

    def score(member: int) -> None:
        with world.db.write() as session:
            me = session.get_one(Account, member)
            bodies.score(session, docket_of(session, docket_id), me, GOOD, NOW)

    assert together([partial(score, member) for member in world.members]) == [None] * 3
    with world.db.read() as session:
        stands = bodies.standing(session, docket_of(session, docket_id), TODAY)
    assert stands.complete == set(world.members)


def test_a_verdict_while_the_maker_withdraws_leaves_one_of_the_two(world: JuryRound) -> None:
    for _ in range(4):
        with world.db.write() as session:
            docket = world.docket(session)
            world.judge(session, docket, 2, 2)
            docket_id, idea_id = docket.id, docket.idea_id

        def settle(docket_id: int | None = docket_id) -> None:
            with world.db.write() as session:
                docket = docket_of(session, docket_id)
                bodies.settle(session, docket, "decline", "Nog niet.", NOW, TODAY)

        def withdraw(idea_id: int = idea_id) -> None:
            with world.db.write() as session:
                ideas.withdraw(session, session.get_one(Idea, idea_id), NOW, "Toch niet.")

        settled, withdrawn = together([settle, withdraw])
        with world.db.read() as session:
            state = session.get_one(Idea, idea_id).state
            verdict = docket_of(session, docket_id).verdict
        if settled is None:
            assert (state, verdict) == ("afgewezen", "decline")
            assert isinstance(withdrawn, NotNow)
        else:
            assert (state, verdict) == ("ingetrokken", None)
            assert isinstance(settled, TakenBack)


def test_stepping_aside_while_another_settles_never_leaves_too_few(world: JuryRound) -> None:
    with world.db.write() as session:
        docket = world.docket(session)
        world.judge(session, docket, 4, 4)
        docket_id = docket.id

    def settle() -> None:
        with world.db.write() as session:
            docket = docket_of(session, docket_id)
            bodies.settle(session, docket, "pass", "Goed plan.", NOW, TODAY)

    def aside() -> None:
        with world.db.write() as session:
            docket = docket_of(session, docket_id)
            bodies.recuse(session, docket, world.members[0], "Mijn zus doet mee.", NOW)

    settled, stepped = together([settle, aside])
    with world.db.read() as session:
        away = len(session.exec(select(Recusal)).all())
        verdict = docket_of(session, docket_id).verdict
    if settled is None:
        assert (verdict, away) == ("pass", 0)
        assert isinstance(stepped, bodies.AlreadyDecided)
    else:
        assert (verdict, away) == (None, 1)
        assert isinstance(settled, bodies.NoQuorum)


def test_one_verdict_has_one_account_of_how_it_came_about(world: JuryRound) -> None:
    with world.db.write() as session:
        docket = world.docket(session)
        world.judge(session, docket, 4, 4, 4)
        docket_id = docket.id

    def settle(reasons: str) -> None:
        with world.db.write() as session:
            docket = docket_of(session, docket_id)
            bodies.settle(session, docket, "pass", reasons, NOW, TODAY)

    answers = together([partial(settle, f"Reden van {name}.") for name in ("Ada", "Bea")])
    assert [type(each).__name__ for each in answers if each] == ["AlreadyDecided"]
    with world.db.read() as session:
        (entry,) = session.exec(select(Entry).where(Entry.deed == "verdict_pass")).all()
    assert entry.details["how"]["judged"] == {"bewoners": 3}


def test_a_place_kept_for_a_draw_is_not_given_by_hand(world: JuryRound) -> None:
    """Two of five places are free: whoever comes second to them is refused."""
    with world.db.write() as session:
        codes = [
            people.issue_pass(session, SECRET, world.account(session).id or 0, NOW)
            for _ in range(2)
        ]

    def announce() -> None:
        with world.db.write() as session:
            body = session.get_one(Body, 1)
            until = TODAY.replace(year=2027)
            drawing.announce(session, body, "bewoners", 2, [], until, "De loterij", NOW)

    def give(code: str) -> None:
        with world.db.write() as session:
            body = session.get_one(Body, 1)
            until = TODAY.replace(year=2027)
            seating.give(session, SECRET, body, code, "Dee", "bewoners", until, NOW)

    answers = together([announce, partial(give, codes[0]), partial(give, codes[1])])
    with world.db.read() as session:
        kept = seating.taken(session, 1, TODAY).total()
        filled = seating.filled_by(session, 1, TODAY).total()
    assert kept == 5
    assert filled == (3 if answers[0] is None else 5)
    refused = [each for each in answers if each is not None]
    assert refused
    assert all(isinstance(each, FieldErrors | Refusal) for each in refused)
