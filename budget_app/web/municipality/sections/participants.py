"""Who may take part, and what is asked of them."""

from typing import Any

from budget_app.i18n import _l
from budget_app.web.guards import Posted
from budget_app.web.municipality.sections.section import Config, Section, whole_number


def show(config: Config) -> dict[str, Any]:
    return {**config["eligibility"], "neighbour_recusal": config["neighbour_recusal"]}


def apply(config: Config, form: Posted) -> Config:
    eligibility = {
        "min_age": whole_number(form.text("min_age")),
        "lives_in_area": form.text("lives_in_area") == "ja",
        "per": form.text("per"),
    }
    recusal = form.text("neighbour_recusal") == "ja"
    return {**config, "eligibility": eligibility, "neighbour_recusal": recusal}


def input_of(place: str, _config: Config) -> str:
    """`eligibility.min_age` stands in the field `min_age`."""
    return place.split(".")[-1]


SECTION = Section(
    "deelnemers",
    _l("Wie mag meedoen"),
    show,
    apply,
    input_of,
    ("eligibility", "neighbour_recusal"),
)
