"""What a model says that its source states is what the source states, and everything else is ours.

The table is kept by hand from the article and the documents beside it. A setting that a model
claims and that is not here, or the other way round, or with another figure, is a mistake.
"""

import tomllib
from typing import Any

import pytest

from budget_app.budgets.catalogue import MODELS_DIR, all_models, read
from budget_app.budgets.sources import Ours, ours, places, stated
from budget_app.web.public.models import spoken

PARTIES = ("bewoners", "corporaties", "gemeente")
# model -> setting -> its value; ... where that it is there is in the source, and its words are ours
STATED: dict[str, dict[str, Any]] = {
    "adviesplatform": {
        "decision_right": "weighty_advice",
        "proposers": "residents",
        "bodies.platform.name": ...,
        "bodies.platform.seats_each": 1,
        "bodies.college.name": ...,
        "steps.indienen.kind": "gather",
        "steps.advies.kind": "advise",
        "steps.advies.weight": "weighty",
        "steps.besluit.kind": "decide",
    },
    "aktionsfonds": {
        "decision_right": "decide",
        "amount.kind": "fixed",
        "amount.base_cents": 15_000_00,
    },
    "bewonersvoucher": {
        "decision_right": "decide",
        "currency.name": "voucher",
        "steps.kiezen.kind": "pledge",
    },
    "buurtonderneming": {
        "categories": ["buurtproject", "startlening"],
        "bodies.bestuur.name": ...,
        "steps.verantwoorden.kind": "account",
    },
    "deventer-wijkaanpak": {
        "decision_right": "decide",
        "proposers": "residents",
        "amount.kind": "fixed",
        "amount.base_cents": 45_378_00,  # 100,000 guilders at 2.20371 to the euro, about
        "funders.name": ["Gemeente"],
        "funders.entitles": ...,
        "steps.route-kiezen.kind": "vote",
    },
    "eop-inkoop": {
        "decision_right": "decide_and_commission",
        "amount.kind": "per_inhabitant",
        "funders.name": ["Gemeente"],
        "bodies.eop.name": ...,
        "steps.inkoop.kind": "commission",
    },
    "jaaragenda": {
        "decision_right": "advise",
        "proposers": "municipality",
        "bodies.wijkteam.name": ...,
        "steps.voorleggen.kind": "gather",
        "steps.voorleggen.of": "plan",
        "steps.advies.kind": "advise",
        "steps.advies.weight": "advice",
    },
    "leefbaarheidsfonds": {
        "field": 3,
        "decision_right": "judge",
        "proposers": "residents",
        "bodies.commissie.constituencies": ["gemeente", "corporatie"],
        "steps.indienen.kind": "gather",
        "steps.afwegen.kind": "check",
        "steps.doen.kind": "realise",
    },
    "lombaspel": {
        "field": 4,
        "decision_right": "decide",
        "proposers": "residents",
        "amount.kind": "fixed",
        "amount.base_cents": 100_000_00,
        "funders.name": ["Deelgemeente", "Woningcorporatie"],
        "eligibility.per": "household",
        "currency.name": "Lomba",
        "currency.value_cents": 1_00,
        "currency.per_round": 10_000,
        "currency.rounds": 10,
        "currency.every_months": 2,
        "bodies.jury.name": ...,
        "bodies.jury.criteria": ["leefbaarheid", "uitvoerbaarheid"],
        "steps.indienen.kind": "gather",
        "steps.jury.kind": "check",
        "steps.inleggen.kind": "pledge",
    },
    "lusten-en-lasten": {
        "decision_right": "decide_and_commission",
        "bodies.wijkvergadering.name": ...,
        "steps.vergadering.kind": "decide",
        "steps.opdracht.kind": "commission",
    },
    "poelenburg": {
        "proposers": "residents",
        "bodies.toets.name": ...,
        "bodies.toets.criteria": ["haalbaarheid", "redelijkheid", "kosten"],
        "bodies.besluit.name": ...,
        "steps.indienen.kind": "gather",
        "steps.toets.kind": "check",
        "steps.toets.above_cents": 10_000_00,
        "steps.raadplegen.kind": "consult",
        "steps.raadplegen.above_cents": 10_000_00,
        "steps.besluit.kind": "decide",
    },
    "porto-alegre": {
        "proposers": "residents",
        "steps.themas.kind": "gather",
        "steps.themas.of": "theme",
        "steps.volgorde.kind": "vote",
        "steps.verdelen.kind": "allot",
    },
    "quartiersfonds": {
        "proposers": "residents",
        "amount.kind": "fixed",
        "amount.base_cents": 500_000_00,
        "steps.indienen.kind": "gather",
    },
    "smederijen": {
        "field": 2,
        "proposers": "residents",
        "funders.name": ["Gemeente", "Woningcorporaties"],
        "funders.share": [70, 30],
        "steps.smeden.kind": "gather",
    },
    "stadspolder": {
        "amount.kind": "fixed",
        "amount.base_cents": 600_000_00,
        "funders.name": ["Gemeente"],
        "bodies.kerngroep.name": ...,
        "bodies.kerngroep.constituencies": ["bewoners", "gemeente"],
        "steps.avonden.kind": "talk",
        "steps.pakketten.kind": "compose",
        "steps.pakketten.packages": 3,
        "steps.stemmen.kind": "vote",
    },
    "uitdaagrecht": {
        "proposers": "residents",
        "tasks": True,
        "steps.uitdagen.kind": "gather",
        "steps.doen.kind": "realise",
    },
    "wijkcoach-budget": {
        "bodies.wijkcoaches.name": ...,
        "bodies.wijkcoaches.constituencies": ["professionals"],
        "bodies.wijkcoaches.needs_mandate": True,
        "steps.besluit.kind": "decide",
    },
    "wijkplatform": {
        "decision_right": "judge",
        "proposers": "residents",
        "bodies.gemeente.name": ...,
        "bodies.gemeente.criteria": ["beleid"],
        "bodies.platform.name": ...,
        "bodies.platform.constituencies": list(PARTIES),
        "steps.indienen.kind": "gather",
        "steps.toets.kind": "check",
        "steps.platform.kind": "check",
    },
    "wijkstemdag": {
        "proposers": "anyone",
        "categories": ["van bewoners", "van een buurtgroep", "van een organisatie"],
        "steps.indienen.kind": "gather",
        "steps.stands.kind": "talk",
        "steps.stemdag.kind": "vote",
        "steps.stemdag.voting_day": True,
    },
    "wijkstemming": {
        "field": 4,
        "decision_right": "decide",
        "proposers": "residents",
        "steps.indienen.kind": "gather",
        "steps.doen.kind": "realise",
    },
    "wijktafel": {
        "decision_right": "decide",
        "proposers": "residents",
        "bodies.wijktafel.name": ...,
        "steps.indienen.kind": "gather",
        "steps.tafel.kind": "decide",
    },
}


