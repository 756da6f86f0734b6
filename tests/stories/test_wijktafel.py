"""Den Bosch: a table of residents decides on the money for initiatives."""

from tests.stories import people
from tests.stories.town import Town


def at_the_table(
    town: Town, round: people.Round, members: list[people.Visitor], title: str
) -> None:
    """The table meets, decides there, and writes down how many came and what was said."""
    body = members[0].see("/jury/").split('href="/jury/groep/')[1].split('"')[0]
    desk, docket = f"/jury/groep/{body}", town.docket(title)
    evening = {"title": "Wijktafel in het buurthuis", "place": "Buurthuis", "agenda": title}
    refused = members[0].post(f"{desk}/bijeenkomst", evening | {"starts_at": ""})
    assert refused.status_code == 400
    assert "Buurthuis" in refused.text
    members[0].do(f"{desk}/bijeenkomst", evening | {"starts_at": "2026-03-02T09:30"})
    path = f"/jury/dossier/{docket}"
    for member in members:
        people.judge(member, docket, 4, "Daar leren wij van.")
    page = people.deciding_moment("wijktafel", members[0], path, "Het besluit van de groep")
    meeting = page.split('">Wijktafel in het buurthuis, ')[0].rsplit('"', 1)[-1]
    verdict = {"verdict": "pass", "reasons": "Zo besloten wij samen.", "meeting": meeting}
    members[0].do(f"{path}/besluit", verdict)
    report = {"attended": "14", "minutes": "Iedereen wil leren fietsen.", "decisions": ""}
    members[1].do(f"{desk}/bijeenkomst/{meeting}/verslag", report)
    page = town.site.visitor().see(f"/ronde/{round.slug}/bijeenkomsten")
    for text in ("Er waren 14 mensen.", "Iedereen wil leren fietsen.", "Hier is besloten over:"):
        assert text in page


def test_the_table_decides(town: Town) -> None:
    round = people.configure(town, "wijktafel", "Wijktafel Voorbeeld", 3)
    people.publish(town, round, 10, "indienen", "tafel", "doen", "verantwoorden")
    members = people.body_of(town, round, "wijktafel", round.codes[:3])
    maker = town.site.sign_in(round.codes[5])

    idea = people.hand_in(maker, round, "Fietsles", "3.000")
    people.hand_in(maker, round, "Vuurwerk", "9.000")
    assert "Zij beslissen" not in town.site.visitor().see(f"/idee/{idea}")
    at_the_table(town, round, members, "Fietsles")
    people.through_the_body(town, members, "Vuurwerk", points=1)
    assert town.idea("Fietsles").state == "in_uitvoering"
    assert "besloten wij samen" in town.site.visitor().see(f"/idee/{idea}")
    assert town.idea("Vuurwerk").state == "afgewezen"

    outsider = town.site.sign_in(round.codes[8])
    assert outsider.get("/jury/").status_code == 403
    page = people.carry_out(town, maker, idea, "2.750", "Twee fietsen extra.")
    assert "Twee fietsen extra." in page
    assert "37.250" in people.money_of(town, round)
