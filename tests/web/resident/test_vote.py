"""The ballot page, the page that reads it back, the confirm, and every way in which it refuses."""

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.engine.default import DefaultDialect
from sqlmodel import Session, select

from budget_app.ballots.models import Ballot, Participation
from budget_app.clock import FixedClock
from budget_app.db import Database
from tests.support import vote_round
from tests.support.site import Site
from tests.support.vote_round import CLOSES, NOW, VoteRound
from tests.support.voter import Voter


@pytest.fixture
def world(database: Database) -> VoteRound:
    return vote_round.make(database)


@pytest.fixture
def site(world: VoteRound) -> Site:
    return Site(world.db, FixedClock(NOW))


def voter_at(site: Site, world: VoteRound, number: int = 0) -> Voter:
    return Voter(site.sign_in(world.codes[number]), world.slug)


def ballots(session: Session) -> list[str]:
    return sorted(session.exec(select(Ballot.content)).all())


def test_a_vote_from_list_to_receipt(world: VoteRound, site: Site) -> None:
    voter = voter_at(site, world)
    assert "Kies ten hoogste 3 ideeën" in voter.visitor.see(voter.path)
    fields, page = voter.review({"ideas": ["1", "3"]})
    assert "Uw stem telt nog niet" in page
    assert "€ 600 van € 1.000" in page.replace("\xa0", " ")
    with world.db.read() as session:
        assert ballots(session) == []  # reading back stores nothing
    done = voter.confirm(fields)
    assert "Uw stem telt" in done.text
    assert str(fields["code"]) in done.text
    with world.db.read() as session:
        assert ballots(session) == ['{"1": 1, "3": 1}']
        assert len(session.exec(select(Participation)).all()) == 1


def test_the_same_click_twice_is_one_ballot(world: VoteRound, site: Site) -> None:
    voter = voter_at(site, world)
    fields, _ = voter.review({"ideas": ["1"]})
    assert voter.confirm(fields).url == voter.confirm(fields).url
    with world.db.read() as session:
        assert len(ballots(session)) == 1


def test_a_ballot_is_replaced_as_a_whole(world: VoteRound, site: Site) -> None:
    voter = voter_at(site, world)
    code = voter.vote({"ideas": ["1", "2"]})
    assert voter.vote({"ideas": ["5"]}) == code
    with world.db.read() as session:
        assert ballots(session) == ['{"5": 1}']


def test_another_device_needs_the_code(world: VoteRound, site: Site) -> None:
    code = voter_at(site, world).vote({"ideas": ["1"]})
    other = voter_at(site, world)
    refused = other.visitor.post(f"{other.path}/nakijken", {"ideas": ["2"], "receipt": "PAUW-1"})
    assert refused.status_code == 404
    assert "geen stem in deze ronde" in refused.text
    assert 'value="2" data-cost="30000" checked' in refused.text
    assert other.vote({"ideas": ["2"], "receipt": code.lower().replace("-", " ")}) == code
    with world.db.read() as session:
        assert ballots(session) == ['{"2": 1}']


def test_a_receipt_code_read_wrongly_from_paper_is_known(world: VoteRound, site: Site) -> None:
    code = voter_at(site, world).vote({"ideas": ["1"]})
    word, figures, other, more = code.split("-")
    misread = word.replace("O", "0").replace("I", "1") + figures.replace("0", "O")
    misread += other.lower().replace("o", "0") + more.replace("1", "l")
    other_device = voter_at(site, world)
    assert other_device.vote({"ideas": ["2"], "receipt": misread}) == code
    with world.db.read() as session:
        assert ballots(session) == ['{"2": 1}']


def test_points_in_arabic_figures_count(sqlite_database: Database) -> None:
    world = vote_round.make(sqlite_database, ballot={"type": "points", "points": 10})
    voter = voter_at(Site(sqlite_database, FixedClock(NOW)), world)
    voter.vote({"ideas-1": "٧", "ideas-2": "۳"})
    with world.db.read() as session:
        assert ballots(session) == ['{"1": 7, "2": 3}']


