"""A scheme that nobody thought of before: one file, and no code of its own.

It puts side by side what no scheme of the world does: a vote on the route, tests and a consultation
above an amount, packages, weighty advice on those, a ranking, an answer, and residents who buy.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from budget_app.budgets import catalogue
from tests.stories import buying, people
from tests.stories.people import Round
from tests.stories.town import Town
from tests.support.site import Visitor

INVENTED = Path(__file__).parent / "invented"
COSTS = {"Bankje": "900", "Klimrek": "12.000", "Moestuin": "18.000", "Schildering": "6.000"}
PLANS = {"Spelen": ("Klimrek", "Bankje"), "Groen": ("Moestuin", "Schildering", "Bankje")}


@pytest.fixture(autouse=True)
def another_folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A municipality that has only the invented model."""
    monkeypatch.setattr(catalogue, "MODELS_DIR", INVENTED)
    catalogue.all_models.cache_clear()
    yield
    catalogue.all_models.cache_clear()


def ranked(voter: Visitor, round: Round, *titles: str) -> None:
    base = f"/resident/ronde/{round.slug}/stem"
    form = voter.see(base)
    numbers = {
        title: form.split(f">{title}</label>")[0].rsplit('name="', 1)[1].split('"')[0]
        for title in titles
    }
    ranks = {numbers[title]: str(place) for place, title in enumerate(titles, start=1)}
    voter.do(f"{base}/uitbrengen", people.fill(voter.post(f"{base}/nakijken", ranks).text))


def test_a_scheme_is_a_file(town: Town) -> None:
    assert "Straatkring" in town.site.visitor().see("/modellen")
    round = people.configure(town, "straatkring", "Straatkring Voorbeeld", 4)
    people.publish(town, round, 8, "hoe")
    for number, code in enumerate(round.codes[:5]):
        people.vote(town.site.sign_in(code), round, "Als kring" if number < 3 else "Losse stemmen")
    people.close_step(town, round, "hoe")

    for key in ("ideeen", "keuren", "buurt"):
        people.open_step(town, round, key)
    maker = town.site.sign_in(round.codes[0])
    ideas = {title: people.hand_in(maker, round, title, cost) for title, cost in COSTS.items()}
    tester = people.seat(town, round, "keurders", "Keurder", round.codes[1])
    for title in list(COSTS)[1:]:
        people.through_the_body(town, [tester], title)
    assert town.idea("Bankje").step_key == "plannen"  # under the amount: straight on
    neighbour = town.site.sign_in(round.codes[2])
    answer = {"answer": "voor", "why": "Fijn voor iedereen."}
    neighbour.do(f"/resident/idee/{ideas['Moestuin']}/mening", answer)
    for key in ("ideeen", "keuren", "buurt"):
        people.close_step(town, round, key)

    people.open_step(town, round, "plannen")
    ring = people.body_of(town, round, "kring", round.codes[3:5])
    for title, parts in PLANS.items():
        form = {"title": title, "body": "Zo zien wij het.", "ideas": [ideas[p] for p in parts]}
        ring[0].do(f"/jury/ronde/{round.slug}/pakket", form)
        ring[0].do(f"/jury/pakket/{town.idea(title).id}/publiceren")
    people.close_step(town, round, "plannen")

    people.open_step(town, round, "advies")
    youth = people.body_of(town, round, "jeugd", round.codes[5:7], "jeugd")
    people.through_the_body(town, youth, "Spelen")
    people.through_the_body(town, youth, "Groen", points=1)  # advice is no refusal
    people.close_step(town, round, "advies")
    people.open_step(town, round, "volgorde")
    for number, code in enumerate(round.codes[:5]):
        order = ("Groen", "Spelen") if number < 3 else ("Spelen", "Groen")
        ranked(town.site.sign_in(code), round, *order)
    people.close_step(town, round, "volgorde")

    people.open_step(town, round, "bevestigen")
    owner = people.seat(town, round, "corporatie", "Corporatie", round.codes[7], "corporatie")
    docket = town.docket("Groen")
    people.judge(owner, docket, 4, "Dit kan.")
    path, verdict = f"/jury/dossier/{docket}", {"verdict": "pass", "reasons": "Wij bevestigen."}
    people.deciding_moment("straatkring", owner, path, "weegt zwaar", "Groen")
    assert owner.post(f"{path}/besluit", verdict).status_code == 400
    owner.do(f"{path}/besluit", verdict | {"answer": "De straat koos anders dan de jeugd."})
    assert town.idea("Klimrek").state == "niet_gekozen"
    finish(town, round, ring, ideas["Bankje"])


def finish(town: Town, round: Round, ring: list[Visitor], bench: int) -> None:
    """The ring orders one of the three pieces of work, and it is done and accounted for."""
    for key in ("opdracht", "doen", "af"):
        people.open_step(town, round, key)
    base = buying.ask(town, ring[0], bench)
    buying.offer(ring[0], base, "Timmervrouw Verzonnen", "850", in_wijk=True)
    buying.declare(ring, base)
    town.days_pass(buying.DAYS + 1)
    ring = [town.site.sign_in(code) for code in round.codes[3:5]]
    ring[0].do(f"{base}/gunnen", buying.order_form(ring[0], town, base, "Timmervrouw Verzonnen"))
    ring[1].do(f"{base}/geleverd", {"accepted": "ja"})
    maker = town.site.sign_in(round.codes[0])
    assert "Zit goed." in people.carry_out(town, maker, bench, "850", "Zit goed.")
    assert "60%" in town.site.visitor().see(f"/ronde/{round.slug}")
