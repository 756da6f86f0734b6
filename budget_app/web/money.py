"""Amounts as people type them, to whole cents and back. Pure."""

import re

from budget_app.digits import plain as in_plain_digits

MOST_CENTS = 10**12  # ten billion euros: more is a slip of the finger
MOST_DIGITS = 40  # leading zeros are no slip; thousands of digits are an attack on int()
_SIGNS = str.maketrans(
    {"€": "", "٫": ",", "٬": ".", "\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " "}
)
_WORDS = re.compile(r"\b(?:euro|eur)\b", re.IGNORECASE)
_NO_CENTS = re.compile(r"[.,]\s*[-–—=]+$")
_DECIMALS = re.compile(r"(?P<whole>.*\d)?[.,](?P<cents>\d{1,2})")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:(?P<sign>[., ])\d{3})(?:(?P=sign)\d{3})*")


def parse_euros(text: str) -> int | None:
    """An amount in euros as whole cents; None when it cannot be read as one amount.

    Dutch and English ways are both read: `12,50`, `1.250`, `€ 1.250,-`, `1,250.50`, `12 500`. One
    or two digits after the last sign are cents, groups of three are thousands; `1,250` alone could
    be either and is refused.
    """
    plain = _NO_CENTS.sub(
        "", _WORDS.sub("", in_plain_digits(text).translate(_SIGNS)).strip()
    ).strip()
    found = _DECIMALS.fullmatch(plain)
    whole, cents = (found["whole"] or "0", found["cents"]) if found else (plain, "0")
    if found and _sign_of(whole) == plain[len(found["whole"] or "")]:
        return None  # 1.250.50: the same sign cannot mean both
    if not whole.isdecimal():
        grouped = _GROUPED.fullmatch(whole)
        if not grouped or (grouped["sign"] == "," and not found):
            return None
        whole = re.sub(r"[., ]", "", whole)
    if len(whole) > MOST_DIGITS:
        return None
    total = int(whole) * 100 + int(cents.ljust(2, "0"))
    return total if total <= MOST_CENTS else None


def write_euros(cents: int) -> str:
    """Cents as one would type them in a field: `1.250` or `12,50`; `parse_euros` reads it back."""
    whole, rest = divmod(cents, 100)
    grouped = f"{whole:,}".replace(",", ".")
    return f"{grouped},{rest:02d}" if rest else grouped


def _sign_of(whole: str) -> str:
    return next((sign for sign in whole if sign in ".,"), "")
