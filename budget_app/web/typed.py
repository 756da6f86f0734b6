"""What people type into fields that may stay empty, as numbers and days. Pure."""

import re
from datetime import date, datetime

from budget_app.clock import FIRST_YEAR, LAST_YEAR, dutch_moment
from budget_app.digits import plain as in_plain_digits
from budget_app.web.money import parse_euros

MOST = 2**31 - 1  # what a column for whole numbers holds on PostgreSQL
_WHOLE = re.compile(r"^\d{1,3}(?:[ .]\d{3})+$|^\d+$")


def cents(text: str) -> int:
    """`1.250,50`, `€ 1250` or `12,5` as whole cents; nothing typed is 0. Raises ValueError."""
    if not text.strip():
        return 0
    read = parse_euros(text)
    if read is None:
        raise ValueError(text)
    return read


def whole(text: str) -> int:
    """`1.200` or `1200` as a number, MOST for anything higher; nothing typed is 0. Or ValueError.

    MOST is above every limit there is, so that what is too high is refused as too high.
    """
    plain = in_plain_digits(text).strip()
    if not plain:
        return 0
    if not _WHOLE.match(plain):
        raise ValueError(text)
    digits = re.sub(r"\D", "", plain)
    return min(int(digits), MOST) if len(digits) <= len(str(MOST)) else MOST


def key(text: str) -> int | None:
    """`12` as a number that a row can have; None for anything else."""
    plain = text.strip()
    fits = plain.isdecimal() and len(plain) <= len(str(MOST)) and int(plain) <= MOST
    return int(plain) if fits else None


def day(text: str) -> date:
    """`2027-06-30`, as a date field sends it. Raises ValueError."""
    found = date.fromisoformat(text.strip())
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueError(text)
    return found


def moment(text: str) -> datetime:
    """`2027-06-30T18:00`, as a field for date and time sends it, in Dutch time; or ValueError."""
    found = dutch_moment(text.strip())
    if found is None:
        raise ValueError(text)
    return found


def storable(text: str) -> str:
    """A text that every database takes: without NUL, and without halves of characters.

    No keyboard types those; PostgreSQL refuses the first and no encoding has the second. An end
    of line becomes one sign, as the page counted it.
    """
    return text.replace("\r\n", "\n").replace("\0", "").encode("utf-8", "ignore").decode()


def euros(amount_cents: int | None) -> str:
    """Whole cents as someone would type them: `1250` or `12,50`; nothing for 0."""
    if not amount_cents:
        return ""
    whole_part, rest = divmod(amount_cents, 100)
    return f"{whole_part},{rest:02d}" if rest else str(whole_part)


def numbers(texts: list[str]) -> tuple[int, ...]:
    """The values of ticked boxes as numbers, each once; what is no number is left out."""
    return tuple(
        dict.fromkeys(
            int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 10
        )
    )
