"""Ideas as cards. A card is kept by its content, so that a list of a thousand costs little."""

from functools import cache, lru_cache
from typing import Any

from markupsafe import Markup

from budget_app.budgets.config import EURO
from budget_app.ideas.reading import IdeaRow
from budget_app.places.reading import AreaFacts
from budget_app.web.render import environment

KEPT = 20_000


def cards(
    rows: list[IdeaRow],
    areas: dict[str, AreaFacts],
    lang: str,
    level: int = 3,
    currency: str = EURO,
) -> Markup:
    """The list of cards; `areas` gives the names of the buurten, `level` the rank of the titles.

    `currency` is that of the round; `of_rounds` takes ideas of several.
    """
    return of_rounds([(row, currency) for row in rows], areas, lang, level)


def of_rounds(
    rows: list[tuple[IdeaRow, str]], areas: dict[str, AreaFacts], lang: str, level: int = 3
) -> Markup:
    """The list of cards, each idea with the currency of its round."""
    inside = "".join(
        _card(row, place_of(row, areas), lang, level, currency) for row, currency in rows
    )
    return Markup(f'<ul class="bb-cards">{inside}</ul>')  # noqa: S704 (cards escape their own text)


def place_of(row: Any, areas: dict[str, AreaFacts]) -> str:
    """Street and buurt of an idea, as far as they are known."""
    area = areas.get(row.area_code or "")
    return ", ".join(part for part in (row.street, area.name if area else "") if part)


@lru_cache(maxsize=KEPT)
def _card(row: IdeaRow, place: str, lang: str, level: int, currency: str) -> str:
    """All that a card shows is in its arguments, so a kept card can show nothing old."""
    return str(_module(lang).idea_card(row, place, level, currency))


@cache
def _module(lang: str) -> Any:
    return environment(lang).get_template("public/parts/idea_card.html").make_module({"lang": lang})
