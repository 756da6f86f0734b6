"""What dates mean for promises and milestones. Pure."""

from datetime import date

from budget_app.errors import FieldErrors
from budget_app.i18n import LazyText, _l

LONGEST_LINE, LONGEST_STORY = 200, 5000  # characters


def shown_state(state: str, due_on: date, today: date) -> str:
    """How a promise stands for everyone to see: an open one past its day is late by itself."""
    return "late" if state == "open" and due_on < today else state


def settled_state(kept: bool, due_on: date, today: date) -> str:
    """What a promise becomes when its maker answers for it: kept after its day is late."""
    if not kept:
        return "broken"
    return "kept" if today <= due_on else "late"


def demand_line(**lines: str) -> None:
    """Raise FieldErrors for every one of these lines that is empty or too long."""
    _demand(wrong_lines(**lines))


def demand_story(**stories: str) -> None:
    """Raise FieldErrors for every one of these stories that is empty or too long."""
    _demand(_wrong(stories, LONGEST_STORY))


def wrong_lines(**lines: str) -> dict[str, LazyText]:
    """What is wrong with each of these lines, where something is."""
    return _wrong(lines, LONGEST_LINE)


def _demand(errors: dict[str, LazyText]) -> None:
    if errors:
        raise FieldErrors(errors)


def _wrong(given: dict[str, str], most: int) -> dict[str, LazyText]:
    errors: dict[str, LazyText] = {}
    for name, text in given.items():
        if not text.strip():
            errors[name] = _l("Vul dit in.")
        elif len(text) > most:
            errors[name] = _l("Maak dit korter: ten hoogste {most} tekens.").with_values(most=most)
    return errors
