"""Porto Alegre: two buurten rank their themes, and a rule divides a million over them."""

import pytest

from budget_app.places.models import Area
from tests.stories import people
from tests.stories.people import Round
from tests.stories.town import BUURT, WIJK, Town, fill
from tests.support.site import Visitor

SOUTH = "BU05999002"


@pytest.fixture(autouse=True)
def second_buurt(town: Town) -> None:
    """The buurt of the town has 5,200 inhabitants; this one has 2,600."""
    with town.site.db.write() as session:
        session.add(
            Area(code=SOUTH, kind="buurt", name="Voorbeeldzuid", slug="zuid", parent_code=WIJK,
                 inhabitants=2_600)
        )  # fmt: skip


def enroll(town: Town, round: Round, buurt: str, count: int) -> list[Visitor]:
    """The official brings in a list of residents of one buurt."""
    town.printed.clear()
    table = "buurt\n" + f"{buurt}\n" * count
    files = {"lijst": ("lijst.csv", table.encode(), "text/csv")}
    town.official.post(f"{round.desk}/stemlijst", files=files)
    return [town.site.sign_in(letter.code) for letter in town.printed]


def rank(voter: Visitor, round: Round, *titles: str) -> None:
    base = f"/resident/ronde/{round.slug}/stem"
    form = voter.see(base)
    ranks = {
        form.split(f">{title}</label>")[0].rsplit('name="', 1)[-1].split('"')[0]: str(place)
        for place, title in enumerate(titles, start=1)
    }
    review = voter.post(f"{base}/nakijken", ranks)
    assert "telt" in voter.do(f"{base}/uitbrengen", fill(review.text))


def test_priorities_become_a_budget(town: Town) -> None:
    round = people.configure(town, "porto-alegre", "Prioriteiten Voorbeeld", 2)
    people.answer(
        town, round, "stap-verdelen",
        verdelen_grades=f"{BUURT} = 1\n{SOUTH} = 3", verdelen_figures_on="2026-01-01",
    )  # fmt: skip
    town.official.do(f"{round.desk}/publiceren")
    north, south = (enroll(town, round, buurt, 6) for buurt in (BUURT, SOUTH))
    people.open_step(town, round, "themas")
    for title in ("Riool", "School", "Groen"):
        people.hand_in(north[0], round, title, "0")
    clinic = people.hand_in(south[0], round, "Dokter", "0", area_code=SOUTH)
    people.hand_in(south[0], round, "Bushalte", "0", area_code=SOUTH)
    for step in ("themas", "vergaderingen"):
        if step != "themas":
            people.open_step(town, round, step)
        people.close_step(town, round, step)

    people.open_step(town, round, "volgorde")
    assert "Dokter" not in north[0].see(f"/resident/ronde/{round.slug}/stem")
    base = f"/resident/ronde/{round.slug}/stem"
    foreign = south[0].see(base).split(">Dokter</label>")[0].rsplit('name="', 1)[-1].split('"')[0]
    assert north[0].post(f"{base}/nakijken", {foreign: "1"}).status_code == 400
    for number, voter in enumerate(north):
        rank(voter, round, *(("Riool", "School") if number < 4 else ("School", "Riool")))
    for voter in south:
        rank(voter, round, "Dokter", "Bushalte")
    people.close_step(town, round, "volgorde")

    people.open_step(town, round, "verdelen")
    # Need 1 : 3 and inhabitants 2 : 1, weighed equally: 11/24 and 13/24 of a million.
    sums = ("458.333,33", "541.666,67", "275.000", "183.333,33", "325.000", "216.666,67")
    page = people.deciding_moment(
        "porto-alegre", town.site.visitor(), f"/ronde/{round.slug}/verdeling", *sums
    )
    assert "Groen" not in page.split("Voorbeeldzuid")[-1]
    assert town.idea("Groen").state == "niet_gekozen"
    people.close_step(town, round, "verdelen")

    people.open_step(town, round, "raad")
    codes = [letter.code for letter in town.printed]
    council = people.body_of(town, round, "raad", codes[4:6], "raad")
    assert "275.000" in council[0].see(f"/jury/dossier/{town.docket('Riool')}")
    for title in ("Riool", "School", "Dokter"):
        people.through_the_body(town, council, title)
    people.through_the_body(town, council, "Bushalte", points=1)
    assert "Over Bushalte besloten wij samen" in town.site.visitor().see(
        f"/idee/{town.idea('Bushalte').id}"
    )
    people.open_step(town, round, "doen")
    people.open_step(town, round, "verantwoorden")
    page = people.carry_out(town, south[0], clinic, "300.000", "Twee dagen open per week.")
    assert "Twee dagen open per week." in page
