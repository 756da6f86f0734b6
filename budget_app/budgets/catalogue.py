"""The models in seeds/models: one TOML file per scheme, checked when loaded.

A model file holds `[about]` (who, where, source, what that source states) and the keys of a
RoundConfig that the scheme fixes or suggests; a municipality fills in the rest.
"""

import json
import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from budget_app.budgets import sources, toml_lines
from budget_app.budgets.check import problems
from budget_app.budgets.config import RoundConfig
from budget_app.budgets.explain import explain
from budget_app.budgets.fields import Key, Sentence
from budget_app.settings import ROOT

MODELS_DIR = ROOT / "seeds" / "models"
_AT_LINE = re.compile(r"\(at line (\d+)")
# How the parser of the language begins when something is set twice.
_TWICE = ("Cannot overwrite", "Cannot declare")
T = TypeVar("T", bound=BaseModel)
# What a model leaves open; filled with plain values so that the rest can be checked on loading.
BLANKS: dict[str, Any] = {"title": "…", "areas": ("WK000000",)}


class Stated(BaseModel):
    """Settings that the source states, and what it says of them."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    settings: tuple[str, ...] = Field(min_length=1)
    says: Sentence


class About(BaseModel):
    """What a model says about itself. Whatever is not in `stated` is a default of ours."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: Key
    title: Sentence
    place: str = ""
    summary: Sentence
    source: Sentence
    stated: tuple[Stated, ...] = ()


@dataclass(frozen=True)
class Model:
    """A scheme as a municipality can pick it."""

    about: About
    config: dict[str, Any]

    @property
    def example(self) -> RoundConfig:
        """The model as a configuration, with the open places filled in."""
        return RoundConfig.model_validate({**BLANKS, **self.config})

    @property
    def claimed(self) -> list[str]:
        """The settings of which the model says that its source states them."""
        return [place for claim in self.about.stated for place in claim.settings]

    @property
    def ours(self) -> list[sources.Ours]:
        """The settings that its source does not state."""
        return sources.ours(self.config, self.claimed)


class ModelError(Exception):
    """A model file that cannot run: one plain line with file, line, place and what is allowed."""


def read(path: Path) -> Model:
    """Load and check one model file; raises ModelError."""
    text = _text(path)
    data = _tables(path, text)
    try:
        about = _checked(About, data.get("about", {}))
        rules = {name: value for name, value in data.items() if name != "about"}
        model = Model(about, {**rules, "model": about.name})
        problem = next(iter(problems(_checked(RoundConfig, {**BLANKS, **model.config}))), None)
    except ValidationError as error:
        inside = "about" if error.title == About.__name__ else ""
        fault = min(error.errors(), key=lambda one: one["type"] != "extra_forbidden")
        where = ".".join(str(part) for part in fault["loc"])
        place = ".".join(part for part in (inside, where) if part)
        said = [str(explain(error, in_file=True)[where]), _allowed(inside, fault)]
        raise _error(path, _line(text, data, place), place, " ".join(said).strip()) from error
    if problem:
        line = _line(text, data, problem.place)
        raise _error(path, line, problem.place, str(problem.text))
    _check_claims(path, text, data, model)
    return model


def _tables(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _AT_LINE.search(str(error))
        last = text.count("\n") or 1
        why = str(error).partition(" (at")[0]
        twice = why.startswith(_TWICE)
        said = "Dit staat er twee keer. Haal er één weg." if twice else "Dit is geen goede TOML."
        raise _error(path, int(found[1]) if found else last, "", f"{said} ({why})") from error


def _checked(part: type[T], data: Any) -> T:
    """A table of a file, each value of the kind that it must be: "10.000" is no number.

    The parser of JSON knows no dates and no tuples of its own, so that it takes what TOML has.
    """
    return part.model_validate_json(json.dumps(data, default=_plain), strict=True)


def _plain(value: date) -> str:
    """A day or a moment as JSON writes it."""
    return value.isoformat()


def _check_claims(path: Path, text: str, data: dict[str, Any], model: Model) -> None:
    """Nothing is said to be in the source that is not in the file."""
    known = sources.places(model.config)
    for number, claim in enumerate(model.about.stated):
        for setting in claim.settings:
            if not any(sources.covers(setting, place) for place in known):
                place = f"about.stated.{number}.settings"
                why = f"De instelling “{setting}” staat niet in dit model. Kies uit: "
                line = _line(text, data, place)
                raise _error(path, line, place, f"{why}{', '.join(known)}.")


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ModelError(f"{path}: {error.strerror}") from error
    try:
        return content.decode("utf-8-sig")
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
