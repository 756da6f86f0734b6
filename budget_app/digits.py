"""Figures as people type them: on an Arabic or Persian keyboard they are other signs. Pure."""

import unicodedata


def plain(text: str) -> str:
    """The same text with every decimal figure written as 0 to 9."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in text)
