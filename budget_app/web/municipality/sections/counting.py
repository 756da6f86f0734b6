"""How people vote in a step, how that is counted, and who goes first when two are equal."""

from functools import partial
from typing import Any

from budget_app.budgets.counting import LIBRARY_TYPE, asked, methods_for, typed_value
from budget_app.i18n import LazyText, _l
from budget_app.web.guards import Posted
from budget_app.web.money import parse_euros
from budget_app.web.municipality.sections.section import (
    Config,
    Section,
    cents_shown,
    keyed,
    whole_number,
)
from voting.method import Parameter
from voting.methods import METHODS

LOT, LIST = "lot", "list"
MISFIT = _l(
    "Deze telwijze past niet bij hoe men stemt. Kies een andere telwijze, of een andere manier van "
    "stemmen."
)


def section_of(key: str, config: Config) -> Section:
    """The screen about voting and counting in the step with this key."""
    name = next(step["name"] for step in config["steps"] if step["key"] == key)
    own = f"steps.{key}"
    return Section(
        key=f"tellen-{key}",
        title=_l("Hoe wordt er gestemd en geteld? ({name})").with_values(name=name),
        show=partial(show, key),
        apply=partial(apply, key),
        wrong=partial(misfit, key),
        input_of=input_of,
        places=(f"{own}.ballot", f"{own}.count"),
        template="tellen",
    )


def show(key: str, config: Config) -> dict[str, Any]:
    step = next(step for step in config["steps"] if step["key"] == key)
    ballot, count = (
        step["ballot"] or {},
        step["count"] or {"method": "", "parameters": {}, "tie": ""},
    )
    kind, _, seed = count["tie"].partition(":")
    return {
        "step": step,
        "ballot": ballot,
        "count": count,
        "tie": LIST if kind == LIST else kind,
        "order": seed if kind == LIST else "",
        "seed": seed if kind == LOT else "",
        "typed": {name: _typed(name, value) for name, value in count["parameters"].items()},
    }


def _typed(name: str, value: Any) -> Any:
    """A stored setting as one types it."""
    kinds = {p.name: p.kind for method in METHODS.values() for p in method.parameters}
    return cents_shown(value) if kinds.get(name) == "amount" else value


def apply(key: str, config: Config, form: Posted) -> Config:
    steps = [_read(step, form) if step["key"] == key else step for step in config["steps"]]
    return {**config, "steps": steps}


def misfit(key: str, config: Config) -> dict[str, LazyText]:
    """That a way of counting does not fit the ballot, in words of the form.

    The check of a model file says the same by the codes that such a file holds.
    """
    step = next(step for step in config["steps"] if step["key"] == key)
    ballot, method = step["ballot"]["type"], step["count"]["method"]
    known = ballot in LIBRARY_TYPE and method in METHODS
    return {f"steps.{key}.count": MISFIT} if known and method not in methods_for(ballot) else {}


def _read(step: dict[str, Any], form: Posted) -> dict[str, Any]:
    key = step["key"]
    method = form.text(f"{key}_method")
    parameters = {
        parameter.name: _value(parameter, form.text(f"{key}_{method}_{parameter.name}"))
        for parameter in (asked(method) if method in METHODS else ())
        if form.text(f"{key}_{method}_{parameter.name}")
    }
    most, points = form.text(f"{key}_max_choices"), form.text(f"{key}_points")
    ballot = {
        **(step["ballot"] or {}),
        "type": form.text(f"{key}_ballot"),
        "max_choices": whole_number(most) if most else None,
        "points": whole_number(points) if points else None,
    }
    count = {"method": method, "parameters": parameters, "tie": _tie(key, form)}
    return {**step, "ballot": ballot, "count": count}


def _value(parameter: Parameter, text: str) -> Any:
    """Amounts are typed in euros and counted in cents."""
    if parameter.kind == "amount":
        cents = parse_euros(text)
        return text if cents is None else cents
    return typed_value(parameter, text)


def _tie(key: str, form: Posted) -> str:
    rule = form.text(f"{key}_tie")
    if rule == LOT:
        return f"{LOT}:{form.text(f'{key}_seed')}"
    order = form.text(f"{key}_order")
    return f"{LIST}:{order}" if rule == LIST and order else rule


def input_of(place: str, config: Config) -> str:
    """`steps.3.ballot.points` stands in `<key>_points`, a parameter with its method's name."""
    key, rest = keyed(place, config)
    if rest[0] == "ballot":
        name = rest[1] if len(rest) > 1 else "ballot"
        return f"{key}_{'ballot' if name == 'type' else name}"
    if rest[1:2] == ["parameters"] and len(rest) > 2:
        method = next(step["count"]["method"] for step in config["steps"] if step["key"] == key)
        return f"{key}_{method}_{rest[2]}"
    return f"{key}_{rest[1] if len(rest) > 1 else 'method'}"
