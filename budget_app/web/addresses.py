"""Addresses that came from outside. Pure."""


def safe_path(address: str, fallback: str = "/") -> str:
    """The address if it is a path on this site; else the fallback, so no one is sent elsewhere."""
    plain = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if plain and not any(sign in address for sign in "\r\n\\") else fallback
