"""One step of the route: its words, who does it, for which ideas, and what its kind asks."""

from functools import partial
from typing import Any

from budget_app.budgets.check_steps import NEEDS_BODY
from budget_app.i18n import _l
from budget_app.web.guards import Posted
from budget_app.web.municipality.sections.moments import places_of
from budget_app.web.municipality.sections.section import (
    Config,
    Section,
    cents_shown,
    cents_typed,
    keyed,
    whole_number,
)

LIMITS = ("above_cents", "below_cents")
# Numbers that are asked of steps of one kind.
COUNTED = {"commission": ("offers_min",), "compose": ("packages",)}
TERMS = ("days", "answer_days")  # asked only of the steps that have such a term


def section_of(key: str, number: int, config: Config) -> Section:
    """The screen about the step with this key."""
    step = _step(key, config)
    own = f"steps.{key}"
    return Section(
        key=f"stap-{key}",
        title=_l("Stap {number}: {name}").with_values(number=number, name=step["name"]),
        show=partial(show, key),
        apply=partial(apply, key),
        input_of=input_of,
        places=(own,),
        template="stap",
        others=(*places_of(config), f"{own}.ballot", f"{own}.count"),
    )


def _step(key: str, config: Config) -> dict[str, Any]:
    found: dict[str, Any] = next(step for step in config["steps"] if step["key"] == key)
    return found


def show(key: str, config: Config) -> dict[str, Any]:
    step = _step(key, config)
    shown = {**step, **{name: cents_shown(step[name]) for name in LIMITS}}
    if step.get("allot"):
        rule = step["allot"]
        shown["places"] = " ".join(str(part) for part in rule["places"])
        shown["grades"] = "\n".join(f"{code} = {grade}" for code, grade in rule["grades"].items())
    bodies = [(body["key"], body["name"]) for body in config["bodies"]]
    asks_body = step["kind"] in NEEDS_BODY and len(bodies) > 1
    return {"step": shown, "bodies": bodies if asks_body else []}


def apply(key: str, config: Config, form: Posted) -> Config:
    steps = [_read(step, form) if step["key"] == key else step for step in config["steps"]]
    return {**config, "steps": steps}


def _read(step: dict[str, Any], form: Posted) -> dict[str, Any]:
    key = step["key"]
    read = {
        **step,
        "name": form.text(f"{key}_name"),
        "explains": form.text(f"{key}_explains"),
        "who_decides": form.text(f"{key}_who_decides"),
        "body": form.text(f"{key}_body") or step["body"],
        "rolling": form.text(f"{key}_rolling") == "ja",
    }
    for name in LIMITS:
        read[name] = cents_typed(form.text(f"{key}_{name}"))
    for name in TERMS:
        if f"{key}_{name}" in form.data:
            typed = form.text(f"{key}_{name}")
            read[name] = whole_number(typed) if typed else None
    if step["kind"] == "advise":
        read["weight"] = form.text(f"{key}_weight")
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


def input_of(place: str, config: Config) -> str:
    """`steps.3.days` stands in `<key>_days`; the rule that divides money in fields of its own."""
    key, rest = keyed(place, config)
    if not rest:
        return f"{key}_name"
    if rest[0] == "allot":
        return f"{key}_{rest[1] if len(rest) > 1 else 'need'}"
    return f"{key}_{rest[0]}"
