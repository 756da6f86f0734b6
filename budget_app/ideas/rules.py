"""What an idea must say before others see it, and how costs are put together. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from budget_app.i18n import LazyText, _l

TITLE_MAX, BODY_MAX, NOTE_MAX, STREET_MAX, GOODS_MAX = 90, 5000, 1000, 80, 300
LINE_MAX = 80  # of one thing that costs money
BODY_MIN = 20
COST_MAX_CENTS = 100_000_000_00
HOURS_MAX = 100_000
_COST_LINE = re.compile(r"^(?P<what>.+): € (?P<euros>\d+)(?:,(?P<cents>\d\d))?$")


@dataclass(frozen=True)
class CostLine:
    """One thing that costs money."""

    what: str
    cents: int


def missing(content: Mapping[str, Any], subject: str = "idea") -> dict[str, LazyText]:
    """What a draft still needs before it can be handed in: field name -> what to do.

    A theme says what matters; what it gets is worked out later.
    """
    found: dict[str, LazyText] = {}
    if not str(content.get("title") or "").strip():
        found["title"] = _l("Geef uw idee een naam.")
    if len(str(content.get("body") or "").strip()) < BODY_MIN:
        found["body"] = _l("Schrijf in een paar zinnen wat u wilt en waarom.")
    if not any(content.get(name) for name in ("area_code", "street", "lat")):
        found["area_code"] = _l("Kies een buurt, vul een straat in of wijs een plek aan.")
    if subject != "theme" and not content.get("cost_cents"):
        found["cost"] = _l("Vul in wat het ongeveer kost. Een schatting is genoeg.")
    return found


def too_long(content: Mapping[str, Any]) -> dict[str, LazyText]:
    """Texts and amounts that do not fit: field name -> what is allowed."""
    limits = {
        "title": TITLE_MAX,
        "body": BODY_MAX,
        "cost_note": NOTE_MAX,
        "street": STREET_MAX,
        "own_goods": GOODS_MAX,
    }
    found = longer(content, limits)
    if (content.get("cost_cents") or 0) > COST_MAX_CENTS:
        found["cost"] = _l("Dit bedrag is te hoog. Klopt het aantal nullen?")
    if (content.get("own_cents") or 0) > COST_MAX_CENTS:
        found["own_money"] = _l("Dit bedrag is te hoog. Klopt het aantal nullen?")
    if (content.get("own_hours") or 0) > HOURS_MAX:
        found["own_hours"] = _l("Dit aantal is te hoog. Klopt het aantal nullen?")
    return found


def longer(content: Mapping[str, Any], limits: Mapping[str, int]) -> dict[str, LazyText]:
    """Texts that are longer than they may be: field name -> how long, and what is allowed."""
    sentence = _l("Dit is te lang: {typed} tekens. U kunt hier {most} tekens kwijt.")
    lengths = {name: len(content.get(name) or "") for name in limits}
    return {
        name: sentence.with_values(typed=length, most=limits[name])
        for name, length in lengths.items()
        if length > limits[name]
    }


def total(lines: Sequence[CostLine]) -> int:
    """What the lines cost together, in cents."""
    return sum(line.cents for line in lines)


def write_lines(lines: Sequence[CostLine]) -> str:
    """Cost lines as text that people can read and `read_lines` can take back."""
    return "\n".join(f"{line.what}: € {_euros(line.cents)}" for line in lines)


def read_lines(note: str) -> list[CostLine]:
    """The cost lines in a note; lines of another form are left out."""
    found = (_COST_LINE.match(line.strip()) for line in note.splitlines())
    return [CostLine(m["what"], int(m["euros"]) * 100 + int(m["cents"] or 0)) for m in found if m]


def _euros(cents: int) -> str:
    whole, rest = divmod(cents, 100)
    return f"{whole},{rest:02d}" if rest else str(whole)
