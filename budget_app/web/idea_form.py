"""The form of an idea: what is typed, what it means, and what must be typed better.

Residents and helpers at the desk fill in the same form.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from budget_app.budgets.config import RoundConfig
from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.i18n import LazyText, _l
from budget_app.ideas import places, rules
from budget_app.ideas.models import EXECUTORS, Idea
from budget_app.ideas.rules import CostLine
from budget_app.web import typed

COST_LINES = 5
WORDS = ("title", "body", "street", "own_goods")
NO_AMOUNT = _l("Schrijf het bedrag in cijfers, bijvoorbeeld 1250 of 12,50.")
NO_NUMBER = _l("Schrijf een heel getal, bijvoorbeeld 12.")


@dataclass(frozen=True)
class Choices:
    """What a round lets someone choose from."""

    round: Round
    config: RoundConfig
    buurten: list[tuple[str, str]]
    areas: list[dict[str, Any]]

    @property
    def gathers(self) -> str:
        """What people hand in here: ideas, or themes without a cost."""
        step = self.config.first("gather")
        return step.of if step else "idea"

    @property
    def executors(self) -> list[tuple[str, LazyText]]:
        """Who can carry an idea out, in words."""
        return list(zip(EXECUTORS, EXECUTOR_WORDS, strict=True))


EXECUTOR_WORDS = (
    _l("Wij doen het zelf, met bewoners"),
    _l("Wij doen het samen met de gemeente of een andere organisatie"),
    _l("De gemeente moet het doen"),
    _l("Iemand anders moet het doen, bijvoorbeeld een bedrijf"),
)


@dataclass
class Reading:
    """A form that was read: ready content, and errors by field."""

    content: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, LazyText] = field(default_factory=dict)


def choices(session: Session, round: Round) -> Choices:
    """What the form of this round offers."""
    buurten = places.buurten(session, round.id or 0)
    outlines = places.outlines(session, [code for code, _name in buurten])
    return Choices(round, config_of(round), buurten, outlines)


def read(values: Mapping[str, str], offered: Choices) -> Reading:
    """Make content of what was typed; whatever cannot be understood becomes an error."""
    reading = Reading({name: values.get(name, "").strip() for name in WORDS})
    content, errors = reading.content, reading.errors
    if not content["title"]:
        errors["title"] = _l("Geef uw idee een naam.")
    area = values.get("area_code", "")
    content["area_code"] = area if area in dict(offered.buurten) else None
    category = values.get("category", "")
    content["category"] = category if category in offered.config.categories else ""
    executor = values.get("executor", "")
    content["executor"] = executor if executor in EXECUTORS else EXECUTORS[0]
    content["lat"], content["lon"] = _point(values)
    if offered.gathers == "theme":
        content |= {"cost_cents": 0, "cost_note": ""}
    else:
        _read_costs(values, reading)
    content["own_cents"] = _money(values.get("own_money", ""), "own_money", reading)
    try:
        content["own_hours"] = typed.whole(values.get("own_hours", ""))
    except ValueError:
        errors["own_hours"] = NO_NUMBER
    content["builds_on_id"] = _number(values.get("builds_on", ""))
    errors |= rules.too_long(content)
    return reading


def _read_costs(values: Mapping[str, str], reading: Reading) -> None:
    lines = []
    for number in range(1, COST_LINES + 1):
        what = values.get(f"line_what_{number}", "").strip()
        amount = _money(values.get(f"line_cost_{number}", ""), f"line_cost_{number}", reading)
        if amount and not what:
            reading.errors[f"line_what_{number}"] = _l("Schrijf erbij waar dit bedrag voor is.")
        reading.errors |= rules.longer(values, {f"line_what_{number}": rules.LINE_MAX})
        if what and not values.get(f"line_cost_{number}", "").strip():
            reading.errors[f"line_cost_{number}"] = _l("Schrijf erbij wat dit ongeveer kost.")
        if what and amount:
            lines.append(CostLine(what, amount))
    loose = _money(values.get("cost", ""), "cost", reading)
    # Lines that add up to something are surer than one figure.
    reading.content["cost_cents"] = rules.total(lines) or loose
    reading.content["cost_note"] = rules.write_lines(lines)


def _money(text: str, name: str, reading: Reading) -> int:
    try:
        return typed.cents(text)
    except ValueError:
        reading.errors[name] = NO_AMOUNT
        return 0


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _point(values: Mapping[str, str]) -> tuple[float | None, float | None]:
    try:
        lat, lon = float(values.get("lat", "")), float(values.get("lon", ""))
    except ValueError:
        return None, None
    inside = 50 < lat < 54 and 3 < lon < 8  # the Netherlands, roughly
    return (round(lat, 5), round(lon, 5)) if inside else (None, None)


def values_of(idea: Idea) -> dict[str, str]:
    """A stored idea as it would be typed."""
    values = {name: str(getattr(idea, name) or "") for name in WORDS}
    values |= {
        "area_code": idea.area_code or "",
        "category": idea.category,
        "executor": idea.executor,
        "lat": "" if idea.lat is None else str(idea.lat),
        "lon": "" if idea.lon is None else str(idea.lon),
        "cost": typed.euros(idea.cost_cents),
        "own_money": typed.euros(idea.own_cents),
        "own_hours": str(idea.own_hours or ""),
        "photo_id": str(idea.photo_id or ""),
        "builds_on": str(idea.builds_on_id or ""),
    }
    for number, line in enumerate(rules.read_lines(idea.cost_note)[:COST_LINES], 1):
        values[f"line_what_{number}"] = line.what
        values[f"line_cost_{number}"] = typed.euros(line.cents)
    return values
