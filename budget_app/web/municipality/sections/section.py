"""What a section of the configuration is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from budget_app.i18n import LazyText
from budget_app.web.guards import Posted
from budget_app.web.money import parse_euros, write_euros

Config = dict[str, Any]
MOST_DIGITS = 12
# Parts of a configuration of which there are many, each with a key of its own.
MANY = ("steps", "bodies")


@dataclass(frozen=True)
class Section:
    """One screen: its address, its question, and the way from configuration to form and back."""

    key: str
    title: LazyText | str
    show: Callable[[Config], dict[str, Any]]
    apply: Callable[[Config, Posted], Config]
    # The field of the form that a place in the configuration came from, for links to mistakes.
    input_of: Callable[[str, Config], str] = lambda place, _config: place
    # Which places in the configuration this screen is about: errors there lead here.
    places: tuple[str, ...] = ()
    # Whether the question is asked at all: some belong to schemes with a part of that kind.
    applies: Callable[[Config], bool] = lambda _config: True
    # What a form says in words of its own, before the check that model files go through as well.
    wrong: Callable[[Config], dict[str, LazyText]] = lambda _config: {}
    # The template with its fields, where several screens share one.
    template: str = ""
    # Places of other screens that lie inside these.
    others: tuple[str, ...] = ()

    def owns(self, place: str, config: Config) -> bool:
        """Whether a mistake at this place is mended on this screen."""
        named = by_key(place, config)
        return _within(named, self.places) and not _within(named, self.others)


def by_key(place: str, config: Config) -> str:
    """`steps.3.closes_at` as `steps.stemmen.closes_at`; other places as they are."""
    head, *rest = place.split(".")
    if head in MANY and rest and rest[0].isdecimal() and int(rest[0]) < len(config[head]):
        rest[0] = config[head][int(rest[0])]["key"]
    return ".".join([head, *rest])


def keyed(place: str, config: Config) -> tuple[str, list[str]]:
    """`bodies.0.quorum` or `bodies.jury.quorum` as ("jury", ["quorum"])."""
    _, key, *rest = [*by_key(place, config).split("."), ""]
    return key, [part for part in rest if part]


def _within(place: str, places: tuple[str, ...]) -> bool:
    return any(place == own or place.startswith(f"{own}.") for own in places)


def whole_number(text: str) -> int | str:
    """The number typed; what is no number is handed on, for the check to refuse at its field."""
    plain = text.replace(".", "") if _grouped(text) else text
    return int(plain) if plain.isdecimal() and len(plain) <= MOST_DIGITS else text


def _grouped(text: str) -> bool:
    """Whether points stand between thousands, as in 10.000."""
    first, *rest = text.split(".")
    return bool(rest) and 0 < len(first) <= 3 and all(len(part) == 3 for part in rest)


def cents_typed(text: str, empty: int | None = None) -> int | str | None:
    """Euros typed as cents; what is no amount is handed on, for the check to refuse."""
    if not text:
        return empty
    cents = parse_euros(text)
    return text if cents is None else cents


def cents_shown(cents: int | str | None) -> str:
    """Stored cents as one types them; what was typed wrong as it was typed."""
    return write_euros(cents) if isinstance(cents, int) else (cents or "")
