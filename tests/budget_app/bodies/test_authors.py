"""Repair, appeal, and words that only an author can take over."""

from typing import Any

import pytest
from sqlmodel import Session, select

from budget_app.bodies import service as bodies
from budget_app.bodies.dockets import newest
from budget_app.bodies.models import Body, Docket, TextProposal
from budget_app.budgets.models import Round
from budget_app.db import Database
from budget_app.errors import FieldErrors, NotNow
from budget_app.ideas import service as ideas
from budget_app.ideas.models import Idea, IdeaVersion
from budget_app.people.models import Account
from tests.support import jury_round
from tests.support.jury_round import NOW, TODAY, JuryRound
from tests.support.together import together


def judged(session: Session, world: JuryRound, verdict: str) -> Idea:
    docket = world.docket(session)
    world.judge(session, docket, 2, 2)
    bodies.settle(session, docket, verdict, "Nog niet af.", NOW, TODAY)
    return session.get_one(Idea, docket.idea_id)


def revise(session: Session, world: JuryRound, idea: Idea, **words: Any) -> None:
    ideas.revise(session, idea, words, ideas.Maker(world.maker, "Mo Maker"), NOW)


def proposal(session: Session, world: JuryRound, docket: Docket, **words: str) -> TextProposal:
    given = {"field": "title", "new_value": "Bank van hout", "reason": "Duidelijker."} | words
    member = session.get_one(Account, world.members[0])
    return bodies.propose_text(session, docket, member, now=NOW, **given)


def test_a_repaired_idea_comes_back_to_the_body_that_asked(world: JuryRound) -> None:
    with world.db.write() as session:
        round = session.get_one(Round, world.round_id)
        idea = judged(session, world, "repair")
        with pytest.raises(bodies.NothingChanged):
            bodies.resubmit(session, round, idea, NOW)
        revise(session, world, idea, body="Een bank van hout.")
        docket = bodies.resubmit(session, round, idea, NOW)
        assert (docket.sitting, docket.idea_version, docket.is_appeal) == (2, 2, False)
        assert idea.state == "bij_de_jury"
        with pytest.raises(NotNow):
            bodies.resubmit(session, round, idea, NOW)
        assert bodies.standing(session, docket, TODAY).complete == frozenset()


def test_only_what_must_be_repaired_can_be_handed_in_again(world: JuryRound) -> None:
    with world.db.write() as session:
        idea = judged(session, world, "decline")
        with pytest.raises(NotNow):
            bodies.resubmit(session, session.get_one(Round, world.round_id), idea, NOW)


def test_a_declined_idea_is_looked_at_again_once(world: JuryRound) -> None:
    with world.db.write() as session:
        idea = judged(session, world, "decline")
        with pytest.raises(ideas.NotYourIdea):
            bodies.appeal(session, idea, world.members[0], "Ik ook.", NOW)
        with pytest.raises(FieldErrors):
            bodies.appeal(session, idea, world.maker, " ", NOW)
        docket = bodies.appeal(session, idea, world.maker, "U las het anders.", NOW)
        assert (docket.sitting, docket.is_appeal, idea.state) == (2, True, "bij_de_jury")
        world.judge(session, docket, 2, 2)
        bodies.settle(session, docket, "decline", "Het blijft zo.", NOW, TODAY)
        with pytest.raises(bodies.AppealedBefore):
            bodies.appeal(session, idea, world.maker, "Nog eens.", NOW)


def test_an_idea_that_was_not_declined_has_no_appeal(world: JuryRound) -> None:
    with world.db.write() as session:
        idea = judged(session, world, "repair")
        with pytest.raises(NotNow):
            bodies.appeal(session, idea, world.maker, "Waarom?", NOW)


def test_the_rules_may_name_another_body_for_appeals(database: Database) -> None:
    world = jury_round.make(database, jury={"appeals_to": "beroep"})
    with database.write() as session:
        idea = judged(session, world, "decline")
        docket = bodies.appeal(session, idea, world.maker, "U las het anders.", NOW)
        assert session.get_one(Body, docket.body_id).key == "beroep"
        with pytest.raises(bodies.NotYourBody):
            bodies.docket_for(session, docket.id or 0, world.members[0], TODAY)


def test_two_makers_who_appeal_at_once_appeal_once(world: JuryRound) -> None:
    with world.db.write() as session:
        idea_id = judged(session, world, "decline").id or 0

    def appeal() -> None:
        with world.db.write() as session:
            bodies.appeal(session, session.get_one(Idea, idea_id), world.maker, "Nee.", NOW)

    answers = together([appeal] * 4)
    assert answers.count(None) == 1
    assert sum(isinstance(answer, bodies.AppealedBefore) for answer in answers) == 3
    with world.db.read() as session:
        assert newest(session, idea_id).sitting == 2


