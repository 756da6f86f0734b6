"""What goes along a route, and which of several routes can be offered."""

import copy
from typing import Any

import pytest

from budget_app.budgets.catalogue import MODELS_DIR, read
from budget_app.budgets.check import problems
from budget_app.budgets.config import RoundConfig
from budget_app.budgets.flow import carried, given_by


def model(name: str, **changes: Any) -> RoundConfig:
    config = read(MODELS_DIR / f"{name}.toml").config
    blanks = {"title": "T", "areas": ["WK059990"]}
    return RoundConfig.model_validate({**copy.deepcopy(config), **blanks, **changes})


def found(config: RoundConfig) -> dict[str, str]:
    return {problem.place: str(problem.text) for problem in problems(config)}


def test_packages_are_voted_on_and_their_ideas_are_worked_on() -> None:
    config = model("stadspolder")
    kinds = {subject: [s.kind for s in carried(config, subject)] for subject in ("idea", "package")}
    assert kinds["idea"] == ["gather", "talk", "compose", "realise", "account"]
    assert kinds["package"] == ["compose", "vote", "decide"]
    assert given_by(config, config.step("pakketten")) == "package"


def test_some_may_be_gathered_or_worked_on_apart() -> None:
    """A second gathering holds one category; a second realise step does the work of small sums."""
    config = model("wijkstemming")
    rows = {step.key: step.model_dump() for step in config.steps}
    art = {**rows["indienen"], "key": "kunst", "category": "kunst", "rolling": False}
    small = {**rows["doen"], "key": "inkopen", "below_cents": 50_000}
    large = {**rows["doen"], "above_cents": 50_000}
    order = [rows["indienen"], art, rows["praten"], rows["jury"], rows["stemmen"], small, large]
    split = model("wijkstemming", categories=["kunst"], steps=[*order, rows["verantwoorden"]])
    assert found(split) == {}
    assert [step.key for step in carried(split, "idea")] == [step["key"] for step in order] + [
        "verantwoorden"
    ]
    themes = {**art, "of": "theme"}
    assert "steps.kunst" in found(
        model("wijkstemming", categories=["kunst"], steps=[rows["indienen"], themes, *order[2:]])
    )


def test_a_route_on_offer_goes_no_further_than_its_vote() -> None:
    config = model("deventer-wijkaanpak").along("tafel")
    assert [step.key for step in carried(config, "route")] == ["route-praten", "route-kiezen"]
    assert [step.kind for step in carried(config, "idea")] == [
        "gather",
        "decide",
        "realise",
        "account",
    ]


def test_following_a_route_changes_nothing_of_what_was_agreed() -> None:
    config = model("deventer-wijkaanpak")
    followed = config.along("stemming")
    assert followed.sha256() == config.sha256()
    assert followed.as_agreed() == config
    assert followed.route_sha256() != config.along("tafel").route_sha256()
    with pytest.raises(KeyError):
        config.along("elders")


def test_each_route_must_come_to_an_end() -> None:
    routes = copy.deepcopy(read(MODELS_DIR / "deventer-wijkaanpak.toml").config["routes"])
    routes[1]["steps"].pop()
    assert "routes.tafel.steps" in found(model("deventer-wijkaanpak", routes=routes))
    assert "routes" in found(model("deventer-wijkaanpak", routes=routes[:1]))


def test_two_steps_of_one_round_cannot_share_a_name() -> None:
    routes = copy.deepcopy(read(MODELS_DIR / "deventer-wijkaanpak.toml").config["routes"])
    routes[0]["steps"][0]["key"] = "route-praten"
    assert (
        "route-praten"
        in found(model("deventer-wijkaanpak", routes=routes))["routes.stemming.steps"]
    )


def test_routes_that_nobody_votes_on_are_refused() -> None:
    steps = model("deventer-wijkaanpak").model_dump()["steps"][:1]
    assert "stemmen over de routes" in found(model("deventer-wijkaanpak", steps=steps))["steps"]


@pytest.mark.parametrize(
    ("count", "says"),
    [
        ({"method": "greedy"}, "hele pakketten"),
        ({"method": "plurality", "parameters": {"runoff": "second-vote"}}, "tweede stemronde"),
    ],
)
def test_one_package_wins_as_a_whole(count: dict[str, Any], says: str) -> None:
    steps = model("stadspolder").model_dump()["steps"]
    steps[3]["count"] = count
    assert says in found(model("stadspolder", steps=steps))["steps.stemmen.count"]


def test_a_group_must_compose() -> None:
    steps = model("stadspolder").model_dump()["steps"]
    steps[2]["body"] = None
    assert "steps.pakketten" in found(model("stadspolder", steps=steps))
