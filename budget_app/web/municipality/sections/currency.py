"""The local currency: what it is called and worth, how much is issued, and what lapses."""

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

WHOLE = ("per_round", "rounds", "every_months")


def show(config: Config) -> dict[str, Any]:
    currency = config["currency"]
    return {
        **currency,
        "value": cents_shown(currency["value_cents"]),
        "second_adult_above": currency["second_adult_above"] or "",
        **{f"unspent_{name}": value for name, value in currency["unspent"].items()},
    }


def apply(config: Config, form: Posted) -> Config:
    currency = {
        **config["currency"],
        "name": form.text("name"),
        "plural": form.text("plural"),
        "value_cents": cents_typed(form.text("value"), 0),
        **{name: whole_number(form.text(name)) for name in WHOLE},
        "second_adult_above": whole_number(form.text("second_adult_above")) or None,
        "unspent": {
            "kind": form.text("unspent_kind"),
            "months": whole_number(form.text("unspent_months")),
        },
    }
    return {**config, "currency": currency}


def input_of(place: str, _config: Config) -> str:
    """`currency.value_cents` stands in `value`, `currency.unspent.months` in `unspent_months`."""
    name = place.removeprefix("currency.").replace(".", "_")
    return {"value_cents": "value"}.get(name, name)


SECTION = Section(
    "munt",
    _l("De munt van de wijk"),
    show,
    apply,
    input_of,
    ("currency",),
    applies=lambda config: config.get("currency") is not None,
)
