"""Groningen: plans of residents, groups and professional parties; one day to look and to vote."""

from tests.stories import people
from tests.stories.town import Town

STREET, GROUP, FIRM = "Speelstraat", "Buurtkoor", "Nieuwe speeltoestellen"


def test_a_voting_day(town: Town) -> None:
    round = people.configure(town, "wijkstemdag", "Wijkstemdag Voorbeeld", 2)
    people.answer(town, round, "geld", base="12.000")
    people.publish(town, round, 20, "indienen")
    makers = [town.site.sign_in(code) for code in round.codes[:3]]
    street = people.hand_in(makers[0], round, STREET, "2.000")
    people.hand_in(makers[1], round, GROUP, "3.000")
    people.hand_in(makers[2], round, FIRM, "11.000", executor="anderen")
    people.close_step(town, round, "indienen")
    people.open_step(town, round, "stands")
    people.close_step(town, round, "stands")

    people.open_step(town, round, "stemdag")
    for number, code in enumerate(round.codes):
        voter = town.site.sign_in(code)
        people.vote(voter, round, STREET, GROUP if number % 2 else FIRM)
    people.close_step(town, round, "stemdag")
    page = town.site.visitor().see(f"/ronde/{round.slug}/uitslag")
    assert "20 mensen stemden" in page
    # All chose the street; ten each for the others. The firm's plan does not fit beside the street.
    assert town.idea(STREET).state == "gekozen"
    assert town.idea(GROUP).state == "gekozen"
    assert town.idea(FIRM).state == "niet_gekozen"

    people.open_step(town, round, "doen")
    people.open_step(town, round, "verantwoorden")
    assert "Het is gemaakt." in people.carry_out(town, makers[0], street, "1.900", "Meer stoelen.")
