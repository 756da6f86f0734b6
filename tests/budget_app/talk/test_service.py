"""React, support and hide: allowed by the step, counted right under parallel clicks."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from budget_app.budgets.models import Round
from budget_app.db import Database
from budget_app.errors import FieldErrors, NotNow
from budget_app.ideas.models import Idea
from budget_app.people.models import Account
from budget_app.route import service as route
from budget_app.talk import meeting, reading
from budget_app.talk import service as talk
from budget_app.talk.models import Reaction
from tests.support import sample
from tests.support.sample import Sample
from tests.support.site import START
from tests.support.together import together


@pytest.fixture
def made(database: Database) -> Sample:
    with database.write() as session:
        return sample.make(session, START, 1)


def idea_of(session: Session, made: Sample) -> Idea:
    return session.get_one(Idea, made.ideas[0])


def react(session: Session, made: Sample, tone: str = "vraag", body: str = "Hoe dan?") -> Reaction:
    return talk.react(session, idea_of(session, made), made.other_id, "Noor", tone, body, START)


def test_a_reaction_is_kept_and_counted(database: Database, made: Sample) -> None:
    with database.write() as session:
        react(session, made)
    with database.read() as session:
        assert idea_of(session, made).reactions == 1
        (shown,) = reading.reactions(session, made.ideas[0], "", 10)
        assert (shown.name, shown.tone, shown.body) == ("Noor", "vraag", "Hoe dan?")
        assert reading.reactions(session, made.ideas[0], "goed_omdat", 10) == []


@pytest.mark.parametrize(
    ("tone", "body", "field"),
    [("boos", "Nee!", "tone"), ("vraag", "  ", "body"), ("vraag", "x" * 2001, "body")],
)
def test_a_reaction_needs_a_tone_and_words(
    database: Database, made: Sample, tone: str, body: str, field: str
) -> None:
    with pytest.raises(FieldErrors) as refused, database.write() as session:
        react(session, made, tone, body)
    assert list(refused.value.errors) == [field]


def test_nobody_reacts_or_supports_when_the_step_is_shut(database: Database, made: Sample) -> None:
    with database.write() as session:
        round = session.get_one(Round, made.round_id)
        route.close_step(session, round, "praten", START + timedelta(hours=1), None)
    with database.write() as session:
        with pytest.raises(NotNow):
            react(session, made)
        with pytest.raises(NotNow):
            talk.endorse(session, idea_of(session, made), made.other_id, START)


def test_nobody_reacts_to_a_draft(database: Database, made: Sample) -> None:
    with database.write() as session:
        secret = sample.draft(session, made, START)
        with pytest.raises(NotNow):
            talk.react(session, secret, made.maker_id, "Mila", "vraag", "Zie je dit?", START)


def test_a_hidden_reaction_keeps_its_place_without_its_words(
    database: Database, made: Sample
) -> None:
    with database.write() as session:
        reaction = react(session, made, body="Iets lelijks")
    with database.write() as session:
        talk.hide(session, reaction, "Dit is beledigend.", START)
    with database.read() as session:
        (shown,) = reading.reactions(session, made.ideas[0], "", 10)
        assert (shown.body, shown.hidden_reason) == ("", "Dit is beledigend.")
        assert idea_of(session, made).reactions == 0
    with database.write() as session, pytest.raises(talk.AlreadyHidden):
        talk.hide(session, reaction, "Nog eens.", START)
    with database.write() as session, pytest.raises(FieldErrors):
        talk.hide(session, reaction, " ", START)


def test_support_counts_once_for_each_person(database: Database, made: Sample) -> None:
    with database.write() as session:
        idea = idea_of(session, made)
        assert talk.endorse(session, idea, made.other_id, START)
        assert not talk.endorse(session, idea, made.other_id, START)
    with database.read() as session:
        assert idea_of(session, made).endorsements == 1
    with database.write() as session:
        idea = idea_of(session, made)
        assert talk.take_back(session, idea, made.other_id, START)
        assert not talk.take_back(session, idea, made.other_id, START)
    with database.read() as session:
        assert idea_of(session, made).endorsements == 0


def test_parallel_clicks_of_many_people_each_count_once(database: Database, made: Sample) -> None:
    with database.write() as session:
        people = [Account(name=f"B{n}", created_on=START.date()) for n in range(6)]
        session.add_all(people)
        session.flush()
        ids = [person.id or 0 for person in people]

    def click(account_id: int) -> None:
        with database.write() as session:
            talk.endorse(session, idea_of(session, made), account_id, START)

    outcomes = together([lambda id=id: click(id) for id in ids * 4])
    assert [found for found in outcomes if found is not None] == []
    with database.read() as session:
        assert idea_of(session, made).endorsements == len(ids)


def test_meetings_are_announced_and_reported(database: Database, made: Sample) -> None:
    with database.write() as session:
        later = START + timedelta(days=4)
        planned = meeting.plan(
            session, made.round_id, "Wijktafel", "Buurthuis", START + timedelta(days=3), "Praten"
        )
        with pytest.raises(FieldErrors):  # it has not been yet
            meeting.report(session, planned, 12, "Er komt een bank.", "", START)
        meeting.report(session, planned, 12, "Er komt een bank.", "Eén bank.", later)
        with pytest.raises(FieldErrors):
            meeting.plan(session, made.round_id, "", "Buurthuis", START)
        meeting.take_down(session, planned, idea_of(session, made))
    with database.read() as session:
        (shown,) = reading.meetings(session, [made.round_id])
        assert (shown.title, shown.minutes) == ("Wijktafel", "Er komt een bank.")
        assert (shown.attended, shown.decisions, shown.body) == (12, "Eén bank.", "")
        assert [idea.id for idea in shown.ideas] == [made.ideas[0]]
        assert session.exec(select(Reaction)).all() == []
