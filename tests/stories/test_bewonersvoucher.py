"""LSA: an amount handed to every household, which chooses what to use it for."""

from tests.stories import game, people
from tests.stories.town import Town

SWING, GARDEN = "Schommels terug", "Moestuin achter de flat"


def test_neighbours_choose_and_save_together(town: Town) -> None:
    round = people.configure(town, "bewonersvoucher", "Vouchers Voorbeeldwijk", 4)
    people.publish(town, round, 1, "indienen", "kiezen", "doen", "verantwoorden")
    maker = town.site.sign_in(round.codes[0])
    homes = [town.site.sign_in(codes[0]) for codes in game.households(town, round, 1, 1, 1)]
    leaders = game.spelleiding(town)
    assert "1 persoon op de lijst hoort bij geen huishouden" in leaders[0].see(
        f"/desk/ronde/{round.slug}/munt"
    )
    assert "Alle uitgiften zijn geweest" in game.issue(leaders, round)
    swing = people.hand_in(maker, round, SWING, "10.000")
    garden = people.hand_in(maker, round, GARDEN, "12.000")
    purse = f"/resident/ronde/{round.slug}/beurs"
    homes[0].do(f"{purse}/spaarpot", {"name": "De flat", "goals": str(swing)})
    for visitor, units in zip(homes, (1500, 400, 300), strict=True):
        visitor.do(f"{purse}/spaarpot/1/in", {"form": "a", "units-in-1": str(units)})
    goal = f"{purse}/spaarpot/1/doel/{swing}"
    homes[0].do(goal, {"doe": "ja"})
    early = homes[0].post(goal, {"doe": "inleg", "form": "b"})
    assert "1 van 3" in early.text
    homes[1].do(goal, {"doe": "ja"})
    words = ("2 van 3 zeiden ja", "Leg de spaarpot in", "2.200 vouchers")
    people.deciding_moment("bewonersvoucher", homes[1], purse, *words)
    assert "Het idee heeft genoeg" in homes[1].do(goal, {"doe": "inleg", "form": "c"})
    game.put(homes[2], round, garden, 700)
    assert town.idea(SWING).state == "in_uitvoering"
    people.close_step(town, round, "kiezen")
    assert town.idea(GARDEN).state == "niet_gekozen"
    people.carry_out(town, maker, swing, "10.000", "Samen sparen werkt.")
    page = people.money_of(town, round)
    assert page.count("Klopt.") == 8
    assert "3.000" in page  # vouchers that nobody used, back in the purses
