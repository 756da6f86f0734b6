"""What a section of the configuration is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from budget_app.i18n import LazyText
from budget_app.web.guards import Posted
from budget_app.web.money import parse_euros, write_euros
from budget_app.web.typed import key

Config = dict[str, Any]


@dataclass(frozen=True)
class Section:
    """One screen: its address, its question, and the way from configuration to form and back."""

    key: str
    title: LazyText
    show: Callable[[Config], dict[str, Any]]
    apply: Callable[[Config, Posted], Config]
    # The field of the form that a place in the configuration came from, for links to mistakes.
    input_of: Callable[[str, Config], str] = lambda place, _config: place
    # Which places in the configuration this screen is about: errors there lead here.
    places: tuple[str, ...] = ()
    # Whether the question is asked at all: some belong to schemes with a part of that kind.
    applies: Callable[[Config], bool] = lambda _config: True


def keyed(place: str, config: Config, many: str) -> tuple[str, list[str]]:
    """`bodies.0.quorum` or `bodies.jury.quorum` as ("jury", ["quorum"])."""
    _, which, *rest = [*place.split("."), ""]
    parts = config[many]
    part = parts[int(which)]["key"] if which.isdecimal() and int(which) < len(parts) else which
    return part, [part for part in rest if part]


def whole_number(text: str) -> int | str:
    """The number typed; what is no number is handed on, for the check to refuse at its field."""
    found = key(text)
    return text if found is None else found


def cents_typed(text: str, empty: int | None = None) -> int | str | None:
    """Euros typed as cents; what is no amount is handed on, for the check to refuse."""
    if not text:
        return empty
    cents = parse_euros(text)
    return text if cents is None else cents


def cents_shown(cents: int | str | None) -> str:
    """Stored cents as one types them; what was typed wrong as it was typed."""
    return write_euros(cents) if isinstance(cents, int) else (cents or "")
