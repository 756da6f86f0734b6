"""A configuration that cannot run is refused, with the place and what is allowed."""

import copy
from typing import Any

import pytest
from pydantic import ValidationError

from budget_app.budgets.catalogue import MODELS_DIR, ModelError, all_models, read
from budget_app.budgets.check import problems
from budget_app.budgets.config import RoundConfig

BASE: dict[str, Any] = {**all_models()["wijkstemming"].config, "title": "T", "areas": ["WK059990"]}


def changed(**changes: Any) -> RoundConfig:
    return RoundConfig.model_validate({**copy.deepcopy(BASE), **changes})


def steps(**by_key: dict[str, Any]) -> list[dict[str, Any]]:
    return [{**step, **by_key.get(step["key"], {})} for step in copy.deepcopy(BASE["steps"])]


def found(config: RoundConfig) -> dict[str, str]:
    return {problem.place: str(problem.text) for problem in problems(config)}


@pytest.mark.parametrize("path", sorted(MODELS_DIR.glob("*.toml")), ids=lambda path: path.stem)
def test_every_model_runs_and_is_named_after_its_file(path: Any) -> None:
    model = read(path)
    assert model.about.name == path.stem
    assert problems(model.example) == []


def test_shares_must_add_to_a_hundred() -> None:
    funders = [
        {"name": "a", "share": 70, "entitles": "x"},
        {"name": "b", "share": 29, "entitles": "y"},
    ]
    assert "99%" in found(changed(funders=funders))["funders"]


def test_a_missing_body_is_named_with_what_is_allowed() -> None:
    text = found(changed(steps=steps(jury={"body": "raad"})))["steps.jury"]
    assert "raad" in text
    assert "wijkjury" in text


def test_a_route_that_never_ends_is_refused() -> None:
    assert "steps" in found(changed(steps=steps()[:-1]))


def test_a_route_in_the_wrong_order_is_refused() -> None:
    assert "steps.verantwoorden" in found(changed(steps=list(reversed(steps()))))


def test_a_route_in_which_nobody_decides_is_refused() -> None:
    quiet = [step for step in steps() if step["kind"] not in ("vote", "check")]
    assert "beslist" in found(changed(steps=quiet))["steps"]


def test_a_step_that_closes_before_it_opens_is_refused() -> None:
    wrong = steps(stemmen={"opens_at": "2026-09-02T00:00:00Z", "closes_at": "2026-09-01T00:00:00Z"})
    assert "steps.stemmen.closes_at" in found(changed(steps=wrong))


@pytest.mark.parametrize(
    ("count", "place", "why"),
    [
        ({"method": "luck"}, "", "Kies uit"),
        (
            {"method": "equal-shares", "parameters": {"completion": "magic"}},
            ".parameters.completion",
            "add1",
        ),
        (
            {"method": "equal-shares", "parameters": {"increment": -1}},
            ".parameters.increment",
            "bedrag",
        ),
        ({"method": "greedy", "parameters": {"threshold": "veel"}}, ".parameters.threshold", "5%"),
        ({"method": "greedy", "parameters": {"glans": 1}}, ".parameters.glans", "glans"),
        ({"method": "greedy", "tie": "loudest"}, ".tie", "gelijke stand"),
        ({"method": "greedy", "tie": "lot:"}, ".tie", "loting"),
    ],
)
def test_a_count_that_cannot_be_is_refused_at_its_setting(
    count: dict[str, Any], place: str, why: str
) -> None:
    assert (
        why in found(changed(steps=steps(stemmen={"count": count})))[f"steps.stemmen.count{place}"]
    )


@pytest.mark.parametrize("method", ["equal-shares", "phragmen", "knapsack"])
def test_limits_are_for_methods_that_take_them(method: str) -> None:
    count = {"method": method, "parameters": {"limits": {"category:groen": 100_000}}}
    said = found(changed(steps=steps(stemmen={"count": count})))["steps.stemmen.count"]
    assert f"De telwijze “{method}” kent geen grens of minimum per soort of gebied." in said
    assert "greedy" in said
    count["method"] = "greedy"
    assert not found(changed(steps=steps(stemmen={"count": count})))


def test_an_unknown_key_is_a_mistake() -> None:
    with pytest.raises(ValidationError):
        changed(budget=3)


