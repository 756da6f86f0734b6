"""Around every request: safe headers, a log line without personal data, and a limit on haste."""

import time
import uuid
from collections import Counter
from collections.abc import Callable

import structlog
from limits import RateLimitItem, parse
from starlette.datastructures import MutableHeaders
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from budget_app.web import addresses

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'; manifest-src 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
LEFT = 499  # nobody waited for the answer; as other servers write it in their logs
log = structlog.get_logger()


class SafeHeaders:
    """Headers that every answer carries; pages of someone signed in are not kept by caches."""

    def __init__(self, app: ASGIApp, hsts: bool) -> None:
        self.app = app
        self.extra = {**HEADERS}
        if hsts:
            self.extra["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.extra.items():
                    headers.setdefault(name, value)
                headers.add_vary_header("HX-Request")
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self.app(scope, receive, with_headers)


class RequestLog:
    """One line per request: what, how it ended, how long. No address, no query, no cookie."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started, status = time.perf_counter(), LEFT

        async def note_status(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, note_status)
        except Exception:
            status = 500 if status == LEFT else status
            raise
        finally:
            route = scope.get("route")
            log.info(
                "request",
                id=uuid.uuid4().hex[:12],
                method=scope["method"],
                route=getattr(route, "path", "-"),
                status=status,
                ms=round((time.perf_counter() - started) * 1000, 1),
            )


class CountedBody:
    """A body is as large as it turns out to be, whatever it says of itself.

    Of what says beforehand that it is too large, the framework would send us away with bare words
    in English; what is counted and found too large gets a page of ours.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope["headers"] = [pair for pair in scope["headers"] if pair[0] != b"content-length"]
        await self.app(scope, receive, send)


class HeadAsGet:
    """HEAD is GET without the page: for monitors, load balancers and checkers of links."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def without_page(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self.app({**scope, "method": "GET"}, receive, without_page)


class RateLimit:
    """A ceiling on requests that change something, per address; kept in memory, per server."""

    def __init__(self, app: ASGIApp, rate: str, page: Callable[[Scope], str]) -> None:
        self.app, self.page = app, page
        self.window = FixedWindow(parse(rate))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "POST":
            client = addresses.counted((scope.get("client") or ("?",))[0])
            if not self.window.hit(client, time.monotonic()):
                response = HTMLResponse(self.page(scope), 429, {"Retry-After": "60"})
                await response(scope, receive, send)
                return
        await self.app(scope, receive, send)


class FixedWindow:
    """Counts per address in the window of now, and forgets all when the next one begins.

    The storage of `limits` starts a thread for every hit, which costs more than the hit itself.
    """

    def __init__(self, rate: RateLimitItem) -> None:
        self.allowed, self.seconds = rate.amount, rate.get_expiry()
        self.number, self.counts = -1, Counter[str]()

    def hit(self, client: str, now: float) -> bool:
        """Count one; False when that is more than is allowed. `now` in seconds."""
        number = int(now // self.seconds)
        if number != self.number:
            self.number, self.counts = number, Counter()
        self.counts[client] += 1
        return self.counts[client] <= self.allowed
