"""Whatever a city's file holds: it comes in as it is, or is refused in one line with its place."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from sqlmodel import Session, col, select
from typer.testing import CliRunner

from budget_app.ballots import importing, recounting
from budget_app.ballots.declared import LONGEST_TITLE, date_of, read_file, titled
from budget_app.ballots.downloads import ideas_csv
from budget_app.ballots.models import Ballot, Result
from budget_app.budgets.models import Round
from budget_app.cli import app
from budget_app.clock import FixedClock
from budget_app.db import Database
from tests.support.site import START
from tests.voting.test_pabulib import SMALL
from voting import pabulib
from voting.ballots import Profile
from voting.election import Election
from voting.recount import recount

HEAD = SMALL[: SMALL.index("voter_id;vote")]
POINTS = HEAD.replace("approval", "cumulative") + (
    "voter_id;vote;points\na;3,1;2,3\nb;1;5\nc;;\nd;2;1\n"
)
RANKED = HEAD.replace("approval", "ordinal") + "voter_id;vote\na;3,1\nb;1\nc;\nd;2,1,3\n"
OWN_POINTS = HEAD.replace("approval", "ordinal") + (
    "voter_id;vote;points\na;3,1;10,4\nb;1;10\nc;;\nd;2,1,3;10,4,1\n"
)


def random_words(length: int) -> str:
    """Text that packs badly: what a database compresses fits where it should not."""
    letters = Random(5)
    return "".join(letters.choices("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUV", k=length))


ODD = {
    "plain": SMALL,
    "points": POINTS,
    "points below zero": POINTS.replace("cumulative", "scoring").replace("2,3", "-2,3"),
    "scores with a default": POINTS.replace("cumulative", "scoring\ndefault_score;1"),
    "ranked": RANKED,
    "ranked with points of their own": OWN_POINTS,
    "knapsacks": SMALL.replace("approval", "knapsack"),
    "no name for any project": SMALL.replace("cost;name;", "cost;label;"),
    "a name over two lines": SMALL.replace("Muziek", '"Muziek\nop het plein"'),
    "a very long title": SMALL.replace("Voorbeeld", "Wijk " * 90),
    "a very long place": SMALL.replace("currency", "unit;" + "Wijk " * 200 + "\ncurrency"),
    "a very long category": SMALL.replace("Groen,Jeugd", random_words(9000)),
    "a very long id": SMALL.replace("\n3;", f"\n{random_words(9000)};").replace(
        "d;3,1", f"d;{random_words(9000)},1"
    ),
    "a very long name": SMALL.replace("Muziek", random_words(9000)),
    "a budget of nothing": SMALL.replace("budget;1000", "budget;0"),
    "a rule that nobody knows": SMALL.replace("rule;greedy", "rule;by hand"),
    "a rule for other ballots": SMALL.replace("rule;greedy", "rule;borda"),
    "a threshold in words": SMALL.replace(
        "rule;greedy", "rule;greedy-threshold\nmin_project_score_threshold;veel"
    ),
    "marks in words": SMALL.replace("Groen;0", "Groen;misschien"),
    "more choices than fit in a number": SMALL.replace(
        "rule;", "max_length;" + "9" * 30 + "\nrule;"
    ),
    "a number that is no digit": SMALL.replace("rule;", "max_length;²\nrule;"),
    "a date of another era": SMALL.replace("rule;", "date_begin;31.12.9999\ndate_end;x\nrule;"),
    "an ordinary date": SMALL.replace("rule;", "date_begin;2024-03-01\ndate_end;31.03.2024\nrule;"),
    "fewer ballots than it says": SMALL.replace("num_votes;4", "num_votes;40"),
    "no votes at all": HEAD + "voter_id;vote\n",
    "no projects": SMALL[: SMALL.index("1;600")] + "VOTES\nvoter_id;vote\na;\n",
    "withdrawn projects": SMALL.replace("1;600", "1;999999999"),
    "a place on no map": SMALL.replace("name;category", "latitude;longitude")
    .replace("Muziek", "nan"),
}  # fmt: skip


@pytest.fixture
def bring_in(
    database: Database, tmp_path: Path
) -> Callable[[str], tuple[importing.Imported, Election, Profile]]:
    def bring(text: str) -> tuple[importing.Imported, Election, Profile]:
        """What came in, and the election as it can be downloaded."""
        path = tmp_path / "city.pb"
        path.write_bytes(text.encode())
        found = importing.import_file(database, FixedClock(START), path)
        with database.read() as session:
            result = result_of(session, found.slug)
            assert all(check.equal for check in recounting.of_round(session, found.slug))
            election, profile = pabulib.read(result.election_pb)
            if election.projects:
                again = recount(election, profile)
                assert again.outcome.outcome_sha256 == result.outcome_sha256
                assert again.equal
        return found, election, profile

    return bring


Bring = Callable[[str], tuple[importing.Imported, Election, Profile]]


def result_of(session: Session, slug: str) -> Result:
    query = select(Result).join(Round, col(Round.id) == col(Result.round_id))
    return session.exec(query.where(Round.slug == slug)).one()


@pytest.mark.parametrize("name", ODD)
def test_what_is_stored_is_what_the_file_holds(name: str, bring_in: Bring) -> None:
    found, election, profile = bring_in(ODD[name])
    theirs, cast = pabulib.read(ODD[name].encode())
    assert (profile.points, profile.supporters) == (cast.points, cast.supporters)
    assert (profile.n_voters, found.ballots) == (cast.n_voters, cast.n_voters)
    assert election.costs == theirs.costs
    assert election.budget == theirs.budget
    assert [p.categories for p in election.projects] == [p.categories for p in theirs.projects]
    assert len(found.title) <= LONGEST_TITLE


def test_what_is_said_of_the_result_is_true_of_what_was_stored(bring_in: Bring) -> None:
    found, _, _ = bring_in(OWN_POINTS)
    assert found.official["stated"]
    assert found.official["equal"] == (set(found.official["winners"]) == {"1", "3"})


def test_amounts_finer_than_cents_are_rounded_and_that_is_said(bring_in: Bring) -> None:
    found, election, _ = bring_in(SMALL.replace("1;600", "1;600.126"))
    assert (election.minor_per_unit, election.projects[0].cost) == (100, 600_13)
    assert found.official["stated"]


@pytest.mark.parametrize(
    ("written", "code", "shown"),
    [
        ("EUR", "EUR", "EUR"),
        ("euro", "EUR", "EUR"),
        ("pln", "PLN", "PLN"),
        ("", "XXX", ""),
        ("złoty", "XXX", ""),
    ],
)
def test_a_currency_is_taken_over_and_never_made_up(
    written: str, code: str, shown: str, bring_in: Bring
) -> None:
    found, election, _ = bring_in(SMALL.replace("currency;EUR", f"currency;{written}"))
    assert (found.currency, election.currency) == (code, shown)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (POINTS.replace("2,3", "2.5,3"), "points with decimals"),
        (SMALL.replace("budget;1000", "budget;20000000000"), "its budget is 20000000000"),
        (SMALL.replace("1;600", "1;-600"), "line 12, column 3: cost: '-600' is below zero"),
        (SMALL.replace("3;400", "1;400"), "line 14, column 1: project '1' is listed twice"),
        (SMALL.replace("d;3,1", "d;3,77"), "line 20, column 5: the ballot names project '77'"),
        (SMALL[: SMALL.index("VOTES")], "section VOTES is missing"),
    ],
)
def test_what_cannot_be_held_is_refused_in_one_line_and_leaves_nothing(
    text: str, says: str, sqlite_url: str, tmp_path: Path
) -> None:
    path = tmp_path / "city.pb"
    path.write_text(text)
    answer = CliRunner().invoke(app, ["import-election", str(path), "--database-url", sqlite_url])
    assert answer.exit_code == 2
    assert says in answer.stderr
    assert len(answer.stderr.strip().splitlines()) == 1
    with Database(sqlite_url).read() as session:
        assert session.exec(select(Round)).all() == []
        assert session.exec(select(Ballot)).all() == []


def test_a_file_that_is_not_whole_is_told(sqlite_url: str, tmp_path: Path) -> None:
    path = tmp_path / "city.pb"
    path.write_text(SMALL.replace("num_votes;4", "num_votes;40"))
    told = CliRunner().invoke(app, ["import-election", str(path), "--database-url", sqlite_url])
    assert told.exit_code == 0
    assert "num_votes says 40, and the file holds 4 ballots: is the file whole?" in told.stdout
    note = read_file(path).note
    assert "volgens het bestand zijn er 40 stemmen, maar er staan er 4 in." in note


def test_totals_that_differ_are_told_on_the_pages(tmp_path: Path) -> None:
    path = tmp_path / "city.pb"
    path.write_text(SMALL.replace("name;category", "votes;category").replace("Speeltuin", "30"))
    assert "bij 1 van de 3 ideeën noemt het bestand een ander aantal" in read_file(path).note


def test_a_rule_that_does_not_do_is_told(sqlite_url: str, tmp_path: Path) -> None:
    path = tmp_path / "city.pb"
    path.write_text(SMALL.replace("rule;greedy", "rule;by hand"))
    told = CliRunner().invoke(app, ["import-election", str(path), "--database-url", sqlite_url])
    assert "equals the official result" in told.stdout
    assert "counted by greedy, as the file declares rule 'by hand'" in told.stdout


def test_a_table_of_ideas_holds_every_digit_of_its_points(
    sqlite_database: Database, tmp_path: Path
) -> None:
    path = tmp_path / "city.pb"
    path.write_text(POINTS.replace("b;1;5", "b;1;123456789"))
    found = importing.import_file(sqlite_database, FixedClock(START), path)
    with sqlite_database.read() as session:
        outcome = result_of(session, found.slug).outcome
    assert "1;1;Speeltuin;600.00;2;123456792;" in ideas_csv(outcome)


def test_a_title_is_cut_at_a_word_and_keeps_its_year() -> None:
    assert titled("Budget in Oost", "2024") == "Budget in Oost 2024"
    cut = titled("Antoninek " * 20, "2024")
    assert cut.endswith("Antoninek… 2024")
    assert len(cut) <= LONGEST_TITLE
    assert len(titled("x" * 300, "2024")) <= LONGEST_TITLE


@pytest.mark.parametrize("text", ["31.03.2024", "31-03-2024", "31/3/2024", "2024-03-31"])
def test_a_day_as_cities_write_it(text: str) -> None:
    found = date_of(text)
    assert found is not None
    assert (found.year, found.month, found.day) == (2024, 3, 31)


@pytest.mark.parametrize("text", ["2024", "03.2024", "31.02.2024", "31.12.9999", "", "morgen"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert date_of(text) is None
