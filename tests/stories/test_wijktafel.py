"""Den Bosch: a table of residents decides on the money for initiatives."""

from tests.stories import people
from tests.stories.town import Town


def test_the_table_decides(town: Town) -> None:
    round = people.configure(town, "wijktafel", "Wijktafel Voorbeeld", 3)
    people.publish(town, round, 10, "indienen", "tafel", "doen", "verantwoorden")
    members = people.body_of(town, round, "wijktafel", round.codes[:3])
    maker = town.site.sign_in(round.codes[5])

    idea = people.hand_in(maker, round, "Fietsles", "3.000")
    people.hand_in(maker, round, "Vuurwerk", "9.000")
    assert "Zij beslissen" not in town.site.visitor().see(f"/idee/{idea}")
    people.through_the_body(town, members, "Fietsles")
    people.through_the_body(town, members, "Vuurwerk", points=1)
    assert town.idea("Fietsles").state == "in_uitvoering"
    assert "besloten wij samen" in town.site.visitor().see(f"/idee/{idea}")
    assert town.idea("Vuurwerk").state == "afgewezen"

    outsider = town.site.sign_in(round.codes[8])
    assert outsider.get("/jury/").status_code == 403
    page = people.carry_out(town, maker, idea, "2.750", "Twee fietsen extra.")
    assert "Twee fietsen extra." in page
    assert "37.250" in people.money_of(town, round)
