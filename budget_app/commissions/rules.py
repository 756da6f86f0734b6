"""When offers come in, who may choose among them, and what an order may cost. Pure."""

from collections.abc import Iterable
from datetime import date

MOST_CRITERIA = 6


def criteria_of(text: str) -> list[str]:
    """The points on which offers are compared: one per line, empty lines left out."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def takes_offers(until: date | None, today: date) -> bool:
    """Whether offers still come in: through the last day itself."""
    return until is not None and today <= until


def too_few(offers: int, least: int) -> bool:
    """Whether there are fewer offers than the rules ask, so that a reason is needed."""
    return offers < least


def is_current(said_at: int, offers: int) -> bool:
    """Whether what someone said of their interest covers every offer that there is now."""
    return said_at == offers


def still_to_declare(free: Iterable[int], clients: int, quorum: int) -> int:
    """How many clients must still say that they have no interest before one may choose.

    `quorum` is what the body's rule asks, never more than there are clients.
    """
    return max(0, min(quorum, clients) - len(set(free)))


def left_of_order(ordered: int, paid: int) -> int:
    """How many cents of an order may still be paid."""
    return ordered - paid
