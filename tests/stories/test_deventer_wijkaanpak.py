"""Deventer: residents choose first how the round goes, then the round goes that way."""

import hashlib

from tests.stories import people
from tests.stories.town import Town

TABLE, VOTE = "Een wijktafel beslist", "Alle bewoners stemmen"


def test_residents_choose_the_route(town: Town) -> None:
    round = people.configure(town, "deventer-wijkaanpak", "Wijkaanpak Voorbeeld", 4)
    people.publish(town, round, 14, "route-praten")
    public, steps = town.site.visitor(), f"{round.desk}/stappen"
    assert "De wijktafel beslist" not in town.official.see(steps)
    assert TABLE in public.see(f"/ronde/{round.slug}/ideeen")
    rules = public.get(f"/ronde/{round.slug}/regels.json").content
    people.close_step(town, round, "route-praten")

    people.open_step(town, round, "route-kiezen")
    for number, code in enumerate(round.codes[:12]):
        voter = town.site.sign_in(code)
        people.vote(voter, round, *((TABLE, VOTE) if number < 5 else (TABLE,)))
    people.deciding_moment(
        "deventer-wijkaanpak", voter, f"/resident/ronde/{round.slug}/stem", TABLE, VOTE
    )
    people.close_step(town, round, "route-kiezen")

    ways = public.see(f"/ronde/{round.slug}/wegen")
    assert "12 stemmen" in ways
    assert "Gekozen" in ways.split(TABLE)[0].split(VOTE)[-1]
    assert "De wijktafel beslist" in town.official.see(steps)
    assert "Praten met de wijk" not in town.official.see(steps)
    # The rules that froze are the same file, with the same hash, whatever was chosen.
    assert public.get(f"/ronde/{round.slug}/regels.json").content == rules
    assert hashlib.sha256(rules).hexdigest() in public.see(f"/ronde/{round.slug}/regels")
    assert town.idea(VOTE).state == "niet_gekozen"

    for key in ("tafel-ideeen", "tafel-besluit", "tafel-doen", "tafel-verantwoorden"):
        people.open_step(town, round, key)
    members = people.body_of(town, round, "wijktafel", round.codes[:3])
    maker = town.site.sign_in(round.codes[13])
    idea = people.hand_in(maker, round, "Trapveld", "20.000")
    people.through_the_body(town, members, "Trapveld")
    page = people.carry_out(town, maker, idea, "19.000", "De buurt maait zelf.")
    assert "De buurt maait zelf." in page
    assert "26.378" in people.money_of(town, round)  # €45,378 less the bill of €19,000


def test_nobody_votes_and_the_first_route_holds(town: Town) -> None:
    round = people.configure(town, "deventer-wijkaanpak", "Wijkaanpak Voorbeeld", 4)
    people.publish(town, round, 3, "route-praten")
    people.close_step(town, round, "route-praten")
    people.open_step(town, round, "route-kiezen")
    people.close_step(town, round, "route-kiezen")
    assert "Stemmen" in town.official.see(f"{round.desk}/stappen")
    people.open_step(town, round, "ideeen")
