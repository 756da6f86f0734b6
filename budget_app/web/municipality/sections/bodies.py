"""Juries and other bodies: seats, quorum, how they decide, and the questions they answer."""

import re
from typing import Any

from budget_app.i18n import _l
from budget_app.web.guards import Posted
from budget_app.web.municipality.sections.section import (
    Config,
    Section,
    cents_shown,
    cents_typed,
    keyed,
    whole_number,
)

CRITERIA = 5
NUMBERS = ("seats", "quorum", "days")
OPTIONAL = ("seats_each", "term_months", "max_terms")


def show(config: Config) -> dict[str, Any]:
    return {"bodies": [_shown(body) for body in config["bodies"]]}


def apply(config: Config, form: Posted) -> Config:
    return {**config, "bodies": [_read(body, form) for body in config["bodies"]]}


def _shown(body: dict[str, Any]) -> dict[str, Any]:
    empty = {"key": "", "name": "", "question": "", "minimum": 3}
    criteria = [dict(criterion) for criterion in body["criteria"]]
    return {
        **body,
        "constituencies": ", ".join(body["constituencies"]),
        "mandate": cents_shown(body["mandate_cents"]),
        "criteria": criteria + [empty] * (CRITERIA - len(criteria)),
    }


def _read(body: dict[str, Any], form: Posted) -> dict[str, Any]:
    key = body["key"]
    criteria = [
        {
            "key": form.text(f"{key}_criterion_key_{row}")
            or _key(form.text(f"{key}_criterion_name_{row}")),
            "name": form.text(f"{key}_criterion_name_{row}"),
            "question": form.text(f"{key}_criterion_question_{row}"),
            "minimum": form.text(f"{key}_criterion_minimum_{row}").replace(",", ".") or 3,
        }
        for row in range(CRITERIA)
        if form.text(f"{key}_criterion_name_{row}")
    ]
    parts = (part.strip() for part in form.text(f"{key}_constituencies").split(","))
    return {
        **body,
        "name": form.text(f"{key}_name"),
        **{name: whole_number(form.text(f"{key}_{name}")) for name in NUMBERS},
        "constituencies": [part for part in parts if part],
        **{name: whole_number(form.text(f"{key}_{name}")) or None for name in OPTIONAL},
        "needs_mandate": form.text(f"{key}_needs_mandate") == "ja",
        "decides_by": form.text(f"{key}_decides_by"),
        "criteria": criteria,
        "mandate_cents": cents_typed(form.text(f"{key}_mandate")),
    }


def _key(name: str) -> str:
    """A key for a new criterion, made from its name."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40] or "vraag"


def input_of(place: str, config: Config) -> str:
    """`bodies.0.quorum` stands in `<key>_quorum`, a criterion's question in its own row."""
    key, rest = keyed(place, config, "bodies")
    if len(rest) == 3 and rest[0] == "criteria":
        return f"{key}_criterion_{rest[2]}_{rest[1]}"
    return "_".join([key, *rest]).removesuffix("_cents") if rest else f"{key}_name"


SECTION = Section("groepen", _l("Jury en andere groepen"), show, apply, input_of, ("bodies",))
