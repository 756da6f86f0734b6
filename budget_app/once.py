"""A form that is sent twice does its deed once. Pure."""

import hashlib


def form_key(place: str, key: str, *words: str) -> str | None:
    """What to keep with a deed so that a second click finds it; None for a form without a key.

    `place` is what the deed belongs to, `key` what the page gave to its form. The words count too:
    who goes back and writes something else does mean another deed.
    """
    if not key:
        return None
    said = hashlib.sha256("\0".join(words).encode()).hexdigest()[:16]
    return f"{place}:{key[:40]}:{said}"
