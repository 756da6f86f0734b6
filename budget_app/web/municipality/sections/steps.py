"""The steps of the route: words, dates, amounts, and how is voted and counted."""

from datetime import datetime
from typing import Any

from budget_app.budgets.counting import asked, typed_value
from budget_app.clock import AMSTERDAM
from budget_app.i18n import _l
from budget_app.web import typed
from budget_app.web.guards import Posted
from budget_app.web.municipality.sections.section import (
    Config,
    Section,
    cents_shown,
    cents_typed,
    keyed,
    whole_number,
)
from voting.methods import METHODS

LIMITS = ("above_cents", "below_cents")
MOMENTS = ("opens_at", "closes_at")
# Numbers that are asked of steps of one kind.
COUNTED = {"commission": ("offers_min",), "compose": ("packages",)}
TERMS = ("days", "answer_days")  # asked only of the steps that have such a term


def show(config: Config) -> dict[str, Any]:
    return {"steps": [_shown(step) for step in config["steps"]]}


def apply(config: Config, form: Posted) -> Config:
    return {**config, "steps": [_read(step, form) for step in config["steps"]]}


def _shown(step: dict[str, Any]) -> dict[str, Any]:
    shown = {**step}
    for name in LIMITS:
        shown[name] = cents_shown(step[name])
    for name in MOMENTS:
        shown[name] = _local(step[name])
    if step.get("allot"):
        rule = step["allot"]
        shown["places"] = " ".join(str(part) for part in rule["places"])
        shown["grades"] = "\n".join(f"{code} = {grade}" for code, grade in rule["grades"].items())
    return shown


def _read(step: dict[str, Any], form: Posted) -> dict[str, Any]:
    key = step["key"]
    read = {
        **step,
        "name": form.text(f"{key}_name"),
        "explains": form.text(f"{key}_explains"),
        "who_decides": form.text(f"{key}_who_decides"),
        "rolling": form.text(f"{key}_rolling") == "ja",
    }
    for name in LIMITS:
        read[name] = cents_typed(form.text(f"{key}_{name}"))
    for name in MOMENTS:
        read[name] = _moment(form.text(f"{key}_{name}"))
    for name in TERMS:
        if f"{key}_{name}" in form.data:
            typed = form.text(f"{key}_{name}")
            read[name] = whole_number(typed) if typed else None
    if step["kind"] == "advise":
        read["weight"] = form.text(f"{key}_weight")
    if step["kind"] == "vote":
        read |= _vote(step, form)
    if step["kind"] == "allot":
        read["allot"] = _allot(key, form)
    for name in COUNTED.get(step["kind"], ()):
        read[name] = whole_number(form.text(f"{key}_{name}"))
    return read


def _allot(key: str, form: Posted) -> dict[str, Any]:
    lines = (line.split("=") for line in form.text(f"{key}_grades").splitlines() if line.strip())
    return {
        "need": whole_number(form.text(f"{key}_need")),
        "population": whole_number(form.text(f"{key}_population")),
        "places": [whole_number(part) for part in form.text(f"{key}_places").split()],
        "grades": {code.strip(): whole_number("".join(rest).strip()) for code, *rest in lines},
        "figures_on": form.text(f"{key}_figures_on") or None,
    }


def _vote(step: dict[str, Any], form: Posted) -> dict[str, Any]:
    key = step["key"]
    method = form.text(f"{key}_method")
    parameters = {
        parameter.name: typed_value(parameter, form.text(f"{key}_{method}_{parameter.name}"))
        for parameter in (asked(method) if method in METHODS else ())
        if form.text(f"{key}_{method}_{parameter.name}")
    }
    most, points = form.text(f"{key}_max_choices"), form.text(f"{key}_points")
    return {
        "ballot": {
            **(step["ballot"] or {}),
            "type": form.text(f"{key}_ballot"),
            "max_choices": whole_number(most) if most else None,
            "points": whole_number(points) if points else None,
        },
        "count": {"method": method, "parameters": parameters, "tie": form.text(f"{key}_tie")},
    }


def _local(moment: str | None) -> str:
    """A stored moment as a browser's datetime field wants it, in Dutch time."""
    if not moment:
        return ""
    return datetime.fromisoformat(moment).astimezone(AMSTERDAM).strftime("%Y-%m-%dT%H:%M")


def _moment(text: str) -> str | None:
    """What was typed as a moment in Dutch time; what is none is handed on for the check."""
    if not text:
        return None
    try:
        return typed.moment(text).isoformat()
    except ValueError:
        return text


def input_of(place: str, config: Config) -> str:
    """`steps.3.closes_at` stands in `<key>_closes_at`; voting and counting have their own."""
    key, rest = keyed(place, config, "steps")
    names = {"ballot": "ballot", "count": "method", "allot": "need"}
    if not rest:
        return f"{key}_name"
    if rest[0] in names:
        own = len(rest) > 1 and rest[0] in ("ballot", "allot")
        return f"{key}_{rest[1] if own else names[rest[0]]}"
    return f"{key}_{rest[0]}"


SECTION = Section("stappen", _l("Stappen en stemmen"), show, apply, input_of, ("steps",))
