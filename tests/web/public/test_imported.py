"""Pages of an election from elsewhere: in its own money, and honest about what its file says."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from budget_app.ballots import importing
from budget_app.clock import FixedClock
from budget_app.db import Database
from tests.support.site import START, Site
from tests.voting.test_pabulib import SMALL

POLISH = SMALL.replace("currency;EUR", "currency;PLN")
Seen = Callable[[str], dict[str, str]]


def words(page: str) -> str:
    """The words of a page's content."""
    text = re.sub(r"<[^>]+>", "", page.split("<main", 1)[1].split("</main", 1)[0])
    return re.sub(r"\s+", " ", text.replace("\N{NO-BREAK SPACE}", " "))


@pytest.fixture
def seen(sqlite_database: Database, tmp_path: Path) -> Seen:
    def see(text: str) -> dict[str, str]:
        """The words of each page of the round that this file becomes."""
        path = tmp_path / "city.pb"
        path.write_text(text)
        slug = importing.import_file(sqlite_database, FixedClock(START), path).slug
        visitor = Site(sqlite_database).visitor()
        base = f"/ronde/{slug}"
        pages = {
            "round": base,
            "list": f"{base}/ideeen",
            "result": f"{base}/uitslag",
            "why": f"{base}/uitslag/2",
            "rules": f"{base}/regels",
            "money": f"{base}/geld",
            "map": f"{base}/kaart",
            "history": f"{base}/geschiedenis",
            "search": "/zoeken?q=Speeltuin",
            "home": "/",
        }
        found = {name: words(visitor.see(address)) for name, address in pages.items()}
        idea = re.search(r"/idee/\d+", visitor.see(f"{base}/ideeen"))
        assert idea
        return found | {"idea": words(visitor.see(idea[0]))}

    return see


def test_every_page_writes_amounts_in_the_money_of_the_election(seen: Seen) -> None:
    pages = seen(POLISH)
    assert {name for name, page in pages.items() if "€" in page} == set()
    assert "PLN 1.000" in pages["round"]
    assert "PLN 400" in pages["list"]
    assert "PLN 400" in pages["idea"]
    assert "PLN 500" in pages["why"]
    assert "PLN 1.000" in pages["home"]
    assert "PLN 600" in pages["search"]


def test_where_no_currency_is_stated_none_is_shown(seen: Seen) -> None:
    pages = seen(SMALL.replace("currency;EUR\n", ""))
    assert {name for name, page in pages.items() if "€" in page or "XXX" in page} == set()
    assert "zegt niet in welke munt" in pages["result"]
    assert "1.000" in pages["round"]


def test_euros_stay_euros(seen: Seen) -> None:
    assert "€ 1.000" in seen(SMALL)["round"]


def test_a_difference_names_the_ideas(seen: Seen) -> None:
    text = SMALL.replace("budget;1000", "budget;1200").replace("a;1,2;30", "a;3,2;30")
    page = seen(text.replace("Groen;0", "Groen;1").replace("Muziek;;1", "Muziek;;0"))["result"]
    assert "anders dan de officiële uitslag" in page
    assert "ook gekozen:De &#34;Bankjes&#34;; tafelsVolgens het" in page
    assert "niet gekozen:Muziek" in page


@pytest.mark.parametrize(
    ("rule", "marks", "said", "unsaid"),
    [
        ("greedy", True, "gelijk aan de officiële uitslag", "geen telregel"),
        ("unknown", True, "geen telregel die hier past", "staat geen uitslag"),
        ("unknown", False, "Er staat ook geen uitslag in", "wat de regel geeft"),
        ("greedy", False, "wat de regel geeft die in het bestand staat", "geen telregel"),
    ],
)
def test_what_the_file_states_is_said_as_it_is(
    rule: str, marks: bool, said: str, unsaid: str, seen: Seen
) -> None:
    text = SMALL.replace("rule;greedy", f"rule;{rule}")
    page = seen(text if marks else text.replace(";selected", ";other"))["result"]
    assert said in page
    assert unsaid not in page


def test_a_result_that_cannot_be_read_is_not_called_missing(seen: Seen) -> None:
    page = seen(SMALL.replace("Groen;0", "Groen;misschien"))["result"]
    assert "een uitslag die wij niet kunnen lezen" in page
    assert "noemt geen winnaars" not in page


def test_of_an_election_from_elsewhere_nobody_says_we_will_do_it(seen: Seen) -> None:
    assert "Dit gaan we doen" not in seen(SMALL)["result"]


@pytest.mark.parametrize(
    ("ends", "day"), [("31.03.2024", "31 maart 2024"), ("", "2 maart 2026"), ("31.03.2099", "2026")]
)
def test_an_idea_was_chosen_on_the_last_day_of_voting(ends: str, day: str, seen: Seen) -> None:
    page = seen(SMALL.replace("rule;greedy", f"rule;greedy\ndate_end;{ends}"))["idea"]
    assert day in page[page.index("De weg van dit idee") :]


def test_the_makers_of_the_file_are_heard(seen: Seen) -> None:
    text = SMALL.replace("rule;greedy", "rule;greedy\ncomment;#1: Online votes only.")
    assert "#1: Online votes only." in seen(text)["result"]
