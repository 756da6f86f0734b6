"""From fields of a ballot form to choices. Pure: what was typed is kept apart from what counts."""

from collections.abc import Iterable, Mapping

from budget_app import digits
from budget_app.ballots.rules import BadPoints, UnknownOption

FIELD = "ideas"
BLANK = "0"  # the row "none of these", where a list of which one is chosen must offer it
NUMBERED = ("points", "ranking")
_MOST_DIGITS = 6
_SHOWN = 20  # characters of what was typed, in the sentence about it


def read(ballot_type: str, chosen: Iterable[str], fields: Mapping[str, str]) -> dict[int, int]:
    """Choices as {ballot number: 1, points or rank}, from ticked values or numbered fields.

    Costs in the form, if any, are not looked at. Raises UnknownOption for a value that is no
    ballot number, and BadPoints where points or a rank are not a whole number.
    """
    if ballot_type not in NUMBERED:
        return {_option(value): 1 for value in chosen if value != BLANK}
    return {
        _option(name.removeprefix(f"{FIELD}-")): _whole(text)
        for name, text in fields.items()
        if name.startswith(f"{FIELD}-") and text.strip()
    }


def as_typed(ballot_type: str, chosen: Iterable[str], fields: Mapping[str, str]) -> dict[str, str]:
    """What was ticked or typed per ballot number, right or wrong, to put back on the page."""
    if ballot_type not in NUMBERED:
        return dict.fromkeys(chosen, "1")
    return {
        name.removeprefix(f"{FIELD}-"): text
        for name, text in fields.items()
        if name.startswith(f"{FIELD}-")
    }


def form_fields(ballot_type: str, choices: Mapping[int, int]) -> list[tuple[str, str]]:
    """The hidden fields that carry these choices to the next page."""
    if ballot_type not in NUMBERED:
        return [(FIELD, str(number)) for number in choices]
    return [(f"{FIELD}-{number}", str(value)) for number, value in choices.items()]


def _option(text: str) -> int:
    if not _is_number(text):
        raise UnknownOption
    return int(text)


def _whole(text: str) -> int:
    number = digits.plain(text).strip()
    if not _is_number(number):
        raise BadPoints(typed=text.strip()[:_SHOWN])
    return int(number)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
