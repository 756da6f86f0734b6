"""Addresses that came from outside. Pure."""

from collections.abc import Mapping
from functools import lru_cache
from ipaddress import IPv6Address, IPv6Network, ip_address

from budget_app.web.typed import MOST

NUL = "\0", "%00"


def safe_path(address: str, fallback: str = "/") -> str:
    """The address if it is a path on this site; else the fallback, so no one is sent elsewhere."""
    plain = address.startswith("/") and not address.startswith(("//", "/\\"))
    # Browsers leave tabs and line ends out of an address before they read it.
    return address if plain and "\\" not in address and address.isprintable() else fallback


def can_exist(parameters: Mapping[str, str | int], query: str) -> bool:
    """Whether a page can have these parts in its address, and this query.

    Numbers of rows fit in a column, and no text of ours holds a NUL, which PostgreSQL refuses.
    """
    texts = (query, *(value for value in parameters.values() if isinstance(value, str)))
    if any(sign in text for text in texts for sign in NUL):
        return False
    return all(
        value <= MOST if isinstance(value, int) else _fits(value)
        for name, value in parameters.items()
        if isinstance(value, int) or name.endswith("_id")
    )


def _fits(number: str) -> bool:
    # Only the digits: signs, spaces and underscores are also read as parts of a number.
    digits = "".join(sign for sign in number if sign.isdecimal())
    return len(digits) <= len(str(MOST)) and int(digits or 0) <= MOST


@lru_cache(maxsize=4096)
def counted(host: str) -> str:
    """Under which address tries are counted: of IPv6 the network, as one home has all of it."""
    try:
        found = ip_address(host)
    except ValueError:
        return host
    if not isinstance(found, IPv6Address):
        return str(found)
    return str(found.ipv4_mapped or IPv6Network((found, 64), strict=False))