@pytest.mark.parametrize(
    ("field", "new_value", "now_reads"),
    [("title", "Bank van hout", "Bank van hout"), ("cost_cents", "9000", 9000)],
)
def test_an_author_takes_words_over_and_the_body_judges_those(
    world: JuryRound, field: str, new_value: str, now_reads: object
) -> None:
    with world.db.write() as session:
        docket = world.docket(session)
        row = proposal(session, world, docket, field=field, new_value=new_value)
        idea = session.get_one(Idea, docket.idea_id)
        assert (idea.title, idea.cost_cents, idea.version) == ("Bank bij de brug", 8000, 1)
        bodies.answer_proposal(session, row, world.maker, True, NOW)
        assert getattr(idea, field) == now_reads
        assert (idea.version, docket.idea_version, row.status) == (2, 2, "accepted")
        version = session.exec(select(IdeaVersion).where(IdeaVersion.version == 2)).one()
        assert (version.by_account_id, version.note) == (world.maker, "Wijkjury")
        with pytest.raises(bodies.ProposalAnswered):
            bodies.answer_proposal(session, row, world.maker, False, NOW)


def test_an_author_may_say_no_and_the_idea_stays(world: JuryRound) -> None:
    with world.db.write() as session:
        docket = world.docket(session)
        row = proposal(session, world, docket)
        bodies.answer_proposal(session, row, world.maker, False, NOW)
        idea = session.get_one(Idea, docket.idea_id)
        assert (row.status, idea.title, idea.version) == ("declined", "Bank bij de brug", 1)


def test_nobody_else_answers_a_proposal(world: JuryRound) -> None:
    with world.db.write() as session:
        row = proposal(session, world, world.docket(session))
        with pytest.raises(ideas.NotYourIdea):
            bodies.answer_proposal(session, row, world.members[0], True, NOW)


def test_words_taken_over_after_repair_stay_out_of_the_judged_dossier(world: JuryRound) -> None:
    with world.db.write() as session:
        docket = world.docket(session)
        row = proposal(session, world, docket)
        world.judge(session, docket, 2, 2)
        bodies.settle(session, docket, "repair", "Neem het voorstel over.", NOW, TODAY)
        bodies.answer_proposal(session, row, world.maker, True, NOW)
        assert docket.idea_version == 1
        again = bodies.resubmit(
            session,
            session.get_one(Round, world.round_id),
            session.get_one(Idea, docket.idea_id),
            NOW,
        )
        assert again.idea_version == 2


def test_after_the_verdict_words_no_longer_change(world: JuryRound) -> None:
    with world.db.write() as session:
        docket = world.docket(session)
        row = proposal(session, world, docket)
        world.judge(session, docket, 4, 4)
        bodies.settle(session, docket, "pass", "Goed.", NOW, TODAY)
        with pytest.raises(NotNow):
            bodies.answer_proposal(session, row, world.maker, True, NOW)


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ({"field": "state"}, "field"),
        ({"new_value": " "}, "new_value"),
        ({"new_value": "x" * 121}, "new_value"),
        ({"new_value": "Bank bij de brug"}, "new_value"),
        ({"field": "cost_cents", "new_value": "-5"}, "new_value"),
        ({"reason": ""}, "proposal_reason"),
    ],
)
def test_a_proposal_says_what_and_why(world: JuryRound, words: dict[str, str], wrong: str) -> None:
    with world.db.write() as session:
        docket = world.docket(session)
        with pytest.raises(FieldErrors) as refused:
            proposal(session, world, docket, **words)
        assert set(refused.value.errors) == {wrong}


def test_taking_words_over_and_a_verdict_at_once_never_mix(world: JuryRound) -> None:
    with world.db.write() as session:
        docket = world.docket(session)
        row_id = proposal(session, world, docket).id
        world.judge(session, docket, 4, 4)
        docket_id = docket.id

    def accept() -> None:
        with world.db.write() as session:
            row = session.get_one(TextProposal, row_id)
            bodies.answer_proposal(session, row, world.maker, True, NOW)

    def settle() -> None:
        with world.db.write() as session:
            docket = session.get_one(Docket, docket_id)
            bodies.settle(session, docket, "pass", "Goed.", NOW, TODAY)

    accepted, settled = together([accept, settle])
    assert settled is None
    with world.db.read() as session:
        docket = session.get_one(Docket, docket_id)
        idea = session.get_one(Idea, docket.idea_id)
        assert docket.idea_version == idea.version == (2 if accepted is None else 1)
        assert accepted is None or isinstance(accepted, NotNow)
