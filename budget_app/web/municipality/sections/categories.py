"""The kinds of ideas that people choose from."""

from typing import Any

from budget_app.i18n import _l
from budget_app.web.guards import Posted
from budget_app.web.municipality.sections.section import Config, Section


def show(config: Config) -> dict[str, Any]:
    return {"categories": "\n".join(config["categories"])}


def apply(config: Config, form: Posted) -> Config:
    lines = (line.strip() for line in form.text("categories").splitlines())
    return {**config, "categories": list(dict.fromkeys(line for line in lines if line))}


def input_of(_place: str, _config: Config) -> str:
    """Every kind stands in the one field."""
    return "categories"


SECTION = Section("soorten", _l("Soorten ideeën"), show, apply, input_of, places=("categories",))