def test_typing_codes_is_limited(world: VoteRound, site: Site) -> None:
    voter_at(site, world).vote({"ideas": ["1"]})
    other = voter_at(site, world)
    answers = [
        other.visitor.post(f"{other.path}/nakijken", {"ideas": ["2"], "receipt": f"PAUW-{n}"})
        for n in range(11)
    ]
    assert answers[-1].status_code == 429
    assert "te vaak" in answers[-1].text


def test_nobody_chooses_a_code(world: VoteRound, site: Site) -> None:
    voter, other = voter_at(site, world), voter_at(site, world, 1)
    fields, _ = voter.review({"ideas": ["1"]})
    forged = voter.confirm({**fields, "code": "PAUW-0000-ROOS-0000"})
    assert forged.status_code == 400
    assert "nog niet geteld" in forged.text
    assert 'value="1" data-cost="40000" checked' in forged.text
    assert other.confirm(fields).status_code == 400  # made for someone else
    with world.db.read() as session:
        assert ballots(session) == []


def test_a_code_of_another_round_opens_nothing(world: VoteRound, site: Site) -> None:
    from budget_app.ballots.service import receipt_hash_of

    code = voter_at(site, world).vote({"ideas": ["1"]})
    with world.db.read() as session:
        vote = world.vote(session)
        here = receipt_hash_of(site.settings.secret_key, vote, code)
        vote.round.id = 999
        assert receipt_hash_of(site.settings.secret_key, vote, code) != here


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        ({"ideas": ["1", "99"]}, "niet op de stemlijst staat"),
        ({"ideas": ["1", "x"]}, "niet op de stemlijst staat"),
        ({"ideas": ["1", "2", "3", "4"]}, "ten hoogste 3 kiezen"),
    ],
)
def test_bad_ballots_keep_their_choices(
    world: VoteRound, site: Site, choices: dict[str, object], sentence: str
) -> None:
    voter = voter_at(site, world)
    fields, _ = voter.review({"ideas": ["1"]})
    for answer in (
        voter.visitor.post(f"{voter.path}/nakijken", choices),
        voter.confirm({**fields, **choices}),
    ):
        assert answer.status_code == 400
        assert sentence in answer.text
        assert 'value="1" data-cost="40000" checked' in answer.text
    with world.db.read() as session:
        assert ballots(session) == []


def test_a_blank_vote_counts(world: VoteRound, site: Site) -> None:
    voter = voter_at(site, world)
    fields, page = voter.review({"ideas": ["1"], "blank": "1"})
    assert "Dan stemt u blanco" in page
    voter.confirm(fields)
    with world.db.read() as session:
        assert ballots(session) == ["{}"]


def test_who_is_not_on_the_roll_reads_why(world: VoteRound, site: Site) -> None:
    with world.db.write() as session:
        world.person(session, on_roll=False)
    stranger = voter_at(site, world, len(world.codes) - 1)
    for answer in (
        stranger.visitor.get(stranger.path),
        stranger.visitor.post(f"{stranger.path}/nakijken", {"ideas": ["1"]}),
    ):
        assert answer.status_code == 403
        assert "niet op de lijst van mensen die mogen stemmen" in answer.text
        assert "Wat kunt u doen?" in answer.text


def test_one_second_after_closing_is_too_late(world: VoteRound, site: Site) -> None:
    site.clock.moment = CLOSES - timedelta(seconds=1)
    voter = voter_at(site, world)
    fields, _ = voter.review({"ideas": ["1"]})
    site.clock.moment = CLOSES
    late = voter.confirm(fields)
    assert late.status_code == 409
    assert "De stemming is gesloten" in late.text
    assert "Deze stem is niet geteld" in late.text
    assert "Idee 1" in late.text
    with world.db.read() as session:
        assert ballots(session) == []


