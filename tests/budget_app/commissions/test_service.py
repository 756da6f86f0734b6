"""Who may order, from whom, when, for how much; and nothing is paid before it is accepted."""

from datetime import date, datetime, timedelta

import pytest
from sqlmodel import Session, select

from budget_app.bodies import mandates, mandating
from budget_app.bodies import service as bodies
from budget_app.bodies.models import Body
from budget_app.budgets.models import Round
from budget_app.commissions import clients, delivery, service
from budget_app.commissions.models import Commission, CommissionOrder, Interest, Offer
from budget_app.errors import FieldErrors, NotNow
from budget_app.history.models import Entry
from budget_app.ideas.models import Idea
from budget_app.people import erasure
from budget_app.people.models import Account
from budget_app.projects import audit
from budget_app.projects import service as projects
from budget_app.projects.models import Project
from budget_app.route import service as route
from tests.support.jury_round import NOW, TODAY, JuryRound
from tests.support.together import together

UNTIL = TODAY + timedelta(days=7)
AFTER = NOW + timedelta(days=8)


def begun(world: JuryRound, session: Session) -> Commission:
    """An idea of € 80 that the jury passed, waiting for its client."""
    docket = world.docket(session, cost_cents=8_000)
    world.judge(session, docket, 4, 4)
    bodies.settle(session, docket, "pass", "Goed.", NOW, TODAY)
    return clients.by_id(session, docket.idea_id)


def asked(world: JuryRound, session: Session) -> Commission:
    commission = begun(world, session)
    service.ask(session, commission, "Een bank.", ["garantie"], UNTIL, NOW)
    return commission


def offer(
    world: JuryRound, session: Session, commission: Commission, cents: int, key: str = ""
) -> Offer:
    given = service.Given("Smid", cents, True, "Een bank van ijzer.", ["2 jaar"])
    return service.enter(session, commission, key, given, world.members[0], NOW)


def free(world: JuryRound, session: Session, commission: Commission, *members: int) -> None:
    for member in members:
        service.declare(session, commission, world.members[member], "", NOW)


def order(
    world: JuryRound,
    session: Session,
    chosen: Offer,
    member: int = 0,
    now: datetime = AFTER,
    few_why: str = "Er is maar één smid.",
) -> CommissionOrder:
    commission = clients.by_id(session, chosen.idea_id)
    due = TODAY + timedelta(days=60)
    by = world.members[member]
    return service.award(session, commission, chosen, by, "De beste.", few_why, due, now)


def test_an_idea_stays_with_its_client_until_the_order(world: JuryRound) -> None:
    with world.db.write() as session:
        commission = asked(world, session)
        idea = session.get_one(Idea, commission.idea_id)
        round = session.get_one(Round, world.round_id)
        route.close_step(session, round, "oordeel", NOW, None)
        assert (idea.state, idea.step_key) == ("gekozen", "opdracht")
        chosen = offer(world, session, commission, 7_999)
        free(world, session, commission, 0, 1)
        order(world, session, chosen)
        assert (idea.state, idea.step_key) == ("in_uitvoering", "doen")
        project = session.exec(select(Project)).one()
        assert project.executor_name == "Smid"
        assert project.budget_cents == 8_000
        assert audit.breaches(session) == []


def test_opening_the_work_takes_only_what_was_ordered(world: JuryRound) -> None:
    """The work may be opened later than the orders: what has no order waits."""
    with world.db.write() as session:
        round = session.get_one(Round, world.round_id)
        step = route.lock_step(session, world.round_id, "doen")
        step.state = "waiting"
        ordered, waiting = asked(world, session), asked(world, session)
        chosen = offer(world, session, ordered, 7_000)
        free(world, session, ordered, 0, 1)
        order(world, session, chosen)
        route.open_step(session, round, "doen", AFTER, None)
        states = {idea.id: idea.state for idea in session.exec(select(Idea))}
        assert states == {ordered.idea_id: "in_uitvoering", waiting.idea_id: "gekozen"}


def test_not_before_the_last_day_nor_without_saying_so(world: JuryRound) -> None:
    with world.db.write() as session:
        commission = asked(world, session)
        chosen = offer(world, session, commission, 7_000)
        free(world, session, commission, 0)
        with pytest.raises(service.StillOpen):
            order(world, session, chosen, now=NOW + timedelta(days=7))
        with pytest.raises(service.DeclareFirst):
            order(world, session, chosen, member=1)
        with pytest.raises(service.TooFewFree):
            order(world, session, chosen)
        service.declare(session, commission, world.members[1], "Mijn neef werkt er.", NOW)
        with pytest.raises(service.HasInterest):
            order(world, session, chosen, member=1)
        with pytest.raises(service.TooFewFree):
            order(world, session, chosen)


def test_an_offer_that_comes_later_asks_everyone_again(world: JuryRound) -> None:
    with world.db.write() as session:
        commission = asked(world, session)
        chosen = offer(world, session, commission, 7_000, "a")
        free(world, session, commission, 0, 1)
        offer(world, session, commission, 6_000, "b")
        with pytest.raises(service.DeclareFirst):
            order(world, session, chosen)


def test_an_order_is_within_the_money_and_says_why_so_few(world: JuryRound) -> None:
    with world.db.write() as session:
        commission = asked(world, session)
        dear = offer(world, session, commission, 8_001)
        free(world, session, commission, 0, 1)
        with pytest.raises(service.TooDear):
            order(world, session, dear)
        with pytest.raises(FieldErrors) as refused:
            order(world, session, dear, few_why=" ")
        assert "3" in str(refused.value.errors["few_why"])
        for number in range(2):
            offer(world, session, commission, 5_000 + number, f"k{number}")
        free(world, session, commission, 0, 1)
        (cheapest, *_) = service.offers_of(session, commission.idea_id)
        assert order(world, session, cheapest, few_why="").cents == 5_000
        with pytest.raises(service.AlreadyOrdered):
            order(world, session, cheapest)


