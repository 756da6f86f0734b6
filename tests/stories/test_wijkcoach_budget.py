"""Enschede: professionals decide with the pooled money, inside the mandates of all partners."""

from tests.stories import people
from tests.stories.town import Town

PARTNERS = ("Gemeente", "Woningcorporatie", "Zorgorganisatie")


def mandate(town: Town, round: people.Round, giver: str, up_to: str, until: str) -> None:
    """The official writes a partner's mandate in the register."""
    form = {"giver": giver, "body": "wijkcoaches", "purpose": "Alles wat een gezin helpt."}
    form |= {"up_to": up_to, "ends_on": until}
    town.official.do(f"{round.desk}/mandaat", form)


def test_wijkcoaches_act_within_their_mandate(town: Town) -> None:
    round = people.configure(town, "wijkcoach-budget", "Wijkcoaches Voorbeeld", 1)
    people.publish(town, round, 8, "vragen", "besluit", "doen", "verantwoorden")
    coaches = people.body_of(town, round, "wijkcoaches", round.codes[:3], "professionals")
    maker = town.site.sign_in(round.codes[4])
    idea = people.hand_in(maker, round, "Fiets en taalles", "1.500")
    people.hand_in(maker, round, "Verbouwing", "6.000")
    docket = town.docket("Fiets en taalles")
    for coach in coaches:
        people.judge(coach, docket, 5, "Zo komt zij zelf verder.")
    register, verdict = f"/ronde/{round.slug}/mandaten", f"/jury/dossier/{docket}/besluit"
    award = {"verdict": "pass", "reasons": "Wij regelen dit."}
    visitor = town.site.visitor()

    assert "Deze groep heeft geen mandaat in dit register." in visitor.see(register)
    for partner in PARTNERS:
        refused = coaches[0].post(verdict, award)
        assert refused.status_code == 409
        assert f"geen mandaat van {partner}" in refused.text
        mandate(town, round, partner, "5.000", "2026-06-30")
    page = people.deciding_moment("wijkcoach-budget", coaches[0], f"/jury/dossier/{docket}")
    assert "geen mandaat" not in page
    coaches[0].do(verdict, award)
    assert "geldt nu" in visitor.see(register)

    # Above what a partner gave, after its day, and once it is taken back: refused.
    docket = town.docket("Verbouwing")
    for coach in coaches:
        people.judge(coach, docket, 4, "Nodig.")
    verdict = f"/jury/dossier/{docket}/besluit"
    above = coaches[0].post(verdict, award)
    assert "Het mandaat van Gemeente gaat tot en met € 5.000. Dit kost € 6.000." in above.text
    for partner in PARTNERS:
        mandate(town, round, partner, "", "")
    number = 6  # the last that was given, by the Zorgorganisatie
    path = f"{round.desk}/mandaat/{number}/intrekken"
    assert town.official.post(path, {f"why_{number}": ""}).status_code == 400
    town.official.do(path, {f"why_{number}": "De zorg stopt met dit budget."})
    assert "De zorg stopt met dit budget." in visitor.see(register)
    assert "Het mandaat van Zorgorganisatie gaat tot" in coaches[0].post(verdict, award).text
    town.days_pass(130)
    coach = town.site.sign_in(round.codes[0])
    assert "geen mandaat van Zorgorganisatie" in coach.post(verdict, award).text
    assert town.idea("Verbouwing").state == "bij_de_jury"

    maker = town.site.sign_in(round.codes[4])
    assert "Zij werkt nu." in people.carry_out(town, maker, idea, "1.500", "Zij werkt nu.")
