"""The word in the address of a round, made of its title."""

import re
import unicodedata

LONGEST = 60
# Letters that are no other letter with a mark.
ALONE = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss"})


def address_word(title: str) -> str:
    """`Eén wijk, één plan` as `een-wijk-een-plan`, cut off at a word where it is long."""
    plain = unicodedata.normalize("NFKD", title.lower().translate(ALONE))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    word = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
    if len(word) > LONGEST:
        word = word[: LONGEST + 1].rpartition("-")[0] or word[:LONGEST]
    return word or "ronde"
