"""A round's part of the chain, written so that anyone can check it with a few lines of code."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

from sqlmodel import Session, col, select

from budget_app.history.models import Entry, Head
from budget_app.history.service import GENESIS, content

Read = Callable[[], AbstractContextManager[Session]]
PART = 500  # entries that are in memory at once
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


def lines(read: Read, round_id: int) -> Iterator[str]:
    """The export as pieces of one JSON document; memory does not grow with the chain.

    Between two pieces nothing is held, no session and no turn: whoever downloads may be slow, and
    the next piece may be asked for by another thread.
    """
    with read() as session:
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
    own = select(Entry).where(Entry.round_id == round_id, until)
    yield ',\n "entries": [\n'
    yield from _joined(read, own, lambda entry: {**content(entry), "hash": entry.hash})
    links = select(Entry.seq, Entry.previous_hash, Entry.hash)
    links = links.where(col(Entry.round_id).is_distinct_from(round_id), until)
    yield '\n ],\n "others": [\n'
    yield from _joined(read, links, list)
    yield "\n ]\n}\n"


def _joined(read: Read, query: Any, written: Callable[[Any], Any]) -> Iterator[str]:
    """The rows of a query in order of seq, as members of a JSON array; a piece per part."""
    after, between = 0, ""
    while True:
        with read() as session:
            some = query.where(col(Entry.seq) > after).order_by(col(Entry.seq)).limit(PART)
            part = list(session.exec(some))
        texts = ("  " + json.dumps(written(row), ensure_ascii=False) for row in part)
        if part:
            yield between + ",\n".join(texts)
        if len(part) < PART:
            return
        after, between = part[-1].seq, ",\n"
