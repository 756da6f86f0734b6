"""Rotterdam Lombardijen: € 100.000 as ten issues of 10.000 Lomba's, put together for ideas."""

import re

from tests.stories import game, people
from tests.stories.town import BUURT, Town

BENCH, FEAST = "Bankjes op het plein", "Zomerfeest"


def test_households_put_their_lombas_together(town: Town) -> None:
    round = people.configure(town, "lombaspel", "Lombaspel Voorbeeldwijk", 4)
    people.publish(town, round, 4, "indienen", "jury", "inleggen", "doen", "verantwoorden")
    jury = people.body_of(town, round, "jury", round.codes[:3])
    maker = town.site.sign_in(round.codes[3])
    homes = game.households(town, round, 2, 1, 1)
    leaders = game.spelleiding(town)
    base = f"/desk/ronde/{round.slug}/munt"
    # 10.000 over three households: one gets the remainder
    assert "Elk huishouden krijgt er 3.333" in leaders[0].see(base)
    assert leaders[0].do(f"{base}/uitgifte")
    refused = leaders[0].post(f"{base}/uitgifte/1", {"doe": "bevestig"})
    assert "Een ander moet" in refused.text
    leaders[0].do(f"{base}/uitgifte/1", {"doe": "intrekken"})
    assert "Uitgifte 2 van 10" in game.issue(leaders, round)
    assert "Dit kan vanaf" in leaders[0].see(base)

    bench = people.hand_in(maker, round, BENCH, "3.500")
    feast = people.hand_in(maker, round, FEAST, "9.000")
    for title in (BENCH, FEAST):
        people.through_the_body(town, jury, title)
    shared = town.site.sign_in(letter_code(town, leaders, round))
    assert "Onze beurs" in shared.see(f"/resident/ronde/{round.slug}/beurs")
    ask_a_second_adult(town, round, homes[0], bench)
    one, other = (town.site.sign_in(homes[number][0]) for number in (1, 2))
    game.put(one, round, feast, 90)
    game.put(one, round, feast, 90, "terug")
    words = (BENCH, "Nog nodig: 200 Lomba", "Leg in")
    people.deciding_moment("lombaspel", one, f"/resident/ronde/{round.slug}/beurs", *words)
    assert "Het idee heeft genoeg" in game.put(one, round, bench, 3000)
    assert town.idea(BENCH).state == "in_uitvoering"
    late = other.post(f"/resident/ronde/{round.slug}/beurs/inleg/{bench}", {"form": "x"})
    assert "heeft al genoeg" in late.text
    money = people.carry_out(town, maker, bench, "3.000", "Vraag eerst de buren.")
    assert "verantwoord" in money
    # 500 was not needed: 472 and 28, in the proportion 3.300 to 200, back in the purses
    page = people.money_of(town, round)
    assert page.count("Klopt.") == 8
    assert "Dit klopt niet" not in page
    assert re.search(r"7\.?000", page)
    assert "Niet nodig geweest voor" in one.see(f"/resident/ronde/{round.slug}/beurs")


def letter_code(town: Town, leaders: list[people.Visitor], round: people.Round) -> str:
    """The letter of the first household; its code is lost, and replaced by a new one."""
    base = f"/desk/ronde/{round.slug}/munt"
    town.printed.clear()
    response = leaders[0].post(f"{base}/brieven/{BUURT}")
    assert response.headers["content-type"] == "application/pdf"
    assert len(town.printed) == 3
    lost = town.printed[0]
    page = leaders[0].post(f"{base}/code", {"household": lost.mark}).text
    assert "werkt niet meer" in page
    old = town.site.visitor().post("/inloggen", {"code": lost.code})
    assert "vervangen door een nieuwe" in old.text
    return people.receipt_in(page)


def ask_a_second_adult(town: Town, round: people.Round, codes: list[str], idea: int) -> None:
    """Above 100 Lomba's the other adult of the household says yes first."""
    asks, agrees = (town.site.sign_in(code) for code in codes)
    assert "moet dit nog goedvinden" in game.put(asks, round, idea, 3300)
    base = f"/resident/ronde/{round.slug}/beurs"
    mine = asks.post(f"{base}/vraag/1", {"antwoord": "ja"})
    assert mine.status_code == 403
    assert "Ingelegd: 3300" in agrees.do(f"{base}/vraag/1", {"antwoord": "ja"})
