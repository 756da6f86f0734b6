"""What people type into fields that may stay empty, as numbers. Pure."""

import re

from budget_app.digits import plain as in_plain_digits
from budget_app.web.money import parse_euros

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
    """`1.200` or `1200` as a number; nothing typed is 0. Raises ValueError."""
    plain = in_plain_digits(text).strip()
    if not plain:
        return 0
    if not _WHOLE.match(plain):
        raise ValueError(text)
    return int(re.sub(r"\D", "", plain))


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
