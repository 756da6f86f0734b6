"""Numbers as cities write them: `1234`, `1234.50`, `1234,50`, `1 234,50`, `1.5E+06`."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

MAX_DECIMALS = 6
WITHDRAWN_COST = 999_999_999
"""The collection's mark for a project that was withdrawn after printing."""
LARGEST = Decimal(10) ** 13
"""Currency units; more than that is a mistake in any currency."""
LARGEST_SCORE = 10**9
"""Points on one ballot for one project: sums over all voters stay within 64 bits."""

_COMMAS = re.compile(r"-?\d{1,3}(,\d{3}){2,}(\.\d*)?$|-?\d{1,3}(,\d{3})+\.\d*$")
_POINTS = re.compile(r"-?\d{1,3}(\.\d{3}){2,}(,\d*)?$|-?\d{1,3}(\.\d{3})+,\d*$")
"""Thousands in groups of three, with commas or with points."""
_TWO_MEANINGS = re.compile(r"[1-9]\d{0,2},\d{3}$")
"""Thousands to one city, and three decimals to another."""


def decimal(text: str) -> Decimal:
    """An amount in currency units, zero or more; raises ValueError with the reason."""
    plain = "".join(text.split()).replace("'", "")
    try:
        value = plain_decimal(_plain(plain))
    except InvalidOperation:
        raise ValueError(f"{text[:40]!r} is not a number") from None
    if not value.is_finite() or value > LARGEST:
        raise ValueError(f"{text[:40]!r} is not an amount of money")
    if value < 0:
        raise ValueError(f"{text!r} is below zero")
    return value


def whole(text: str) -> int:
    """A whole number, as in `5`, `-1` or `5.0`; raises ValueError with the reason."""
    try:
        value = plain_decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        raise ValueError(f"{text[:40]!r} is not a whole number") from None
    if value.is_finite() and value.copy_abs() > LARGEST:
        raise ValueError(f"{text[:40]!r} is more than can be counted")
    if not value.is_finite() or value != value.to_integral_value():
        raise ValueError(f"{text[:40]!r} is not a whole number")
    return int(value)


def points(text: str) -> Decimal:
    """A number of points, below zero too, with at most MAX_DECIMALS; raises ValueError."""
    try:
        value = plain_decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        raise ValueError(f"{text[:40]!r} is not a number of points") from None
    if (
        not value.is_finite()
        or value.copy_abs() > LARGEST_SCORE
        or value != round(value, MAX_DECIMALS)
    ):
        raise ValueError(f"{text!r} is not a number of points that can be counted")
    return value


def decimals(value: Decimal) -> int:
    """Digits after the point that matter, at most MAX_DECIMALS."""
    exponent = value.normalize().as_tuple().exponent
    return min(max(-int(exponent), 0), MAX_DECIMALS)


def minor(value: Decimal, minor_per_unit: int) -> int:
    """Minor units, exact up to MAX_DECIMALS and rounded half-even beyond."""
    return int((value * minor_per_unit).to_integral_value())


def unit_text(amount: int, minor_per_unit: int) -> str:
    """Minor units as the shortest decimal text in currency units: `1200`, `1200.5`."""
    units, rest = divmod(amount, minor_per_unit)
    if not rest:
        return str(units)
    return f"{units}.{str(minor_per_unit + rest)[1:]}".rstrip("0")


def plain_decimal(text: str) -> Decimal:
    """A number in its plainest form; raises InvalidOperation.

    Python's own form takes 6_00 for 600; no city writes that, so it is a mistake.
    """
    if "_" in text:
        raise InvalidOperation
    return Decimal(text)


def _plain(text: str) -> str:
    """Without the marks of thousands, and with a point for decimals.

    What fits no way of writing stays as it is. ValueError where there are two meanings: one comma
    with three digits behind it.
    """
    if _TWO_MEANINGS.match(text):
        whole, _, rest = text.partition(",")
        raise ValueError(f"{text!r} can mean {whole}{rest} and {whole}.{rest}; write one of these")
    if _COMMAS.match(text):
        return text.replace(",", "")
    if _POINTS.match(text):
        return text.replace(".", "").replace(",", ".")
    return text if "." in text else text.replace(",", ".", 1)
