"""Older elections come in from their files, and our own count says what the file says."""

import hashlib
from pathlib import Path

import pytest
from sqlmodel import Session, select
from typer.testing import CliRunner

from budget_app.ballots import importing, recounting
from budget_app.ballots.models import Ballot, Participation, Result
from budget_app.budgets.models import Round
from budget_app.cli import app
from budget_app.clock import FixedClock
from budget_app.db import Database
from budget_app.history import service as history
from budget_app.ideas.models import Idea
from budget_app.settings import ROOT
from tests.support.site import START
from voting.pabulib import read
from voting.recount import recount

FILES = ROOT / "seeds" / "elections"
ASSEN, CENTRUM = FILES / "Netherlands_Assen_2024.pb", FILES / "Netherlands_Amsterdam_417.pb"


def bring_in(database: Database, path: Path) -> importing.Imported:
    return importing.import_file(database, FixedClock(START), path)


def result_of(session: Session, slug: str) -> Result:
    query = select(Result).join(Round, Round.id == Result.round_id)  # type: ignore[arg-type]
    return session.exec(query.where(Round.slug == slug)).one()


def test_assen_gives_the_official_outcome(database: Database) -> None:
    found = bring_in(database, ASSEN)
    assert found.official["equal"]
    assert (found.ideas, found.ballots, found.winners, found.spent_cents) == (14, 84, 9, 7_670_000)
    with database.read() as session:
        assert len(session.exec(select(Ballot)).all()) == 84
        assert session.exec(select(Participation)).all() == []
        states = [idea.state for idea in session.exec(select(Idea))]
        assert states.count("gekozen") == 9
        assert states.count("niet_gekozen") == 5
        assert history.verify(session) == []


def test_a_second_time_changes_nothing(database: Database) -> None:
    first, second = bring_in(database, ASSEN), bring_in(database, ASSEN)
    assert (first.again, second.again) == (False, True)
    assert first.slug == second.slug
    with database.read() as session:
        assert len(session.exec(select(Round)).all()) == 1
        assert len(session.exec(select(Ballot)).all()) == 84


@pytest.mark.parametrize("path", sorted(FILES.glob("*.pb")), ids=lambda path: path.stem[:30])
def test_our_file_can_be_recounted_to_the_same_hash(sqlite_database: Database, path: Path) -> None:
    found = bring_in(sqlite_database, path)
    profile = read(path)[1]
    with sqlite_database.read() as session:
        result = result_of(session, found.slug)
        again = recount(*read(result.election_pb))
        assert again.equal
        assert again.outcome.outcome_sha256 == result.outcome_sha256
        assert hashlib.sha256(result.election_pb.encode()).hexdigest() == result.input_sha256
        ours = read(result.election_pb)[1]
        assert (ours.points, ours.n_voters) == (profile.points, profile.n_voters)
        assert all(check.equal for check in recounting.of_round(session, found.slug))


def test_a_changed_ballot_shows_in_a_recount(sqlite_database: Database) -> None:
    found = bring_in(sqlite_database, ASSEN)
    with sqlite_database.write() as session:
        for ballot in session.exec(select(Ballot)).all()[:20]:
            ballot.content = '{"4": 1}'
            session.add(ballot)
    with sqlite_database.read() as session:
        assert not recounting.of_round(session, found.slug)[0].equal


def test_centrum_states_no_outcome_and_its_rule_is_counted(sqlite_database: Database) -> None:
    found = bring_in(sqlite_database, CENTRUM)
    assert not found.official["stated"]
    assert (found.ideas, found.ballots, found.winners) == (39, 9562, 21)
    with sqlite_database.read() as session:
        outcome = result_of(session, found.slug).outcome
        assert outcome["partial"] == [
            {"project": "40268", "cost": 2_000_000, "paid": 45_000, "reserve": 1_955_000}
        ]
        assert len(outcome["why"]) == 39


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("geen verkiezing", "META"),
        ("META\nkey;value\nbudget;x\nvote_type;approval\n", "line"),
        (None, "No such file"),
    ],
)
def test_bad_files_give_one_line(
    sqlite_url: str, tmp_path: Path, content: str | None, says: str
) -> None:
    path = tmp_path / "slecht.pb"
    if content is not None:
        path.write_text(content)
    answer = CliRunner().invoke(app, ["import-election", str(path), "--database-url", sqlite_url])
    assert answer.exit_code == 2
    assert says in answer.stderr
    assert len(answer.stderr.strip().splitlines()) == 1


def test_the_commands_say_what_they_did(sqlite_url: str) -> None:
    run = CliRunner()
    given = ["--database-url", sqlite_url]
    told = run.invoke(app, ["import-election", str(ASSEN), "--round-title", "Assen", *given])
    assert told.exit_code == 0
    assert "9 chosen" in told.stdout
    assert "equals the official result" in told.stdout
    again = run.invoke(app, ["recount", "assen", *given])
    assert (again.exit_code, again.stdout.split("\n")[0]) == (0, "stemmen: equal")
    assert run.invoke(app, ["recount", "niets", *given]).exit_code == 2
    unknown = run.invoke(app, ["import-election", str(CENTRUM), "--area", "GM9999", *given])
    assert unknown.exit_code == 2
    assert "GM9999" in unknown.stderr
