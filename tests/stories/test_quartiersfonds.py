"""Berlin: a second, larger pot of € 500.000 beside the small one in the same area."""

from tests.stories import people
from tests.stories.town import Town


def test_two_pots_in_one_area_each_with_its_own_rule(town: Town) -> None:
    small = people.configure(town, "aktionsfonds", "Kleine Pot", 4)
    people.publish(town, small, 4, "acties")
    round = people.configure(town, "quartiersfonds", "Grote Pot", 3)
    people.publish(town, round, 8, "indienen", "oordeel", "doen", "verantwoorden")
    members = people.body_of(town, round, "wijkraad", round.codes[:3])
    maker = town.site.sign_in(round.codes[4])

    idea = people.hand_in(maker, round, "Werkplaats in de school", "80.000")
    path = f"/jury/dossier/{town.docket('Werkplaats in de school')}"
    people.deciding_moment("quartiersfonds", members[0], path, "Werkplaats", "80.000")
    people.through_the_body(town, members, "Werkplaats in de school")
    people.hand_in(maker, round, "Zwembad op het dak", "400.000")
    people.through_the_body(town, members, "Zwembad op het dak", points=2)
    assert town.idea("Werkplaats in de school").state == "in_uitvoering"
    assert town.idea("Zwembad op het dak").state == "afgewezen"

    page = people.carry_out(town, maker, idea, "79.000", "Huur een machine eerst.")
    assert "Huur een machine eerst." in page
    assert "421.000" in people.money_of(town, round)
    assert "15.000" in people.money_of(town, small)
    home = town.site.visitor().see("/wijk/wijk")
    assert "Kleine Pot" in home
    assert "Grote Pot" in home
