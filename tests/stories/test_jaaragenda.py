"""Gouda: a wijkteam advises on a plan of the municipality, which answers point by point."""

from tests.stories import people
from tests.stories.town import Town, fill, number_in


def words(town: Town, plan: int, *said: tuple[str, str]) -> dict[str, str]:
    """What a body says of each point of the plan, as its form sends it."""
    form = {}
    for number, (word, reason) in enumerate(said, start=1):
        form |= {f"point_{number}": word, f"point_reason_{number}": reason}
    return form


def test_a_plan_is_advised_on_and_answered(town: Town) -> None:
    round = people.configure(town, "jaaragenda", "Jaaragenda Voorbeeld", 1)
    people.publish(town, round, 8, "voorleggen", "advies", "antwoord")
    team = people.body_of(town, round, "wijkteam", round.codes[:3])
    college = people.seat(town, round, "college", "Wethouder", round.codes[3], "college")

    path = f"{round.desk}/plan"
    form = fill(town.official.see(path), title="Nieuwe verkeersregels", points="")
    form["body"] = "De gemeente wil dat auto's langzamer rijden."
    assert "Schrijf ten minste één punt op" in town.official.post(path, form).text
    form["points"] = "Overal 30 kilometer\n\nDrie nieuwe drempels"
    page = town.official.post(path, form)
    plan = number_in(page.url)
    assert "Drie nieuwe drempels" in page.text
    resident = town.site.sign_in(round.codes[5])
    assert resident.get(f"/resident/ronde/{round.slug}/idee").status_code == 403
    for page in ("/resident/", f"/ronde/{round.slug}", f"/idee/{plan}"):
        shown = resident.see(page)
        assert f"/resident/ronde/{round.slug}/idee" not in shown, page

    # A plan of the municipality is no idea of residents, and who advises decides nothing.
    assert "Wie: Wijkteam." in shown
    for words_of_ideas in ("Wie beslist", "steunen dit idee", "Reageer op dit idee"):
        assert words_of_ideas not in shown

    docket = town.docket("Nieuwe verkeersregels")
    for member in team:
        people.judge(member, docket, 4, "Het is te druk.")
    advice = {"verdict": "repair", "reasons": "Goed, maar niet met drempels."}
    advice |= words(town, plan, ("pass", ""), ("decline", "De bus schudt."))
    half = {name: value for name, value in advice.items() if not name.startswith("point_2")}
    assert "Kies iets bij dit punt." in team[0].post(f"/jury/dossier/{docket}/besluit", half).text
    team[0].do(f"/jury/dossier/{docket}/besluit", advice)
    assert "De bus schudt." in town.site.visitor().see(f"/idee/{plan}")

    docket = town.docket("Nieuwe verkeersregels")
    path = f"/jury/dossier/{docket}"
    people.judge(college, docket, 4, "Wij stellen het vast.")
    people.deciding_moment("jaaragenda", college, path, "De bus schudt.", "niet met drempels")
    answer = {"verdict": "pass", "reasons": "Het plan gaat door."}
    silent = answer | words(town, plan, ("adopted", "Dat wilden wij ook."), ("partly", ""))
    assert "Schrijf in een paar woorden waarom." in college.post(f"{path}/besluit", silent).text
    college.do(f"{path}/besluit", silent | {"point_reason_2": "Eén drempel, bij de school."})
    page = town.site.visitor().see(f"/idee/{plan}")
    for text in ("Voor een deel overgenomen", "Eén drempel, bij de school.", "is geantwoord"):
        assert text in page
    assert town.idea("Nieuwe verkeersregels").state == "klaar"
