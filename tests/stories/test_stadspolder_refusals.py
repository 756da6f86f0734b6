"""What the scheme with whole budgets does not let anyone do."""

import pytest

from tests.stories import people
from tests.stories.people import Round
from tests.stories.town import Town
from tests.support.site import Visitor

FORM = {"body": "Dit past bij de wijk."}


@pytest.fixture(name="composing")
def composing_round(town: Town) -> tuple[Round, Visitor, list[int]]:
    """A round in which the core group may put three ideas together."""
    round = people.configure(town, "stadspolder", "Stadspolder Voorbeeld", 2)
    people.publish(town, round, 8, "ideeen")
    maker = town.site.sign_in(round.codes[0])
    ideas = [people.hand_in(maker, round, f"Idee {n}", "200.000") for n in range(3)]
    people.close_step(town, round, "ideeen")
    people.open_step(town, round, "avonden")
    people.close_step(town, round, "avonden")
    people.open_step(town, round, "pakketten")
    return round, people.seat(town, round, "kerngroep", "Lid", round.codes[1]), ideas


def compose(core: Visitor, round: Round, title: str, ideas: list[int]) -> None:
    core.do(f"/jury/ronde/{round.slug}/pakket", {**FORM, "title": title, "ideas": ideas})


def test_fewer_than_three_whole_budgets_are_refused(
    town: Town, composing: tuple[Round, Visitor, list[int]]
) -> None:
    round, core, ideas = composing
    for title in ("Eén", "Twee"):
        compose(core, round, title, ideas[:2])
        core.do(f"/jury/pakket/{town.idea(title).id}/publiceren")
    refused = town.official.post(f"{round.desk}/stap/pakketten/sluit")
    assert refused.status_code == 409
    assert "ten minste 3" in refused.text


def test_a_group_that_is_late_gets_more_time(
    town: Town, composing: tuple[Round, Visitor, list[int]]
) -> None:
    round, core, ideas = composing
    date = f"{round.desk}/stap/pakketten/datum"
    town.official.do(
        date, {"pakketten_closes_at": "2026-03-04T12:00", "pakketten_reason": "Twee dagen."}
    )
    town.days_pass(4)
    core = town.site.sign_in(round.codes[1])
    late = {**FORM, "title": "Te laat", "ideas": ideas[:1]}
    assert core.post(f"/jury/ronde/{round.slug}/pakket", late).status_code == 409
    town.official.do(
        date,
        {"pakketten_closes_at": "2026-03-20T12:00", "pakketten_reason": "De groep is niet klaar."},
    )
    compose(core, round, "Toch op tijd", ideas[:1])


def test_a_package_on_the_site_no_longer_changes(
    town: Town, composing: tuple[Round, Visitor, list[int]]
) -> None:
    round, core, ideas = composing
    compose(core, round, "Eén", ideas[:2])
    address = f"/jury/pakket/{town.idea('Eén').id}"
    core.do(address, {**FORM, "title": "Twee", "ideas": ideas[:1]})
    core.do(f"{address}/publiceren")
    for path in (address, f"{address}/publiceren", f"{address}/weg"):
        assert core.post(path, {**FORM, "title": "Drie", "ideas": ideas}).status_code == 409
    assert town.idea("Twee").cost_cents == 200_000_00


def test_a_package_that_is_declined_takes_every_idea_along(
    town: Town, composing: tuple[Round, Visitor, list[int]]
) -> None:
    round, core, ideas = composing
    for number, title in enumerate(("Eén", "Twee", "Drie")):
        compose(core, round, title, ideas[number : number + 2])
        core.do(f"/jury/pakket/{town.idea(title).id}/publiceren")
    people.close_step(town, round, "pakketten")
    people.open_step(town, round, "stemmen")
    for code in round.codes[2:5]:
        people.vote(town.site.sign_in(code), round, "Eén")
    people.close_step(town, round, "stemmen")
    people.open_step(town, round, "raad")
    council = people.body_of(town, round, "raad", round.codes[6:8], "raad")
    docket = town.docket("Eén")
    for member in council:
        people.judge(member, docket, 1, "Dit kan niet.")
    repair = {"verdict": "repair", "reasons": "Maak het anders."}
    assert council[0].post(f"/jury/dossier/{docket}/besluit", repair).status_code == 400
    people.settle(council[0], docket, "decline", "De raad wijkt af, want het geld is er niet.")
    assert {town.idea(f"Idee {n}").state for n in range(3)} == {"niet_gekozen"}
    page = town.site.visitor().see(f"/idee/{town.idea('Eén').id}")
    assert "het geld is er niet" in page


def test_the_game_takes_what_fits_and_shows_nothing_of_a_few(
    town: Town, composing: tuple[Round, Visitor, list[int]]
) -> None:
    round, _core, ideas = composing
    path = f"/resident/ronde/{round.slug}/spel"
    player = town.site.sign_in(round.codes[3])
    player.do(path, {"ideas": ideas[:2]})
    assert player.see(path).count(" checked") == 2
    assert player.post(path, {"ideas": []}).status_code == 400
    assert player.see(path).count(" checked") == 2
    assert "speelde mee" not in town.site.visitor().see(f"/ronde/{round.slug}/pakketten")
