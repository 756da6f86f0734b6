"""Each way of counting says in words of its own why an idea won or lost."""

from typing import Any

import pytest

from budget_app.ballots import box
from budget_app.clock import FixedClock
from budget_app.db import Database
from tests.support import vote_round
from tests.support.site import SECRET, Site
from tests.support.vote_round import NOW
from tests.web.public.test_result import CHOICES, receipt, said_whole

SAYS = {
    "phragmen": [
        "Elke stemmer spaart even snel. 3 stemmers kozen dit idee.",
        "Zodra zij samen genoeg hadden, ging het door: als nummer 1.",
    ],
    "knapsack": [
        "Het hoort bij de groep ideeën die samen in het geld past en samen de meeste steun heeft."
    ],
    "cumulative-transfers": ["De steun voor dit idee was samen", "Dat was genoeg."],
}


def pages(
    database: Database, method: str, cast: tuple[dict[int, int], ...] = CHOICES, **settings: Any
) -> list[str]:
    """What the page of each of the five ideas says, counted by this method."""
    made = vote_round.make(database, 5, count={"method": method, "tie": "cheaper"}, **settings)
    with made.db.write() as session:
        vote = made.vote(session)
        for number, choices in enumerate(cast):
            voter, code = made.voters[number], receipt(number)
            box.cast(session, vote, voter, choices, code, SECRET, FixedClock(NOW))
    made.close()
    visitor = Site(made.db, FixedClock(NOW)).visitor()
    seen = (visitor.see(f"/ronde/{made.slug}/uitslag/{number}") for number in range(1, 6))
    return [said_whole(page) for page in seen]


@pytest.mark.parametrize("method", SAYS)
def test_a_method_gives_its_own_reasons(database: Database, method: str) -> None:
    told = pages(database, method)
    for sentence in SAYS[method]:
        assert any(sentence in page for page in told), (sentence, told)
    assert not [page for page in told if "Met de telwijze" in page]


@pytest.mark.parametrize(
    ("cast", "cheaper", "voters"),
    [
        (CHOICES, "€ 133,34", "1 stemmer meer die alleen dit idee koos"),
        (
            ({1: 1}, {1: 1}, {1: 1}, {3: 1}, {4: 1}),
            "€ 100",
            "2 stemmers meer die alleen dit idee kozen",
        ),
    ],
)
def test_who_saved_too_little_reads_what_was_missing(
    database: Database, cast: tuple[dict[int, int], ...], cheaper: str, voters: str
) -> None:
    told = pages(database, "phragmen", cast)[3]
    assert "Dat paste niet meer." in told
    assert f"Was het {cheaper} goedkoper geweest, dan had het gewonnen." in told
    assert f"Met {voters}, had het gewonnen." in told


def test_where_one_wins_the_others_read_which_had_more(database: Database) -> None:
    single = ({1: 1}, {1: 1}, {2: 1}, {4: 1}, {})
    told = pages(database, "plurality", single, ballot={"type": "choose-1"})
    assert "Er kon er één winnen. Dit pakket kreeg de meeste steun." in told[0]
    assert "“Idee 1” kreeg meer steun, of ging bij gelijke steun voor." in told[1]