def test_a_broken_model_file_names_itself_and_the_place(tmp_path: Any) -> None:
    text = (MODELS_DIR / "wijkstemming.toml").read_text().replace('kind = "vote"', 'kind = "dance"')
    path = tmp_path / "broken.toml"
    path.write_text(text)
    with pytest.raises(ModelError, match=r"broken\.toml:\d+: steps\.3\.kind"):
        read(path)


def test_the_hash_changes_with_every_rule_and_with_nothing_else() -> None:
    assert changed().sha256() == changed().sha256()
    assert changed(title="U").sha256() != changed().sha256()


LOMBA: dict[str, Any] = {
    "key": "lomba",
    "name": "Lomba",
    "plural": "Lomba's",
    "per_round": 10_000,
    "rounds": 10,
}


def pledging(currency: dict[str, Any] | None, pledge_steps: int = 1) -> dict[str, str]:
    """What is wrong where € 100.000 is given away by putting currency in."""
    route = steps()
    vote = next(step for step in route if step["kind"] == "vote")
    place = route.index(vote)
    route[place : place + 1] = [
        {"key": f"inleg{number}", "kind": "pledge", "name": "Inleggen"}
        for number in range(pledge_steps)
    ]
    amount = {"kind": "fixed", "base_cents": 10_000_000}
    return found(changed(steps=route, currency=currency, amount=amount))


def test_a_currency_that_the_pot_backs_is_fine() -> None:
    assert pledging(LOMBA) == {}


def test_putting_in_needs_a_currency() -> None:
    assert "munt" in pledging(None)["currency"]


@pytest.mark.parametrize("pledge_steps", [0, 2])
def test_a_currency_needs_one_step_to_put_it_in(pledge_steps: int) -> None:
    assert "precies één" in pledging(LOMBA, pledge_steps)["currency"]


def test_a_currency_worth_more_than_the_pot_is_refused_with_what_is_allowed() -> None:
    text = pledging({**LOMBA, "per_round": 10_001})["currency.per_round"]
    assert "€ 100.010" in text
    assert "€ 100.000" in text
    assert "ten hoogste 10000 uit" in text


ADVISED: dict[str, Any] = {**all_models()["adviesplatform"].config, "title": "T", "areas": ["WK1"]}


def advised(step: str, **changes: Any) -> RoundConfig:
    """The scheme with advice, with one of its steps changed."""
    config = copy.deepcopy(ADVISED)
    config["steps"] = [{**one, **changes} if one["key"] == step else one for one in config["steps"]]
    return RoundConfig.model_validate(config)


@pytest.mark.parametrize(
    ("step", "changes", "place", "why"),
    [
        ("advies", {"weight": None}, "steps.advies", "wat het advies waard is"),
        ("advies", {"weight": "advice"}, "decision_right", "zwaarwegend advies"),
        ("besluit", {"answers": "indienen"}, "steps.besluit", "Kies uit: advies"),
        ("advies", {"answers": "advies"}, "steps.advies", "advies dat er niet is"),
    ],
)
def test_advice_must_weigh_and_be_answered(
    step: str, changes: dict[str, Any], place: str, why: str
) -> None:
    assert why in found(advised(step, **changes))[place]


def test_a_plan_ends_where_it_is_answered_and_nowhere_else() -> None:
    config = copy.deepcopy({**all_models()["jaaragenda"].config, "title": "T", "areas": ["WK1"]})
    assert found(RoundConfig.model_validate(config)) == {}
    del config["steps"][-1]["answers"]
    assert "te vroeg op" in found(RoundConfig.model_validate(config))["steps"]


def test_a_body_that_decides_or_advises_asks_a_question() -> None:
    config = copy.deepcopy(ADVISED)
    config["bodies"] = [{**body, "criteria": []} for body in config["bodies"]]
    wrong = found(RoundConfig.model_validate(config))
    assert {"bodies.platform.criteria", "bodies.college.criteria"} <= set(wrong)


def test_a_funder_who_agrees_must_have_someone_to_do_so() -> None:
    funder = {"name": "Corporatie", "share": 100, "entitles": "x", "consents_above_cents": 5}
    assert "Corporatie moet instemmen" in found(changed(funders=[funder]))["funders.0.constituency"]