def test_a_failing_commit_is_never_called_counted(
    world: VoteRound, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    voter = voter_at(site, world)
    fields, _ = voter.review({"ideas": ["1"]})

    def fail(self: DefaultDialect, connection: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(DefaultDialect, "do_commit", fail)
    voter.visitor.client._transport.raise_server_exceptions = False  # type: ignore[attr-defined]
    answer = voter.confirm(fields)
    assert answer.status_code == 500
    assert "niet opgeslagen" in answer.text
    assert "Uw stem telt" not in answer.text
    with world.db.read() as session:
        assert ballots(session) == []


@pytest.mark.parametrize(
    ("ballot", "choices", "stored"),
    [
        ({"type": "knapsack"}, {"ideas": ["1", "2", "3"]}, '{"1": 1, "2": 1, "3": 1}'),
        ({"type": "choose-1"}, {"ideas": ["4"]}, '{"4": 1}'),
        ({"type": "points", "points": 10}, {"ideas-1": "7", "ideas-2": "3"}, '{"1": 7, "2": 3}'),
        ({"type": "ranking"}, {"ideas-5": "1", "ideas-2": "4"}, '{"5": 1, "2": 2}'),
    ],
)
def test_every_ballot_type(
    sqlite_database: Database, ballot: dict[str, object], choices: dict[str, object], stored: str
) -> None:
    world = vote_round.make(sqlite_database, ballot=ballot)
    voter = voter_at(Site(sqlite_database, FixedClock(NOW)), world)
    voter.vote(choices)
    with world.db.read() as session:
        assert ballots(session) == [stored]


@pytest.mark.parametrize(
    ("ballot", "choices", "sentence"),
    [
        ({"type": "knapsack"}, {"ideas": ["1", "2", "4"], "cost": "1"}, "kosten samen € 1.200"),
        ({"type": "choose-1"}, {"ideas": ["4", "1"]}, "ten hoogste 1 kiezen"),
        ({"type": "points", "points": 5}, {"ideas-1": "7"}, "U gaf 7 punten"),
        ({"type": "points", "points": 5}, {"ideas-1": "-7"}, "heel getal"),
        ({"type": "ranking"}, {"ideas-5": "1", "ideas-2": "1"}, "dezelfde plaats: plaats 1"),
        ({"type": "ranking"}, {"ideas-5": "eerst"}, "“eerst” kan hier niet"),
    ],
)
def test_every_ballot_type_has_limits(
    sqlite_database: Database, ballot: dict[str, object], choices: dict[str, object], sentence: str
) -> None:
    world = vote_round.make(sqlite_database, ballot=ballot)
    voter = voter_at(Site(sqlite_database, FixedClock(NOW)), world)
    answer = voter.visitor.post(f"{voter.path}/nakijken", choices)
    assert answer.status_code == 400
    assert sentence in answer.text


@pytest.mark.parametrize(
    ("ballot", "said"),
    [
        ({"type": "approval", "max_choices": 1}, "U mag 1 idee kiezen."),
        ({"type": "approval", "max_choices": 3}, "U mag 3 ideeën kiezen."),
        ({"type": "knapsack"}, "Er is € 1.000."),
        ({"type": "points", "points": 10}, "U hebt 10 punten."),
    ],
)
def test_without_scripts_no_total_stands_there_that_does_not_keep_up(
    sqlite_database: Database, ballot: dict[str, Any], said: str
) -> None:
    world = vote_round.make(sqlite_database, ballot=ballot)
    voter = voter_at(Site(world.db, FixedClock(NOW)), world)
    page = voter.visitor.see(voter.path).replace("\xa0", " ")
    total = page.split('role="status">')[1].split("</span>")[0]
    assert re.sub("<[^>]+>", "", total).startswith(said)
    assert "Op de volgende bladzijde" in total
