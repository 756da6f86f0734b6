"""Lists in pages, each with an address of its own."""

from dataclasses import dataclass, field
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list, as the macro `pagination` shows it; `query` is kept from page to page."""

    number: int
    pages: int
    base: str
    query: dict[str, str] = field(default_factory=dict)

    def url_for(self, number: int) -> str:
        """The address of another page of the same list."""
        asked = self.query | ({"bladzijde": str(number)} if number > 1 else {})
        return f"{self.base}?{urlencode(asked)}" if asked else self.base


def page_of(total: int, per_page: int, asked: str, base: str, **query: str) -> Page:
    """The page asked for, or the nearest that there is."""
    pages = max(1, -(-total // per_page))
    number = int(asked) if asked.isdecimal() and len(asked) < 7 else 1
    return Page(min(max(1, number), pages), pages, base, query)
