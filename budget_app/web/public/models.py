"""The models with which a round can be made: all as cards, and each on a page of its own."""

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Response

from budget_app.budgets import catalogue, sources
from budget_app.budgets.catalogue import About, Model
from budget_app.budgets.config import RoundConfig
from budget_app.budgets.matrix import FIELDS
from budget_app.budgets.rights import RIGHT_NAMES
from budget_app.errors import NotFound
from budget_app.i18n import LazyText
from budget_app.web.guards import Anyone
from budget_app.web.public.words import PROPOSERS, SETTINGS
from budget_app.web.route_picture import DONE, Picture, picture

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Drawn:
    """A model with its route as a picture."""

    about: About
    config: RoundConfig
    picture: Picture

    @property
    def url(self) -> str:
        """Where its page is."""
        return f"/modellen/{self.about.name}"


@router.get("/modellen")
def everything(visit: Anyone) -> Response:
    """Every model as a card, by the field of the matrix that it lies in."""
    return visit.page(
        "public/models.html",
        groups=[(field, in_field(field.number)) for field in FIELDS.values()],
        kinds=DONE.values(),
        rights=RIGHT_NAMES,
    )


@router.get("/modellen/{name}")
def one(visit: Anyone, name: str) -> Response:
    """One model: its route, who decides, what its source states and what is ours."""
    model = catalogue.all_models().get(name)
    if model is None:
        raise NotFound
    shown = drawn(model)
    return visit.page(
        "public/model.html",
        model=shown,
        config=shown.config,
        field=FIELDS[shown.config.field],
        right=RIGHT_NAMES[shown.config.decision_right],
        proposers=PROPOSERS[shown.config.proposers],
        ours=[spoken(one) for one in model.ours],
        others=[other for other in in_field(shown.config.field) if other.about.name != name],
        kinds=kinds_in(shown.picture),
    )


def drawn(model: Model) -> Drawn:
    """A model as its pages show it."""
    config = model.example
    return Drawn(model.about, config, picture(config))


def in_field(number: int) -> list[Drawn]:
    """The models of one field of the matrix, by the title that people read."""
    models = [one for one in catalogue.all_models().values() if one.example.field == number]
    return [drawn(model) for model in sorted(models, key=lambda model: model.about.title)]


def spoken(one: sources.Ours) -> LazyText:
    """A setting that is ours, in words."""
    key = f"{one.setting}.names" if one.names else one.setting
    return SETTINGS[key].with_values(names=", ".join(f"“{name}”" for name in one.names))


def kinds_in(shown: Picture) -> list[Any]:
    """What each icon in this picture means, in the order of the route."""
    ways = [shown.stations, *(branch.stations for branch in shown.branches)]
    kinds = [station.rule.kind for stations in ways for station in stations]
    return [DONE[kind] for kind in dict.fromkeys(kinds)]
