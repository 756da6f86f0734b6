"""A jury or other body: seats, quorum, how it decides, and the questions it answers."""

import re
from functools import partial
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

CRITERIA = 12
NUMBERS = ("seats", "quorum", "days")
OPTIONAL = ("seats_each", "term_months", "max_terms")


def section_of(key: str, config: Config) -> Section:
    """The screen about the body with this key."""
    name = next(body["name"] for body in config["bodies"] if body["key"] == key)
    return Section(
        key=f"groep-{key}",
        title=_l("Groep: {name}").with_values(name=name),
        show=partial(show, key),
        apply=partial(apply, key),
        input_of=input_of,
        places=(f"bodies.{key}",),
        template="groep",
    )


def show(key: str, config: Config) -> dict[str, Any]:
    return {"body": next(_shown(body) for body in config["bodies"] if body["key"] == key)}


def apply(key: str, config: Config, form: Posted) -> Config:
    bodies = [_read(body, form) if body["key"] == key else body for body in config["bodies"]]
    return {**config, "bodies": bodies}


def _shown(body: dict[str, Any]) -> dict[str, Any]:
    empty = {"key": "", "name": "", "question": "", "minimum": 3}
    criteria = [dict(criterion) for criterion in body["criteria"]]
    return {
        **body,
        "constituencies": ", ".join(body["constituencies"]),
        "mandate": cents_shown(body["mandate_cents"]),
        "criteria": criteria + [empty] * (len(criteria) < CRITERIA),
    }


def _read(body: dict[str, Any], form: Posted) -> dict[str, Any]:
    key = body["key"]
    criteria = [
        {
            "key": form.text(f"{key}_criterion_key_{row}"),
            "name": form.text(f"{key}_criterion_name_{row}"),
            "question": form.text(f"{key}_criterion_question_{row}"),
            "minimum": form.text(f"{key}_criterion_minimum_{row}").replace(",", ".") or 3,
        }
        for row in range(CRITERIA)
        if form.text(f"{key}_criterion_name_{row}") or form.text(f"{key}_criterion_question_{row}")
    ]
    _give_keys(criteria, {criterion["key"] for criterion in body["criteria"]})
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


def _give_keys(criteria: list[dict[str, Any]], known: set[str]) -> None:
    """A key of its own for every new criterion, made from its name."""
    taken: set[str] = set()
    for criterion in criteria:
        key = criterion["key"]
        if key not in known or key in taken:
            base = re.sub(r"[^a-z0-9]+", "-", criterion["name"].lower()).strip("-")[:30]
            base = base if base[:1].isalpha() else f"vraag-{base}".strip("-")
            numbered = (f"{base}-{number}" for number in range(2, CRITERIA + 2))
            key = next(one for one in (base, *numbered) if one not in taken | known)
        criterion["key"] = key
        taken.add(key)


def input_of(place: str, config: Config) -> str:
    """`bodies.0.quorum` stands in `<key>_quorum`, a criterion's question in its own row."""
    key, rest = keyed(place, config)
    if rest[:1] == ["criteria"]:
        row, name = rest[1:] if len(rest) == 3 else ("0", "name")
        return f"{key}_criterion_{name}_{row}"
    if rest[:1] == ["constituencies"]:
        return f"{key}_constituencies"
    return "_".join([key, *rest]).removesuffix("_cents") if rest else f"{key}_name"
