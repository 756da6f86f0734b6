"""A table of residents is filled by lot: stated strata, the seed in public, a draw to repeat."""

from tests.stories import people
from tests.stories.town import Town

AGES = ("16-34", "35 en ouder")


def test_a_table_is_drawn_by_lot(town: Town) -> None:
    round = people.configure(town, "wijktafel", "Tafel Door Loting", 3)
    people.publish(town, round, 8, "indienen", "tafel")
    draws = f"{round.desk}/loting"
    town.official.do(
        draws,
        {
            "seat": "wijktafel|bewoners",
            "places": "3",
            "seats_until": "2027-01-31",
            "strata": "Leeftijd: 16-34 = 50, 35 en ouder = 50",
            "seed_source": "De trekking van de Staatsloterij van 1 april",
        },
    )
    residents = [town.site.sign_in(code) for code in round.codes]
    for number, resident in enumerate(residents):
        assert "35 en ouder" in resident.see("/resident/loting/1")
        form = {"name": f"Vrijwilliger {number}", "answer_0": AGES[number % 2]}
        resident.do("/resident/loting/1", form)
    town.official.do(f"{draws}/1/sluiten")
    assert "wacht de loting op het lotgetal" in town.site.visitor().see("/loting/1")
    town.official.do(f"{draws}/1/getal", {"seed_1": "31415"})
    town.official.do(f"{draws}/1/trekken")

    assert "31415" in town.site.visitor().see("/loting/1")
    seated = [each for each in residents if each.get("/jury/").status_code == 200]
    assert len(seated) == 3
    maker = next(each for each in residents if each not in seated)
    people.hand_in(maker, round, "Picknickbank", "800")
    people.judge(seated[0], town.docket("Picknickbank"), 4, "Daar zit altijd iemand.")
