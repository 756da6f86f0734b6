"""Show a kept page in a browser: the page as it was sent, its stylesheets and scripts as served."""

from urllib.parse import urlsplit

from playwright.sync_api import Page, Route

from budget_app.web import render
from budget_app.web.middleware import HEADERS

HOST = "http://kept.invalid"


def show(page: Page, address: str, html: str) -> None:
    """Open a kept page under the address it had."""

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path
        name = path.removeprefix("/static/").partition("/")[2]
        asset = render.built().files.get(name)
        if path == address:
            route.fulfill(body=html, content_type="text/html; charset=utf-8", headers=HEADERS)
        elif asset and path.startswith("/static/"):
            route.fulfill(body=asset.body, content_type=asset.media_type)
        else:
            route.fulfill(status=404, body="")

    page.unroute_all()
    page.route("**/*", answer)
    page.goto(HOST + address)
    page.evaluate("document.fonts.ready.then(() => null)")
