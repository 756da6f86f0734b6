"""The picture of a scheme says where a decision falls, what forks, and what is for some only."""

from html import unescape

import pytest

from budget_app.budgets.catalogue import MODELS_DIR, all_models, read
from budget_app.budgets.config import DECIDING, StepKind
from budget_app.db import Database
from budget_app.web.route_picture import DONE, THINGS, Picture, picture
from tests.support.site import Site


def drawn(name: str) -> Picture:
    return picture(read(MODELS_DIR / f"{name}.toml").example)


def test_every_kind_of_step_can_be_drawn() -> None:
    assert set(DONE) == set(StepKind.__args__)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", sorted(all_models()))
def test_every_model_can_be_drawn_with_who_decides(name: str) -> None:
    found = drawn(name)
    assert found.stations
    assert found.deciders


def test_a_route_that_forks_has_all_its_branches() -> None:
    found = drawn("deventer-wijkaanpak")
    assert [station.rule.key for station in found.stations] == ["route-praten", "route-kiezen"]
    assert len(found.branches) == 3
    assert [station.rule.kind for station in found.branches[1].stations] == [
        "gather",
        "decide",
        "realise",
        "account",
    ]
    assert found.deciders == ["De bewoners", "De wijktafel"]


def test_a_step_above_an_amount_is_not_for_everything() -> None:
    only_some = [station.rule.kind for station in drawn("poelenburg").stations if station.only_some]
    assert "consult" in only_some


def test_what_lies_on_the_table_is_said_where_it_changes() -> None:
    things = [station.things for station in drawn("stadspolder").stations]
    words = [THINGS[name] for name in ("idea", "package", "project")]
    assert [thing for thing in things if thing is not None] == words


def test_every_scheme_has_a_card_that_leads_to_its_page(database: Database) -> None:
    visitor = Site(database).visitor()
    page = unescape(visitor.see("/modellen"))
    for name, model in all_models().items():
        assert f'<a href="/modellen/{name}">{model.about.title}</a>' in page
        assert model.example.decision_sentence in page
    assert visitor.get("/modellen/nergens").status_code == 404


@pytest.mark.parametrize("name", sorted(all_models()))
def test_the_page_of_a_model_shows_every_step_with_who(database: Database, name: str) -> None:
    model = all_models()[name]
    page = unescape(Site(database).visitor().see(f"/modellen/{name}"))
    config = model.example
    for step in (*config.steps, *(s for route in config.routes for s in route.steps)):
        assert step.name in page
        label = "Wie beslist" if step.kind in DECIDING else "Wie"
        assert f"{label}: {step.who_decides}" in page
    for claim in model.about.stated:
        assert claim.says in page
    assert page.count("<li>", page.index("Dit hebben wij ingevuld")) >= len(model.ours)
