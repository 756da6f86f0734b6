"""Dordrecht: a core group makes three whole budgets of €600,000; residents choose one."""

from tests.stories import people
from tests.stories.town import Town

ITEMS = {
    "Speelplek": "150.000",
    "Fietspad": "250.000",
    "Buurthuis": "300.000",
    "Bomen": "100.000",
    "Jongerenwerk": "200.000",
}
PACKAGES = {
    "Groen en spelen": ("Speelplek", "Fietspad", "Bomen"),
    "Elkaar ontmoeten": ("Buurthuis", "Jongerenwerk", "Bomen"),
    "Veilig op weg": ("Fietspad", "Jongerenwerk", "Speelplek"),
}


def test_three_whole_budgets(town: Town) -> None:
    round = people.configure(town, "stadspolder", "Stadspolder Voorbeeld", 2)
    people.publish(town, round, 24, "ideeen")
    maker = town.site.sign_in(round.codes[0])
    ideas = {title: people.hand_in(maker, round, title, cost) for title, cost in ITEMS.items()}
    people.close_step(town, round, "ideeen")
    people.open_step(town, round, "avonden")
    people.close_step(town, round, "avonden")

    people.open_step(town, round, "pakketten")
    core = people.seat(town, round, "kerngroep", "Lid", round.codes[1])
    people.seat(town, round, "kerngroep", "Projectleider", round.codes[2], "gemeente")
    assert "Kerngroep maakt pakketten" in core.see("/jury/")
    form = f"/jury/ronde/{round.slug}/pakket"
    whole = {"title": "Alles", "body": "Wij willen alles.", "ideas": list(ideas.values())}
    refused = core.post(form, whole)
    assert refused.status_code == 400
    assert "€ 400.000 te veel" in refused.text
    assert 'value="Alles"' in refused.text
    assert refused.text.count(" checked") == 5
    for title, parts in PACKAGES.items():
        numbers = [ideas[part] for part in parts]
        core.do(form, {"title": title, "body": "Dit past bij de wijk.", "ideas": numbers})
        package = town.idea(title)
        assert town.site.visitor().get(f"/idee/{package.id}").status_code == 404
        core.do(f"/jury/pakket/{package.id}/publiceren")
    assert maker.get(form).status_code == 403

    for code in round.codes[3:15]:
        player = town.site.sign_in(code)
        assert f"/resident/ronde/{round.slug}/spel" in player.see("/resident/")
        player.do(f"/resident/ronde/{round.slug}/spel", {"ideas": [ideas["Fietspad"]]})
    assert "Buurthuis" in player.see(f"/resident/ronde/{round.slug}/spel").split("Dit valt af")[1]
    page = town.site.visitor().see(f"/ronde/{round.slug}/pakketten")
    assert "12 mensen speelden mee" in page
    assert "minder dan 10" in page
    people.close_step(town, round, "pakketten")

    people.open_step(town, round, "stemmen")
    for number, code in enumerate(round.codes[4:]):
        title = list(PACKAGES)[0 if number < 9 else 1 + number % 2]
        voter = town.site.sign_in(code)
        people.vote(voter, round, title)
    people.deciding_moment(
        "stadspolder", voter, f"/ronde/{round.slug}/pakketten", *PACKAGES, "Kerngroep"
    )
    people.close_step(town, round, "stemmen")
    assert town.idea("Elkaar ontmoeten").state == "niet_gekozen"
    assert town.idea("Fietspad").state == "in_gesprek"  # the council has not ratified yet

    people.open_step(town, round, "raad")
    council = people.body_of(town, round, "raad", round.codes[20:22], "raad")
    dossier = council[0].see(f"/jury/dossier/{town.docket('Groen en spelen')}")
    assert all(part in dossier for part in PACKAGES["Groen en spelen"])
    people.through_the_body(town, council, "Groen en spelen")
    assert town.idea("Bomen").state == "gekozen"  # also in a package that lost
    assert town.idea("Buurthuis").state == "niet_gekozen"
    people.open_step(town, round, "doen")
    people.open_step(town, round, "verantwoorden")
    page = people.carry_out(town, maker, ideas["Fietspad"], "240.000", "Een bocht minder.")
    assert "Een bocht minder." in page
    assert "110.000" in people.money_of(town, round)  # 100,000 not in it, 10,000 not spent
