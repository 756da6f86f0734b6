"""The models in seeds/models: one TOML file per scheme, checked when loaded.

A model file holds `[about]` (who, where, source, which settings are ours) and the keys of a
RoundConfig that the scheme fixes or suggests; a municipality fills in the rest.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from budget_app.budgets import toml_lines
from budget_app.budgets.check import problems
from budget_app.budgets.config import RoundConfig
from budget_app.budgets.explain import explain
from budget_app.settings import ROOT

MODELS_DIR = ROOT / "seeds" / "models"
# What a model leaves open; filled with plain values so that the rest can be checked on loading.
_AT_LINE = re.compile(r"\(at line (\d+)")
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
    """A model file that cannot run: one plain line with file, line, place and what is allowed."""


def read(path: Path) -> Model:
    """Load and check one model file; raises ModelError."""
    text = _text(path)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _AT_LINE.search(str(error))
        last = text.count("\n") or 1
        why = str(error).partition(" (at")[0]
        raise _error(path, int(found[1]) if found else last, "", why) from error
    try:
        about = About.model_validate(data.get("about", {}))
        rules = {name: value for name, value in data.items() if name != "about"}
        model = Model(about, {**rules, "model": about.name})
        problem = next(iter(problems(model.example)), None)
    except ValidationError as error:
        inside = "about" if error.title == About.__name__ else ""
        fault = error.errors()[0]
        place = ".".join(str(part) for part in (inside, *fault["loc"]) if part != "")
        said = [str(next(iter(explain(error).values()))), _allowed(inside, fault)]
        raise _error(path, _line(text, data, place), place, " ".join(said).strip()) from error
    if problem:
        line = _line(text, data, problem.place)
        raise _error(path, line, problem.place, str(problem.text))
    return model


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ModelError(f"{path}: {error.strerror}") from error
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise _error(path, line, "", "Dit bestand is niet in UTF-8.") from error


def _line(text: str, data: dict[str, Any], place: str) -> int:
    return toml_lines.line_of(toml_lines.lines_of(text), data, place)


def _error(path: Path, line: int, place: str, why: str) -> ModelError:
    parts = (f"{path}:{line}", place, " ".join(why.split()))
    return ModelError(": ".join(part for part in parts if part))


def _allowed(inside: str, fault: ErrorDetails) -> str:
    """The settings that there are, where one was given that is none of them."""
    if fault["type"] != "extra_forbidden":
        return ""
    part: type[BaseModel] | None = About if inside else RoundConfig
    for word in fault["loc"][:-1]:
        if part is not None and isinstance(word, str):
            part = _part_in(part.model_fields[word].annotation)
    names = sorted(part.model_fields) if part is not None else []
    return f"Kies uit: {', '.join(names)}."


def _part_in(annotation: Any) -> type[BaseModel] | None:
    """The kind of table that a setting holds, alone or in a list."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (_part_in(each) for each in get_args(annotation))
    return next((each for each in inner if each is not None), None)


@cache
def all_models() -> dict[str, Model]:
    """Every model by name, in the order of the file names."""
    models = (read(path) for path in sorted(MODELS_DIR.glob("*.toml")))
    return {model.about.name: model for model in models}
