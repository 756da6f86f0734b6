"""Find the page of an address without asking every page of every audience."""

from collections.abc import Mapping, Sequence

from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send

EVERYONE = ""
_CHOSEN = "audience_route"


class ByAudience(BaseRoute):
    """All pages, by the first word of their address; what has no word of its own is public.

    Pages are tried one after the other, so the search would grow with every page of anyone.
    """

    def __init__(self, pages: Mapping[str, Sequence[BaseRoute]]) -> None:
        self.pages = pages

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """The first page that fits; one that fits but for its method when there is no better."""
        if scope["type"] != "http":
            return Match.NONE, {}
        word = scope["path"].removeprefix("/").partition("/")[0]
        nearly: tuple[Match, Scope] = (Match.NONE, {})
        for route in self.pages.get(word, self.pages[EVERYONE]):
            match, found = route.matches(scope)
            if match == Match.FULL:
                return match, {**found, _CHOSEN: route}
            if match == Match.PARTIAL and nearly[0] == Match.NONE:
                nearly = (match, {**found, _CHOSEN: route})
        return nearly

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the page answer that `matches` found."""
        await scope[_CHOSEN].handle(scope, receive, send)
