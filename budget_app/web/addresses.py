"""Addresses that came from outside. Pure."""

from collections.abc import Mapping

from budget_app.web.typed import MOST

NUL = "\0", "%00"


def safe_path(address: str, fallback: str = "/") -> str:
    """The address if it is a path on this site; else the fallback, so no one is sent elsewhere."""
    plain = address.startswith("/") and not address.startswith(("//", "/\\"))
    # Browsers leave tabs and line ends out of an address before they read it.
    return address if plain and "\\" not in address and address.isprintable() else fallback


def can_exist(parameters: Mapping[str, str], query: str) -> bool:
    """Whether a page can have these parts in its address, and this query.

    Numbers of rows fit in a column, and no text of ours holds a NUL, which PostgreSQL refuses.
    """
    if any(sign in part for part in (query, *parameters.values()) for sign in NUL):
        return False
    return all(_fits(value) for name, value in parameters.items() if name.endswith("_id"))


def _fits(number: str) -> bool:
    # Only the digits: signs, spaces and underscores are also read as parts of a number.
    digits = "".join(sign for sign in number if sign.isdecimal())
    return len(digits) <= len(str(MOST)) and int(digits or 0) <= MOST
