"""The classic fund: hand in all year, weighed on set criteria, carried out by the makers."""

from tests.stories import people
from tests.stories.town import Town


def test_the_commission_weighs_every_idea_by_the_same_questions(town: Town) -> None:
    round = people.configure(town, "leefbaarheidsfonds", "Fonds Voorbeeld", 3)
    people.publish(town, round, 10, "indienen", "afwegen", "doen", "verantwoorden")
    commission = [
        *people.body_of(town, round, "commissie", round.codes[:2], "gemeente"),
        *people.body_of(town, round, "commissie", round.codes[2:3], "corporatie"),
    ]
    resident = {"body": "commissie", "name": "Bewoner", "code": round.codes[3]}
    resident |= {"constituency": "bewoners", "ends_on": "2027-12-31"}
    refused = town.official.post(f"{round.desk}/plaats", resident)
    assert refused.status_code == 400, "residents have access to the pot, not the right to spend"
    makers = [town.site.sign_in(code) for code in round.codes[4:6]]
    lights = people.hand_in(makers[0], round, "Lampen in de steeg", "2.400")
    people.hand_in(makers[1], round, "Mijn eigen schutting", "1.100")

    docket = town.docket("Lampen in de steeg")
    for member in commission[:2]:
        people.judge(member, docket, 4, "De steeg is nu te donker.")
    path = f"/jury/dossier/{docket}"
    questions = ("Wordt het leven in de wijk hier beter van?", "Kunnen de makers dit uitvoeren")
    people.deciding_moment("leefbaarheidsfonds", commission[0], path, *questions)
    people.settle(commission[0], docket, "pass", "Goed voor de steeg.")
    people.through_the_body(town, commission, "Mijn eigen schutting", points=1)
    assert town.idea("Lampen in de steeg").state == "in_uitvoering"

    # Declined: once the maker may ask for another judgment, and is heard by the same questions.
    fence = town.idea("Mijn eigen schutting")
    assert fence.state == "afgewezen"
    appeal = {"reason": "De schutting is voor de hele straat."}
    makers[1].do(f"/resident/idee/{fence.id}/bezwaar", appeal)
    people.through_the_body(town, commission, "Mijn eigen schutting", points=2)
    assert town.idea("Mijn eigen schutting").state == "afgewezen"

    page = people.carry_out(town, makers[0], lights, "2.350", "Twee lampen meer.")
    assert "Twee lampen meer." in page
    assert "47.650" in people.money_of(town, round)
