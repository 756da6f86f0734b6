"""What the round is called and where it is."""

from typing import Any

from budget_app.i18n import _l
from budget_app.web.guards import Posted
from budget_app.web.municipality.sections.section import Config, Section


def show(config: Config) -> dict[str, Any]:
    return {"title": config["title"], "areas": list(config["areas"]), "contact": config["contact"]}


def apply(config: Config, form: Posted) -> Config:
    chosen = form.texts("areas")
    return {**config, "title": form.text("title"), "areas": chosen, "contact": form.text("contact")}


def input_of(place: str, _config: Config) -> str:
    """`areas.0` is about all areas together."""
    return place.split(".")[0]


SECTION = Section(
    "gebied", _l("Naam en gebied"), show, apply, input_of, places=("title", "areas", "contact")
)
