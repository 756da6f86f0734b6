"""Leeuwarden: delegates of buurtpanels give weighty advice; the college decides and answers."""

from tests.stories import people
from tests.stories.town import Town

STEPS = ("indienen", "advies", "besluit", "doen", "verantwoorden")
PANELS = ("Buurtpanel Noord", "Buurtpanel Oost", "Buurtpanel Zuid")


def test_weighty_advice_is_answered(town: Town) -> None:
    round = people.configure(town, "adviesplatform", "Platform Voorbeeld", 1)
    people.publish(town, round, 12, *STEPS)
    platform = [
        people.seat(town, round, "platform", f"Afgevaardigde {number}", code, panel)
        for number, (panel, code) in enumerate(zip(PANELS, round.codes, strict=False))
    ]
    second = {"body": "platform", "name": "Nog een", "code": round.codes[3]}
    second |= {"constituency": PANELS[0], "ends_on": "2027-12-31"}
    refused = town.official.post(f"{round.desk}/plaats", second)
    assert "Namens “Buurtpanel Noord” is geen plaats meer vrij." in refused.text
    college = people.seat(town, round, "college", "Wethouder", round.codes[4], "college")
    maker = town.site.sign_in(round.codes[5])

    idea = people.hand_in(maker, round, "Buurtkas", "4.000")
    fence = people.hand_in(maker, round, "Hek om het veld", "9.000")
    for title, points in (("Buurtkas", 4), ("Hek om het veld", 1)):
        docket = town.docket(title)
        for member in platform:
            people.judge(member, docket, points, "Zo vinden wij.")
        word = "repair" if points == 4 else "decline"
        people.settle(platform[0], docket, word, f"Advies over {title}.")
        assert town.idea(title).step_key == "besluit"
    public = town.site.visitor()
    assert "positief, als het plan beter wordt" in public.see(f"/idee/{idea}")
    assert "antwoordt uiterlijk" in public.see(f"/idee/{fence}")

    # Against the advice, and without a word about it: refused.
    docket = town.docket("Hek om het veld")
    people.judge(college, docket, 5, "Het veld moet dicht.")
    path = f"/jury/dossier/{docket}"
    people.deciding_moment("adviesplatform", college, path, "weegt zwaar", "Advies over Hek")
    against = {"verdict": "pass", "reasons": "Het college wil dit hek."}
    response = college.post(f"{path}/besluit", against)
    assert response.status_code == 400
    assert "U wijkt af van het advies. Schrijf op waarom." in response.text
    assert "Het college wil dit hek." in response.text
    college.do(f"{path}/besluit", against | {"answer": "De spelende kinderen lopen gevaar."})
    page = public.see(f"/idee/{fence}")
    assert "College van B&amp;W wijkt af van het advies, omdat:" in page
    assert "De spelende kinderen lopen gevaar." in page

    # A late answer shows, and following the advice is answered too.
    town.days_pass(43)
    assert "Dat antwoord is er nog niet." in public.see(f"/idee/{idea}")
    assert "1 antwoord op een advies is te laat." in public.see(f"/ronde/{round.slug}")
    college = town.site.sign_in(round.codes[4])
    docket = town.docket("Buurtkas")
    people.judge(college, docket, 4, "Ja.")
    follow = {"verdict": "pass", "reasons": "Dit gaat door.", "answer": "De makers pasten het aan."}
    college.do(f"/jury/dossier/{docket}/besluit", follow)
    maker = town.site.sign_in(round.codes[5])
    assert "Meer glas." in people.carry_out(town, maker, idea, "3.900", "Meer glas.")