def test_late_offers_and_changed_questions_are_refused(world: JuryRound) -> None:
    with world.db.write() as session:
        commission = begun(world, session)
        with pytest.raises(service.NotAskedYet):
            offer(world, session, commission, 7_000)
        service.ask(session, commission, "Een bank.", ["garantie"], UNTIL, NOW)
        given = service.Given("Laat", 100, False, "Te laat.", [""])
        with pytest.raises(service.OffersClosed):
            service.enter(session, commission, "", given, world.members[0], AFTER)
        offer(world, session, commission, 7_000)
        with pytest.raises(NotNow):
            service.ask(session, commission, "Iets anders.", ["kleur"], UNTIL, NOW)


@pytest.mark.parametrize(
    ("criteria", "until", "field"),
    [([], UNTIL, "criteria"), (["x"] * 7, UNTIL, "criteria"),
     (["x"], TODAY - timedelta(days=1), "until")],
)  # fmt: skip
def test_a_question_that_cannot_be_answered(
    world: JuryRound, criteria: list[str], until: date, field: str
) -> None:
    with world.db.write() as session:
        commission = begun(world, session)
        with pytest.raises(FieldErrors) as refused:
            service.ask(session, commission, "Een bank.", criteria, until, NOW)
        assert set(refused.value.errors) == {field}


def test_only_the_client_comes_in(world: JuryRound) -> None:
    with world.db.write() as session:
        idea_id = begun(world, session).idea_id
        assert clients.for_client(session, idea_id, world.members[2], NOW).idea_id == idea_id
        with pytest.raises(clients.NotTheClient):
            clients.for_client(session, idea_id, world.maker, NOW)


def test_two_clicks_make_one_offer_and_two_members_one_order(world: JuryRound) -> None:
    with world.db.write() as session:
        idea_id = asked(world, session).idea_id

    def click() -> int | None:
        with world.db.write() as session:
            return offer(world, session, clients.by_id(session, idea_id), 7_000, "same").id

    assert len(set(together([click] * 4))) == 1
    with world.db.write() as session:
        free(world, session, clients.by_id(session, idea_id), 0, 1)
        number = service.offers_of(session, idea_id)[0].id

    def give(member: int) -> bool:
        with world.db.write() as session:
            order(world, session, session.get_one(Offer, number), member)
        return True

    answers = together([lambda: give(0), lambda: give(1)])
    assert answers.count(True) == 1
    assert any(isinstance(answer, service.AlreadyOrdered) for answer in answers)
    with world.db.read() as session:
        assert len(session.exec(select(Project)).all()) == 1


def test_paid_only_once_accepted_and_no_cent_more(world: JuryRound) -> None:
    with world.db.write() as session:
        commission = asked(world, session)
        chosen = offer(world, session, commission, 7_000)
        free(world, session, commission, 0, 1)
        with pytest.raises(NotNow):
            delivery.judge(session, commission, True, "", NOW)
        order(world, session, chosen)
        project = session.exec(select(Project)).one()

        def pay(cents: int, key: str) -> object:
            return projects.pay(session, project, key, "Smid", "bank", cents, AFTER)

        with pytest.raises(delivery.NotAccepted):
            pay(1, "a")
        with pytest.raises(FieldErrors):
            delivery.judge(session, commission, False, " ", AFTER)
        delivery.judge(session, commission, False, "Hij wiebelt.", AFTER)
        with pytest.raises(delivery.NotAccepted):
            pay(1, "a")
        delivery.judge(session, commission, True, "", AFTER)
        with pytest.raises(delivery.AcceptedAlready):
            delivery.judge(session, commission, True, "", AFTER)
        pay(6_999, "b")
        with pytest.raises(delivery.MoreThanOrdered):
            pay(2, "c")
        pay(1, "d")
        assert pay(1, "d") is not None  # a second click on the last bill stays harmless
        assert audit.breaches(session) == []


def test_history_names_no_one_and_erasing_takes_the_words(world: JuryRound) -> None:
    with world.db.write() as session:
        commission = asked(world, session)
        offer(world, session, commission, 7_000)
        service.declare(session, commission, world.members[1], "Bea werkt er.", NOW)
        erasure.erase(session, session.get_one(Account, world.members[1]), NOW)
        assert "Bea" not in session.exec(select(Interest.which)).one()
    with world.db.read() as session:
        told = session.exec(select(Entry).where(Entry.deed == "interest_declared")).one()
        assert told.details == {}
        assert told.actor == "Wijkjury"


def test_an_order_outside_the_mandate_is_refused(world: JuryRound) -> None:
    with world.db.write() as session:
        commission = asked(world, session)
        chosen = offer(world, session, commission, 7_000)
        free(world, session, commission, 0, 1)
        round, body = session.get_one(Round, world.round_id), session.get_one(Body, 1)
        assert body.id == commission.body_id
        mandating.give(session, round, "Gemeente", body, "", "Klein werk", 7_999, TODAY, None, NOW)
        with pytest.raises(mandates.MandateTooLow):
            order(world, session, chosen)
        mandating.give(session, round, "Gemeente", body, "", "Meer werk", 8_000, TODAY, None, NOW)
        assert order(world, session, chosen).cents == 7_000
