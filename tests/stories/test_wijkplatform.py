"""Arnhem: tested against policy first, then judged by residents, corporations and municipality."""

from tests.stories import people
from tests.stories.town import Town


def test_first_the_policy_then_the_platform(town: Town) -> None:
    round = people.configure(town, "wijkplatform", "Wijkplatform Voorbeeld", 3)
    people.publish(town, round, 12, "indienen", "toets", "platform", "doen", "verantwoorden")
    policy = people.body_of(town, round, "gemeente", round.codes[:1], "gemeente")
    platform = [
        *people.body_of(town, round, "platform", round.codes[1:2], "bewoners"),
        *people.body_of(town, round, "platform", round.codes[2:3], "corporaties"),
        *people.body_of(town, round, "platform", round.codes[3:4], "gemeente"),
    ]
    maker = town.site.sign_in(round.codes[6])

    idea = people.hand_in(maker, round, "Ruilwinkel", "4.000")
    people.hand_in(maker, round, "Eigen parkeerplaats", "1.000")
    assert platform[0].get(f"/jury/dossier/{town.docket('Ruilwinkel')}").status_code == 403
    people.through_the_body(town, policy, "Ruilwinkel")
    people.through_the_body(town, policy, "Eigen parkeerplaats", points=1)
    assert town.idea("Eigen parkeerplaats").state == "afgewezen"
    assert town.idea("Ruilwinkel").state == "bij_de_jury"
    path = f"/jury/dossier/{town.docket('Ruilwinkel')}"
    earlier = "Over Ruilwinkel besloten wij samen."
    people.deciding_moment("wijkplatform", platform[0], path, earlier)
    people.through_the_body(town, platform, "Ruilwinkel")
    assert town.idea("Ruilwinkel").state == "in_uitvoering"
    assert "Meer rekken." in people.carry_out(town, maker, idea, "3.990", "Meer rekken.")
