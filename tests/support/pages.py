"""Every page there is, read from the audience table, and who may sign in to look at it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from fastapi.routing import APIRoute
from playwright.sync_api import BrowserContext
from sqlmodel import Session, select

from budget_app.app import AUDIENCES
from budget_app.bodies.service import seats_of
from budget_app.clock import local_date
from budget_app.db import Database
from budget_app.people import sessions
from budget_app.people.models import Account
from budget_app.people.service import viewer_of
from budget_app.web.visit import SESSION_COOKIE

PARAMETER = re.compile(r"\{(\w+)(?::\w+)?\}")


@dataclass(frozen=True)
class PageRoute:
    """A page as the audience table has it; `path` with its parameters in braces."""

    audience: str
    path: str

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names between braces."""
        return tuple(PARAMETER.findall(self.path))

    def address(self, values: dict[str, object]) -> str:
        """The path with its parameters filled in; KeyError names the one that is missing."""
        return PARAMETER.sub(lambda found: str(values[found[1]]), self.path)


def page_routes() -> Iterator[PageRoute]:
    """Everything that can be asked for with GET."""
    for audience in AUDIENCES:
        for router in audience.routers:
            for route in router.routes:
                if isinstance(route, APIRoute) and "GET" in (route.methods or ()):
                    yield PageRoute(audience.name, audience.prefix + route.path)


def account_for(session: Session, audience: str, now: datetime) -> int:
    """The first account that belongs to an audience at that moment; LookupError without one."""
    for account in session.exec(select(Account).order_by("id")):
        assert account.id is not None
        viewer = viewer_of(
            session, account, seats_of(session, account.id, local_date(now)), local_date(now)
        )
        if audience in viewer.audiences:
            return account.id
    raise LookupError(f"nobody belongs to the audience {audience}")


def sign_in(
    context: BrowserContext, base_url: str, database: Database, account_id: int, now: datetime
) -> None:
    """Sign a browser in as an account, as if it had typed its code."""
    with database.write() as session:
        secret = sessions.start(session, account_id, now, hours=12)
    context.add_cookies([{"name": SESSION_COOKIE, "value": secret, "url": base_url}])
