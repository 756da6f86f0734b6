"""The choices of a list of ideas: read from the address, shown as links."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from budget_app.i18n import LazyText, _l
from budget_app.ideas.models import STATES
from budget_app.ideas.reading import SORTS, Facets, Wanted
from budget_app.places.reading import AreaFacts
from budget_app.web.visit import Visit

SORT_NAMES: dict[str, LazyText] = {
    "nieuw": _l("nieuwste"),
    "nummer": _l("oudste"),
    "steun": _l("meeste steun"),
    "goedkoop": _l("laagste bedrag"),
    "duur": _l("hoogste bedrag"),
}
LONGEST_SEARCH = 80


@dataclass(frozen=True, slots=True)
class Choice:
    """One link: a word or the code of a state, where it leads, and how many ideas it gives."""

    text: str
    href: str
    chosen: bool
    count: int | None = None


def wanted_from(visit: Visit) -> Wanted:
    """What the address asks for. What it may not ask for is left open, never an error."""
    query = visit.request.query_params
    state, sort = query.get("staat", ""), query.get("volgorde", "nieuw")
    return Wanted(
        words=query.get("q", "").strip()[:LONGEST_SEARCH],
        state=state if state in STATES else "",
        category=query.get("soort", "")[:200],
        area=query.get("buurt", "")[:20],
        sort=sort if sort in SORTS else "nieuw",
    )


def address(base: str, wanted: Wanted, **changes: Any) -> str:
    """The address of a list with these choices; what is left open is left out."""
    asked = chosen(wanted) | changes
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{base}?{query}" if query else base


def choices(
    base: str, wanted: Wanted, counted: Facets, names: dict[str, AreaFacts]
) -> dict[str, list[Choice]]:
    """Links per group ("states", "categories", "areas"); a group without a real choice is empty.

    The link of what is chosen takes that choice away again.
    """

    def group(name: str, now: str, options: list[tuple[str, str, int]]) -> list[Choice]:
        shown = [
            Choice(
                text,
                address(base, wanted, **{name: "" if code == now else code}),
                code == now,
                count,
            )
            for code, text, count in options
            if count or code == now
        ]
        return shown if len(shown) > 1 or any(choice.chosen for choice in shown) else []

    states = [(code, code, count) for code, count in counted.states.items()]
    categories = [(name, name, count) for name, count in counted.categories.items() if name]
    areas = [
        (code, names[code].name, count)
        for code, count in sorted(counted.areas.items())
        if code in names
    ]
    return {
        "states": group("staat", wanted.state, states),
        "categories": group("soort", wanted.category, categories),
        "areas": group("buurt", wanted.area, areas),
    }


def sorts(base: str, wanted: Wanted) -> list[tuple[LazyText, str, bool]]:
    """The orders to choose from, each with its address."""
    return [
        (
            text,
            address(base, wanted, volgorde="" if code == "nieuw" else code),
            code == wanted.sort,
        )
        for code, text in SORT_NAMES.items()
    ]


def chosen(wanted: Wanted) -> dict[str, str]:
    """The choices as they stand in an address, to keep them from page to page."""
    asked = {
        "q": wanted.words,
        "staat": wanted.state,
        "soort": wanted.category,
        "buurt": wanted.area,
        "volgorde": "" if wanted.sort == "nieuw" else wanted.sort,
    }
    return {name: value for name, value in asked.items() if value}
