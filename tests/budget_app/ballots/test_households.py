"""Where each household has one vote, it has one, whichever adult is first."""

from functools import partial

import pytest
from sqlmodel import Session, select

from budget_app.ballots import box
from budget_app.ballots import service as ballots
from budget_app.ballots.models import Ballot, HouseholdParticipation, Participation
from budget_app.clock import FixedClock
from budget_app.db import Database
from budget_app.people.models import Household, RollEntry
from tests.support import vote_round
from tests.support.site import SECRET
from tests.support.together import together
from tests.support.vote_round import BUURTEN, NOW, VoteRound

HOUSEHOLD = {"eligibility": {"per": "household"}}


def live_together(world: VoteRound, *voters: int) -> None:
    with world.db.write() as session:
        home = Household(area_code=BUURTEN[0])
        session.add(home)
        session.flush()
        for voter in voters:
            entry = session.get_one(RollEntry, (world.round_id, world.voters[voter]))
            entry.household_id = home.id
            session.add(entry)


def vote(world: VoteRound, voter: int, code: str, idea: int = 1) -> str:
    with world.db.write() as session:
        given = (world.vote(session), world.voters[voter], {idea: 1}, code, SECRET)
        return box.cast(session, *given, FixedClock(NOW))


def counted(session: Session) -> tuple[int, int]:
    return len(session.exec(select(Ballot)).all()), len(session.exec(select(Participation)).all())


def test_adults_of_one_household_at_once_cast_one_ballot(database: Database) -> None:
    world = vote_round.make(database, voters=6, **HOUSEHOLD)
    live_together(world, 0, 1, 2, 3)
    answers = together([partial(vote, world, n, f"PAUW-000{n}-ROOS-0000") for n in range(4)])
    assert sum(isinstance(answer, str) for answer in answers) == 1
    assert sum(isinstance(answer, ballots.HouseholdVoted) for answer in answers) == 3
    # who belongs to no household on the roll counts as one alone
    vote(world, 4, "PAUW-0004-ROOS-0000")
    vote(world, 5, "PAUW-0005-ROOS-0000")
    with world.db.read() as session:
        assert counted(session) == (3, 3)
    world.close()
    with world.db.read() as session:
        assert session.exec(select(HouseholdParticipation)).all() == []


def test_who_voted_for_the_household_can_change_the_ballot(database: Database) -> None:
    world = vote_round.make(database, voters=2, **HOUSEHOLD)
    live_together(world, 0, 1)
    first = vote(world, 0, "PAUW-0001-ROOS-0000", 1)
    assert vote(world, 0, "PAUW-0001-ROOS-0000", 2) == first
    with pytest.raises(ballots.HouseholdVoted):
        vote(world, 1, "PAUW-0001-ROOS-0000", 3)
    with world.db.read() as session:
        assert counted(session) == (1, 1)


def test_where_each_person_has_a_vote_a_household_has_several(database: Database) -> None:
    world = vote_round.make(database, voters=2)
    live_together(world, 0, 1)
    for voter in range(2):
        vote(world, voter, f"PAUW-000{voter}-ROOS-0000")
    with world.db.read() as session:
        assert counted(session) == (2, 2)
        assert session.exec(select(HouseholdParticipation)).all() == []