def value(config: Any, place: str) -> Any:
    """What a file sets at a place; of rows without a key, the list of what each has."""
    here = config
    for word in place.split("."):
        if isinstance(here, list) and "key" in here[0]:
            here = next(row for row in here if row["key"] == word)
        elif isinstance(here, list):
            here = [row[word] for row in here]
        else:
            here = here[word]
    if place.endswith(".criteria"):
        return [question["key"] for question in here]
    return here


@pytest.mark.parametrize("name", sorted(all_models()))
def test_what_is_said_to_be_in_the_source_is_there_with_its_figure(name: str) -> None:
    model = read(MODELS_DIR / f"{name}.toml")
    found = {place: value(model.config, place) for place in stated(model.config, model.claimed)}
    held = {
        place: found.get(place) if expected is ... else expected
        for place, expected in STATED[name].items()
    }
    assert found == held


@pytest.mark.parametrize("name", sorted(all_models()))
def test_every_setting_is_in_the_source_or_ours_and_can_be_said(name: str) -> None:
    model = read(MODELS_DIR / f"{name}.toml")
    known = set(stated(model.config, model.claimed))
    assert known < set(places(model.config))
    said = [str(spoken(one)) for one in model.ours]
    assert said
    assert len(set(said)) == len(said)
    assert not [text for text in said if "{" in text]


def test_no_source_states_an_age_a_quorum_or_a_way_of_counting() -> None:
    """Checked against the sources themselves: none says a word about these."""
    for model in all_models().values():
        for place in stated(model.config, model.claimed):
            silent = ("min_age", "quorum", "decides_by", "ballot", "count", "days", "answer_days")
            assert place.split(".")[-1] not in silent, (model.about.name, place)


def test_what_is_ours_is_named_whole_or_in_part() -> None:
    text = """
        field = 4
        [amount]
        kind = "fixed"
        base_cents = 5
        [[bodies]]
        key = "jury"
        name = "Jury"
        seats = 7
        [[bodies]]
        key = "raad"
        name = "Raad"
        quorum = 2
        [[steps]]
        key = "a"
        kind = "gather"
        name = "Begin"
        rolling = true
        [[steps]]
        key = "b"
        kind = "check"
        name = "Kijken"
    """
    config = tomllib.loads(text)
    everything = [Ours("field"), Ours("amount"), Ours("bodies"), Ours("steps")]
    assert ours(config, []) == everything
    some = ["field", "amount.kind", "bodies.jury.name", "steps.b.kind"]
    assert ours(config, some) == [
        Ours("amount.base_cents"),
        Ours("bodies.seats"),
        Ours("bodies", ("Raad",)),
        Ours("steps", ("Begin",)),
        Ours("steps.rolling"),
    ]
