"""One request: who looks, in which language, with which database and clock."""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from typing import Any

from fastapi import Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from sqlmodel import Session

from budget_app import i18n
from budget_app.clock import Clock
from budget_app.db import Database
from budget_app.errors import NotForYou, Refusal, SignInFirst
from budget_app.i18n import LazyText
from budget_app.people.service import Viewer
from budget_app.settings import Settings
from budget_app.together import Together
from budget_app.web import addresses, render, tokens
from budget_app.web.who import viewer_by

SESSION_COOKIE, LANGUAGE_COOKIE, FORM_COOKIE, FLASH_COOKIE = (
    "bb_in",
    "bb_lang",
    "bb_form",
    "bb_note",
)


def by_browser(accepts: str) -> str:
    """The first language that a browser asks for and that we speak; else Dutch."""
    for part in accepts.split(","):
        code = part.split(";")[0].strip().lower()[:2]
        if code in i18n.LANGUAGES:
            return code
    return i18n.SOURCE_LANGUAGE


class Visit:
    """Everything a page needs of the request. Pages get it as `visit` and use no globals."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.db: Database = request.app.state.db
        self.settings: Settings = request.app.state.settings
        self.clock: Clock = request.app.state.clock
        self.now: datetime = self.clock.now()
        self._cookies: list[tuple[str, str | None, int | None]] = []
        self._flashes: list[tuple[str, LazyText]] = []

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session for looking."""
        with self.db.read() as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session for doing: committed when the block ends, so before the answer is sent."""
        with self.db.write() as session:
            yield session

    @cached_property
    def viewer(self) -> Viewer | None:
        """Who is signed in on this device."""
        secret = self.request.cookies.get(SESSION_COOKIE)
        if not secret:
            return None
        with self.db.glance() as connection:
            return viewer_by(connection, secret, self.now)

    async def recognise(self) -> None:
        """Find out who is signed in, together with others who come in at this moment."""
        if secret := self.request.cookies.get(SESSION_COOKIE):
            looks: Together[str, Viewer | None] = self.request.app.state.looks
            vars(self)["viewer"] = await looks.do(secret)

    @property
    def me(self) -> Viewer:
        """The signed-in viewer; raises SignInFirst."""
        if self.viewer is None:
            raise SignInFirst
        return self.viewer

    def require(self, audience: str) -> Viewer:
        """The viewer, if they belong to this audience; raises SignInFirst or NotForYou."""
        if audience not in self.me.audiences:
            raise NotForYou
        return self.me

    @cached_property
    def lang(self) -> str:
        """The language of this page: chosen by hand, else by the account, else by the browser."""
        chosen = self.request.cookies.get(LANGUAGE_COOKIE)
        if chosen in i18n.LANGUAGES:
            return str(chosen)
        if self.viewer is not None and self.viewer.language in i18n.LANGUAGES:
            return self.viewer.language
        return by_browser(self.request.headers.get("accept-language", ""))

    @property
    def is_fragment(self) -> bool:
        """Whether htmx asks for a part of the page; a restored history needs the whole."""
        headers = self.request.headers
        return headers.get("hx-request") == "true" and "hx-history-restore-request" not in headers

    def translate(self, text: LazyText | str) -> str:
        """A sentence in this visit's language."""
        return text.translate(i18n.gettext(self.lang)) if isinstance(text, LazyText) else text

    @cached_property
    def csrf_token(self) -> str:
        """What a form on this page must bring back: bound to this device's cookie."""
        return tokens.sign(self.settings.secret_key, "form", self._form_secret)

    def csrf_ok(self, token: str) -> bool:
        """Whether a form came from a page that we gave to this device."""
        known = self.request.cookies.get(SESSION_COOKIE) or self.request.cookies.get(FORM_COOKIE)
        return known is not None and tokens.matches(self.settings.secret_key, "form", known, token)

    @cached_property
    def _form_secret(self) -> str:
        known = self.request.cookies.get(SESSION_COOKIE) or self.request.cookies.get(FORM_COOKIE)
        if known:
            return known
        fresh = secrets.token_urlsafe(16)
        self.set_cookie(FORM_COOKIE, fresh)
        return fresh

    def sign_in(self, secret: str, language: str) -> None:
        """Someone signed in with this answer: its forms belong to the new session.

        An account that never chose a `language` is in Dutch, which says nothing about its reader:
        who signed in on a page in another language goes on in that one.
        """
        chosen = self.request.cookies.get(LANGUAGE_COOKIE) is not None
        if language == i18n.SOURCE_LANGUAGE != self.lang and not chosen:
            self.set_cookie(LANGUAGE_COOKIE, self.lang)
        self.set_cookie(SESSION_COOKIE, secret)
        vars(self).pop("csrf_token", None)
        vars(self)["_form_secret"] = secret
        with self.db.glance() as connection:
            vars(self)["viewer"] = viewer_by(connection, secret, self.now)

    @property
    def address(self) -> str:
        """Where this request comes from, to count tries by. A whole street can share one."""
        client = self.request.client
        return addresses.counted(client.host) if client else "?"

    @property
    def device(self) -> str:
        """This device, to count tries by: tells nothing of its cookie."""
        return tokens.sign(self.settings.secret_key, "device", self._form_secret)

    def set_cookie(self, name: str, value: str | None, max_age: int | None = None) -> None:
        """Send a cookie with the answer; None takes it away."""
        self._cookies.append((name, value, max_age))

    def flash(self, text: LazyText, kind: str = "ok") -> None:
        """Say something on the next page."""
        self._flashes.append((kind, text))

    def page(self, template: str, status: int = 200, **context: Any) -> Response:
        """Render a page (or a fragment) as the answer."""
        flashes = tokens.unpack(
            self.settings.secret_key, "flash", self.request.cookies.get(FLASH_COOKIE)
        )
        if flashes:
            self.set_cookie(FLASH_COOKIE, None)
        shown = [*(flashes or []), *((kind, self.translate(text)) for kind, text in self._flashes)]
        html = render.render(self, template, {"flashes": shown, **context})
        return self._with_cookies(HTMLResponse(html, status))

    def go(self, address: str) -> Response:
        """Send the browser to a page, after a deed."""
        if self._flashes:
            said = [(kind, self.translate(text)) for kind, text in self._flashes]
            self.set_cookie(FLASH_COOKIE, tokens.pack(self.settings.secret_key, "flash", said))
        return self._with_cookies(RedirectResponse(address, 303))

    def answer(self, response: Response) -> Response:
        """Any other answer, with this visit's cookies."""
        return self._with_cookies(response)

    def refusal(self, refusal: Refusal, words: Sequence[str] = ()) -> Response:
        """The page that says why not, with what was typed and would be lost."""
        return self.page(
            "shared/refusal.html",
            refusal.status,
            sentence=self.translate(refusal.text),
            refusal=refusal,
            words=words,
        )

    def _with_cookies(self, response: Response) -> Response:
        for name, value, max_age in self._cookies:
            if value is None:
                response.delete_cookie(name)
                continue
            response.set_cookie(
                name,
                value,
                max_age=max_age,
                httponly=True,
                samesite="lax",
                secure=self.settings.secure_cookies,
            )
        return response
