"""Following links finds every page that can be reached, and says which links lead nowhere."""

import httpx2

from tests.support.pages import FOLLOWED_PER_ROUTE, Crawl, PageRoute, page_routes

HOME, IDEA, NEW = (
    PageRoute("public", "/"),
    PageRoute("public", "/idee/{number}"),
    PageRoute("resident", "/resident/nieuw"),
)
PAGES = {
    "/": '<a href="/idee/1">Een</a> <a href="idee/2#reacties">Twee</a> <a href="/nergens">?</a>',
    "/idee/1": '<a href="/idee/9">Weg</a> <a href="/idee/7">Dicht</a> <a href="https://elders.example/idee/3">Elders</a>',
    "/idee/2": '<a href="/">Begin</a><a href="/oud">Oud</a><a href="/idee/2?taal=ar">x</a>',
    "/idee/2?taal=ar": "",
    "/resident/nieuw": "",
}


def answer(request: httpx2.Request) -> httpx2.Response:
    address = request.url.raw_path.decode()
    if address == "/oud":
        return httpx2.Response(303, headers={"location": "/resident/nieuw"})
    if address == "/idee/7":
        return httpx2.Response(403, html="Niet voor u.")
    body = PAGES.get(address)
    return httpx2.Response(404) if body is None else httpx2.Response(200, html=body)


def crawl() -> Crawl:
    client = httpx2.Client(transport=httpx2.MockTransport(answer), base_url="http://hier.example")
    return Crawl(client, (HOME, IDEA, NEW, PageRoute("public", "/oud"))).run("/")


def test_it_reaches_every_page_by_its_links() -> None:
    assert crawl().found == {
        HOME: ["/"],
        IDEA: ["/idee/1", "/idee/2", "/idee/2?taal=ar"],
        NEW: ["/resident/nieuw"],
    }


def test_it_says_which_links_lead_nowhere_and_where_they_stand() -> None:
    assert crawl().broken == [
        "/nergens (linked from /) is no page",
        "/idee/9 (linked from /idee/1): 404",
    ]


def test_a_link_to_a_refusal_names_both_ends() -> None:
    assert crawl().refused == ["/idee/7 (linked from /idee/1) is not for this visitor"]


def test_samples_prefer_plain_addresses() -> None:
    samples = [address for route, address in crawl().samples(2) if route == IDEA]
    assert samples == ["/idee/1", "/idee/2"]


def test_it_ends_on_a_site_without_end() -> None:
    def endless(request: httpx2.Request) -> httpx2.Response:
        number = int(request.url.path.rsplit("/", 1)[-1])
        return httpx2.Response(200, html=f'<a href="/idee/{number + 1}">Verder</a>')

    client = httpx2.Client(transport=httpx2.MockTransport(endless), base_url="http://hier.example")
    assert len(Crawl(client, (IDEA,)).run("/idee/1").found[IDEA]) == FOLLOWED_PER_ROUTE


def test_the_audience_table_has_pages() -> None:
    assert {"public", "resident", "jury", "municipality"} <= {
        route.audience for route in page_routes()
    }
