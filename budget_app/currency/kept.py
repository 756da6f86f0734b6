"""The checks of a game, kept for a moment where they take long, so that a page can show them."""

from collections import defaultdict
from dataclasses import dataclass, field
from threading import Lock
from time import perf_counter
from weakref import WeakKeyDictionary

from budget_app.budgets.models import Round
from budget_app.currency import audit
from budget_app.currency.audit import Check
from budget_app.db import Database

# Checks of a whole city read millions of rows. Kept for as long as this times what they took,
# they never cost more than a twentieth of one processor; those of a wijk are as good as new.
KEPT_FOR = 20.0


@dataclass
class _Kept:
    """The last checks of one round, and until when they may be shown again."""

    lock: Lock = field(default_factory=Lock)
    until: float = 0.0
    found: list[Check] = field(default_factory=list)


_kept: WeakKeyDictionary[Database, dict[int, _Kept]] = WeakKeyDictionary()


def checks(database: Database, round_id: int) -> list[Check]:
    """What must hold in a round with a currency, and what does not; see `audit.checks`.

    Whoever asks while someone else counts waits for that count.
    """
    mine = _kept.setdefault(database, defaultdict(_Kept))[round_id]
    with mine.lock:
        started = perf_counter()
        if started >= mine.until:
            with database.read() as session:
                mine.found = audit.checks(session, session.get_one(Round, round_id))
            ended = perf_counter()
            mine.until = ended + KEPT_FOR * (ended - started)
        return mine.found
