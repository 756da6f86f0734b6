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


SECTION = Section("gebied", _l("Naam en gebied"), show, apply, places=("title", "areas", "contact"))
