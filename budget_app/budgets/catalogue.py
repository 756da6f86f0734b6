"""The models in seeds/models: one TOML file per scheme, checked when loaded.

A model file holds `[about]` (who, where, source, which settings are ours) and the keys of a
RoundConfig that the scheme fixes or suggests; a municipality fills in the rest.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from budget_app.budgets.check import problems
from budget_app.budgets.config import RoundConfig
from budget_app.settings import ROOT

MODELS_DIR = ROOT / "seeds" / "models"
# What a model leaves open; filled with plain values so that the rest can be checked on loading.
BLANKS: dict[str, Any] = {"title": "…", "areas": ("WK000000",)}


class About(BaseModel):
    """What a model says about itself. `ours` lists the settings that the source does not state."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    title: str
    place: str = ""
    summary: str
    source: str
    ours: tuple[str, ...] = ()


@dataclass(frozen=True)
class Model:
    """A scheme as a municipality can pick it."""

    about: About
    config: dict[str, Any]

    @property
    def example(self) -> RoundConfig:
        """The model as a configuration, with the open places filled in."""
        return RoundConfig.model_validate({**BLANKS, **self.config})


class ModelError(Exception):
    """A model file that cannot run: names file, place and what is allowed."""


def read(path: Path) -> Model:
    """Load and check one model file; raises ModelError."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        about = About.model_validate(data.pop("about", {}))
        config = {**data, "model": about.name}
        model = Model(about, config)
        example = model.example
    except tomllib.TOMLDecodeError as error:
        raise ModelError(f"{path}: {error}") from error
    except ValidationError as error:
        raise ModelError(f"{path}: {_first(error)}") from error
    if found := problems(example):
        raise ModelError(f"{path}: {found[0].place}: {found[0].text}")
    return model


@cache
def all_models() -> dict[str, Model]:
    """Every model by name, in the order of the file names."""
    models = (read(path) for path in sorted(MODELS_DIR.glob("*.toml")))
    return {model.about.name: model for model in models}


def _first(error: ValidationError) -> str:
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"])
    return f"{place}: {first['msg']}"
