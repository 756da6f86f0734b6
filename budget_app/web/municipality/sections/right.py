"""What the residents' word is worth."""

from typing import Any

from budget_app.i18n import _l
from budget_app.web.guards import Posted
from budget_app.web.municipality.sections.section import Config, Section


def show(config: Config) -> dict[str, Any]:
    names = ("decision_right", "decision_sentence", "proposers")
    return {name: config[name] for name in names}


def apply(config: Config, form: Posted) -> Config:
    return {
        **config,
        "decision_right": form.text("decision_right"),
        "decision_sentence": form.text("decision_sentence"),
        "proposers": form.text("proposers") or config["proposers"],
    }


SECTION = Section(
    "zeggenschap",
    _l("Wie beslist"),
    show,
    apply,
    places=("decision_right", "decision_sentence", "proposers"),
)
