"""When a task is free, and what an agreement may hold. Pure."""

from datetime import date


def room_for(budget: int, listed: int, cents: int) -> bool:
    """Whether a task of so many cents still fits in the round's money beside those listed."""
    return listed + cents <= budget


def stage(
    agreed: bool, handed_over: date | None, given_back: date | None, until: date, today: date
) -> str:
    """Where an agreement is: "proposed", "agreed", "running", "over" (its last day is past) or
    "given_back"."""
    if given_back is not None:
        return "given_back"
    if handed_over is not None:
        return "running" if today <= until else "over"
    return "agreed" if agreed else "proposed"


def is_taken(stages: list[str]) -> bool:
    """Whether someone has a task, so that nobody else can challenge for it now."""
    return any(each in ("agreed", "running") for each in stages)
