"""Zaanstad: up to 10,000 euro the municipality decides; above, it tests and asks the buurt."""

from tests.stories import people
from tests.stories.town import Town
from tests.support.site import Visitor

SMALL, LARGE = "Bloembakken", "Speeltuin"
STEPS = ("indienen", "toets", "raadplegen", "besluit", "doen", "verantwoorden")


def asked(town: Town, round: people.Round, idea: int) -> None:
    """Eleven neighbours answer, one twice; nobody sees figures before it is over."""
    path = f"/resident/idee/{idea}/mening"
    neighbours = [town.site.sign_in(code) for code in round.codes[4:15]]
    refused = neighbours[0].post(path, {"answer": "", "why": "Goed voor mijn kind."})
    assert refused.status_code == 400
    assert "Goed voor mijn kind." in refused.text
    question = "Wat vindt u van “Speeltuin”"
    assert question in neighbours[0].see("/resident/")
    for number, neighbour in enumerate(neighbours):
        answer = "tegen" if number < 4 else "voor"
        neighbour.do(path, {"answer": answer, "why": f"Reden {number}"})
    neighbours[0].do(path, {"answer": "voor", "why": "Toch wel fijn."})
    assert question not in neighbours[0].see("/resident/")
    assert "Reden 5" not in town.site.visitor().see(f"/idee/{idea}")
    assert town.site.sign_in(seatless(town)).post(path, {"answer": "voor"}).status_code == 403
    town.days_pass(21)
    assert neighbours[1].post(path, {"answer": "voor"}).status_code in (401, 409)


def seatless(town: Town) -> str:
    """The code of someone who lives elsewhere: on the list of another round."""
    elsewhere = people.configure(town, "wijktafel", "Elders", 3)
    people.publish(town, elsewhere, 1)
    return elsewhere.codes[0]


def decide(town: Town, round: people.Round, body: str, code: str) -> Visitor:
    """Someone who works for the municipality takes a seat."""
    return people.seat(town, round, body, "Medewerker", code, "gemeente")


def test_both_sides_of_the_line(town: Town) -> None:
    round = people.configure(town, "poelenburg", "Poelenburg Voorbeeld", 3)
    people.publish(town, round, 15, *STEPS)
    tester = decide(town, round, "toets", round.codes[0])
    decider = decide(town, round, "besluit", round.codes[1])
    maker = town.site.sign_in(round.codes[2])

    small = people.hand_in(maker, round, SMALL, "10.000")
    page = town.site.visitor().see(f"/idee/{small}")
    assert "De stap “De buurt zegt wat zij vindt” is niet voor dit idee." in page
    people.through_the_body(town, [decider], SMALL)
    assert town.idea(SMALL).state == "in_uitvoering"

    large = people.hand_in(maker, round, LARGE, "10.001")
    people.through_the_body(town, [tester], LARGE)
    asked(town, round, large)
    docket = town.docket(LARGE)
    decider = town.site.sign_in(round.codes[1])
    words = ("11 van de 15 bewoners", "Toch wel fijn.")
    people.deciding_moment("poelenburg", decider, f"/jury/dossier/{docket}", *words)
    people.through_the_body(town, [decider], LARGE)
    assert town.idea(LARGE).state == "in_uitvoering"
    maker = town.site.sign_in(round.codes[2])
    assert "Een wip." in people.carry_out(town, maker, large, "9.500", "Een wip.")
    assert "80.500" in people.money_of(town, round)
