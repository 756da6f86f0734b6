"""Every page there is, read from the audience table, and addresses for each, found by following
the site's own links: so a page that nothing leads to is noticed as well."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import httpx2
from fastapi.routing import APIRoute

from budget_app.app import AUDIENCES

PARAMETER = re.compile(r"\{\w+(?::(\w+))?\}")
VALUES = {"path": ".+", "int": "[0-9]+"}
# Enough addresses of one route to meet its states, few enough to end soon.
FOLLOWED_PER_ROUTE = 40
# Filters and orders of one list: each is the same page with another choice made.
FOLLOWED_WITH_QUERY = 6

# Pages that the demo does not reach and the stories of the schemes do; looked at there.
IN_STORIES = frozenset(
    {
        "/desk/ronde/{slug}/munt",
        "/desk/ronde/{slug}/pas",
        "/idee/{idea_id}/opdracht",
        "/jury/pakket/{package_id}",
        "/jury/ronde/{slug}/pakket",
        "/jury/ronde/{slug}/pakketten",
        "/loting/{draw_id}",
        "/municipality/project/{project_id}/lening",
        "/municipality/project/{project_id}/overdracht",
        "/municipality/ronde/{round_id}/plan",
        "/municipality/ronde/{round_id}/stemdag",
        "/municipality/ronde/{round_id}/taken",
        "/resident/hulp/{request_id}",
        "/resident/loting/{draw_id}",
        "/resident/opdracht/{idea_id}",
        "/resident/project/{project_id}/hulp",
        "/resident/project/{project_id}/overdracht",
        "/resident/ronde/{slug}/beurs",
        "/resident/ronde/{slug}/spel",
        "/ronde/{slug}/pakketten",
        "/ronde/{slug}/stemdag",
        "/ronde/{slug}/taken",
        "/ronde/{slug}/verdeling",
        "/ronde/{slug}/wegen",
    }
)


@dataclass(frozen=True)
class PageRoute:
    """A page as the audience table has it; `path` with its parameters in braces."""

    audience: str
    path: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What addresses of this page look like."""
        parts, end = [], 0
        for found in PARAMETER.finditer(self.path):
            value = VALUES.get(found[1], "[^/]+")
            parts += [re.escape(self.path[end : found.start()]), value]
            end = found.end()
        return re.compile("".join([*parts, re.escape(self.path[end:])]) + "$")


def page_routes() -> Iterator[PageRoute]:
    """Everything that can be asked for with GET, in the order in which it is matched."""
    for audience in AUDIENCES:
        for router in audience.routers:
            for route in router.routes:
                if isinstance(route, APIRoute) and "GET" in (route.methods or ()):
                    yield PageRoute(audience.name, audience.prefix + route.path)


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        address = dict(attrs).get("href")
        if tag == "a" and address:
            self.addresses.append(address)


def links(html: str) -> list[str]:
    """The addresses of all links in a page, in order."""
    parser = _Links()
    parser.feed(html)
    return parser.addresses


@dataclass
class Crawl:
    """Follows links from page to page as one visitor, and remembers where they led."""

    client: httpx2.Client
    routes: tuple[PageRoute, ...] = field(default_factory=lambda: tuple(page_routes()))
    found: dict[PageRoute, list[str]] = field(default_factory=dict)
    answered: set[PageRoute] = field(default_factory=set)  # pages and downloads alike
    broken: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)  # links to what is not for this visitor

    def run(self, *starts: str) -> "Crawl":
        """Follow everything that can be reached from these addresses."""
        queue = deque((start, "the start") for start in starts)
        known = set(starts)
        while queue:
            address, origin = queue.popleft()
            for link in self._visit(address, origin):
                if link not in known:
                    known.add(link)
                    queue.append((link, address))
        return self

    def _visit(self, address: str, origin: str) -> list[str]:
        route = self.route_of(address)
        if route is None:
            if not address.startswith("/static/"):
                self.broken.append(f"{address} (linked from {origin}) is no page")
            return []
        if self._enough(route, address):
            return []
        answer = self._get(address)
        if answer.is_redirect:
            return [link for link in [self._own(address, answer.headers["location"])] if link]
        if answer.status_code == httpx2.codes.FORBIDDEN:
            self.refused.append(f"{address} (linked from {origin}) is not for this visitor")
            return []
        if answer.status_code != httpx2.codes.OK:
            self.broken.append(f"{address} (linked from {origin}): {answer.status_code}")
            return []
        self.answered.add(route)
        if answer.headers.get("content-type", "").startswith("text/html"):
            self.found.setdefault(route, []).append(address)
            return [link for href in links(answer.text) if (link := self._own(address, href))]
        return []

    def _enough(self, route: PageRoute, address: str) -> bool:
        choice = "?" in address
        alike = [known for known in self.found.get(route, []) if ("?" in known) is choice]
        return len(alike) >= (FOLLOWED_WITH_QUERY if choice else FOLLOWED_PER_ROUTE)

    def _get(self, address: str) -> httpx2.Response:
        try:
            return self.client.get(address)
        except httpx2.TransportError:  # a server closes the line after a page that broke
            return self.client.get(address)

    def _own(self, page: str, href: str) -> str | None:
        target = urlsplit(urljoin(f"{self.client.base_url}{page}", href))
        if target.netloc != urlsplit(str(self.client.base_url)).netloc:
            return None
        # Another language is another sight of the same page.
        if target.path.startswith("/taal/"):
            return None
        return target.path + (f"?{target.query}" if target.query else "")

    def route_of(self, address: str) -> PageRoute | None:
        """The route that answers an address."""
        path = urlsplit(address).path
        return next((route for route in self.routes if route.pattern.match(path)), None)

    def samples(self, each: int) -> Iterator[tuple[PageRoute, str]]:
        """At most `each` addresses of every page, spread over what was found: lists go by round
        and by state, so neighbours look alike. Addresses with a query come last."""
        for route in self.routes:
            addresses = self.found.get(route, [])
            plain = [address for address in addresses if "?" not in address]
            step = max(1, len(plain) // each)
            chosen = [*plain[::step], *(address for address in addresses if "?" in address)]
            for address in chosen[:each]:
                yield route, address
