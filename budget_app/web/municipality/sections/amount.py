"""How much money there is, and who pays it."""

from typing import Any

from budget_app.i18n import _l
from budget_app.web.guards import Posted
from budget_app.web.municipality.sections.section import (
    Config,
    Section,
    cents_shown,
    cents_typed,
    whole_number,
)

ROWS = 10


def show(config: Config) -> dict[str, Any]:
    amount = config["amount"]
    funders = [
        {**funder, "consents_above": cents_shown(funder["consents_above_cents"])}
        for funder in config["funders"]
    ]
    empty = {
        "name": "",
        "share": "",
        "entitles": "",
        "consents_above": "",
        "consents_above_cents": None,
        "constituency": "",
    }
    return {
        "kind": amount["kind"],
        "base": cents_shown(amount["base_cents"] or None),
        "per_unit": cents_shown(amount["per_unit_cents"] or None),
        "figures_on": amount["figures_on"] or "",
        "loans": config.get("loans"),
        "funders": funders + [empty] * (len(funders) < ROWS),
    }


def apply(config: Config, form: Posted) -> Config:
    """Euros as typed become cents; empty rows of funders are left out."""
    funders = [
        {
            "name": form.text(f"funder_name_{row}"),
            "share": whole_number(form.text(f"funder_share_{row}")),
            "entitles": form.text(f"funder_entitles_{row}"),
            "consents_above_cents": cents_typed(form.text(f"funder_consents_above_{row}")),
            "constituency": form.text(f"funder_constituency_{row}") or None,
        }
        for row in range(ROWS)
        if any(form.text(f"funder_{name}_{row}") for name in ("name", "share", "entitles"))
    ]
    amount = {
        "kind": form.text("kind"),
        "base_cents": cents_typed(form.text("base"), 0),
        "per_unit_cents": cents_typed(form.text("per_unit"), 0),
        "figures_on": form.text("figures_on") or None,
    }
    changed = {**config, "amount": amount, "funders": funders}
    if config.get("loans"):
        changed["loans"] = {**config["loans"], "days": whole_number(form.text("loan_days"))}
    return changed


def input_of(place: str, _config: Config) -> str:
    """`funders.1.share` stands in the field `funder_share_1`."""
    head, *rest = place.split(".")
    if head == "loans":
        return "loan_days"
    if head == "funders":
        return (
            f"funder_{rest[1]}_{rest[0]}".replace("_cents", "")
            if len(rest) == 2
            else "funder_share_0"
        )
    return rest[0].removesuffix("_cents") if rest else "base"


SECTION = Section("geld", _l("Het geld"), show, apply, input_of, ("amount", "funders", "loans"))
