"""A round's part of the chain, written so that anyone can check it with a few lines of code."""

import json
from collections.abc import Iterator
from typing import Any

from sqlmodel import Session, col, select

from budget_app.history.models import Entry, Head
from budget_app.history.service import GENESIS, content

FORMAT = "bewonersbudget-history/1"
HOW_TO_VERIFY = (
    "Each entry's hash is the SHA-256 (hex, UTF-8) of its content as JSON: keys sorted, no spaces, "
    "characters not escaped, the keys being actor, at, deed, details, previous_hash, round_id, seq "
    "and subject. Check 1: recompute every hash under 'entries'. Check 2: put 'entries' and "
    "'others' (entries of other rounds: seq, previous_hash, hash) in order of seq; seq runs from 1 "
    "without gaps, the first previous_hash is 64 zeros, and each previous_hash is the hash before "
    "it. Check 3: the last hash is that of 'head'. Keep 'head': in a later export the entry with "
    "that seq must still have that hash. A history that was rewritten as a whole shows only so."
)


def lines(session: Session, round_id: int) -> Iterator[str]:
    """The export as pieces of one JSON document; memory does not grow with the chain."""
    head = session.get(Head, 1) or Head(id=1, seq=0, hash=GENESIS)
    start = {
        "format": FORMAT,
        "how_to_verify": HOW_TO_VERIFY,
        "genesis": GENESIS,
        "round_id": round_id,
        "head": {"seq": head.seq, "hash": head.hash},
    }
    yield json.dumps(start, ensure_ascii=False, indent=1)[:-2]
    # What is appended while we write lies after the head, and is left for the next export.
    until = col(Entry.seq) <= head.seq
    own = select(Entry).where(Entry.round_id == round_id, until).order_by(col(Entry.seq))
    yield ',\n "entries": [\n'
    yield from _joined(
        {**content(entry), "hash": entry.hash} for entry in session.exec(own).yield_per(500)
    )
    links = (
        select(Entry.seq, Entry.previous_hash, Entry.hash)
        .where(col(Entry.round_id).is_distinct_from(round_id), until)
        .order_by(col(Entry.seq))
    )
    yield '\n ],\n "others": [\n'
    yield from _joined(list(link) for link in session.exec(links).yield_per(500))
    yield "\n ]\n}\n"


def _joined(rows: Iterator[Any]) -> Iterator[str]:
    for number, row in enumerate(rows):
        yield (",\n" if number else "") + "  " + json.dumps(row, ensure_ascii=False)
