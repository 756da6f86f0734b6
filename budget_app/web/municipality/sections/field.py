"""Where the budget lies in the matrix, and which model it follows."""

from typing import Any

from budget_app.budgets.catalogue import all_models
from budget_app.budgets.matrix import FIELDS
from budget_app.errors import FieldErrors
from budget_app.i18n import _l
from budget_app.web.guards import Posted
from budget_app.web.municipality.sections.section import Config, Section

# What stays when another model is chosen: what the municipality itself filled in.
KEEPS = ("title", "areas", "contact", "amount", "categories")


def show(config: Config) -> dict[str, Any]:
    return {"field": config["field"], "model": config["model"]}


def apply(config: Config, form: Posted) -> Config:
    """Take the field; another model brings its own steps, bodies and right with it."""
    field, model = form.text("field"), form.text("model") or config["model"]
    errors = {}
    if field not in {str(number) for number in FIELDS}:
        errors["field"] = _l("Kies een van de vier velden.")
    if model not in all_models():
        errors["model"] = _l("Kies een model uit de lijst.")
    if errors:
        raise FieldErrors(errors)
    if model == config["model"]:
        return {**config, "field": int(field)}
    kept = {name: config[name] for name in KEEPS if name in config}
    return {**all_models()[model].config, **kept, "field": int(field)}


SECTION = Section("veld", _l("Soort budget en model"), show, apply, places=("field", "model"))
