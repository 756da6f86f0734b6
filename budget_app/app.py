"""The application. The audience table below is the whole security boundary and the sitemap."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from fastapi import APIRouter, Depends, FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import BaseRoute, Route

from budget_app import logs, timer, wiring
from budget_app.clock import Clock, SystemClock
from budget_app.db import Database
from budget_app.mail import sender
from budget_app.settings import Settings
from budget_app.together import Together
from budget_app.web import desk, haste, jury, municipality, problems, public, render, resident
from budget_app.web.dispatch import ByAudience
from budget_app.web.guards import only, open_to_all
from budget_app.web.middleware import CountedBody, HeadAsGet, RateLimit, RequestLog, SafeHeaders
from budget_app.web.resident import vote
from budget_app.web.who import viewers_by

FORM_BYTES = 1024 * 1024  # what a form may weigh beside the file it carries


@dataclass(frozen=True)
class Audience:
    """A group of people, the address under which their pages lie, and the pages."""

    name: str
    prefix: str
    routers: Sequence[APIRouter]


AUDIENCES = (
    Audience("public", "", public.ROUTERS),
    Audience("resident", "/resident", resident.ROUTERS),
    Audience("jury", "/jury", jury.ROUTERS),
    Audience("desk", "/desk", desk.ROUTERS),
    Audience("municipality", "/municipality", municipality.ROUTERS),
)


def create_app(
    settings: Settings | None = None, clock: Clock | None = None, db: Database | None = None
) -> FastAPI:
    """Build the application on a migrated database."""
    settings = settings or Settings()
    logs.configure(settings.quiet)
    database = db or Database(settings.database_url)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        ticking = asyncio.create_task(
            timer.every(settings.tick_seconds, database, app.state.clock, settings), name="timer"
        )
        work = [ticking]
        if settings.smtp_host:
            posting = sender.every(settings.mail_seconds, database, app.state.clock, settings)
            work.append(asyncio.create_task(posting, name="mail"))
        yield
        for task in work:
            task.cancel()
        database.dispose()

    app = FastAPI(
        title="Bewonersbudget",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=lifespan,
    )
    app.state.db, app.state.settings, app.state.clock = database, settings, clock or SystemClock()
    app.state.casting = Together(database.deed, vote.store_all)
    app.state.looks = Together(
        database.glance,
        lambda connection, secrets: viewers_by(connection, secrets, app.state.clock.now()),
    )
    wiring.wire()
    pages: dict[str, list[BaseRoute]] = {}
    for audience in AUDIENCES:
        guard = open_to_all if audience.name == "public" else only(audience.name)
        before = len(app.router.routes)
        for router in audience.routers:
            app.include_router(
                router,
                prefix=audience.prefix,
                dependencies=[Depends(guard)],
                max_body_size=settings.max_upload_bytes + FORM_BYTES,
            )
        pages[audience.prefix.strip("/")] = app.router.routes[before:]
    app.router.routes[:] = [ByAudience(pages)]
    app.router.routes.append(Route("/static/{digest}/{path:path}", render.built().serve))
    problems.install(app)
    app.add_middleware(RateLimit, rate=settings.rate_limit, page=haste.page)
    # Safe beside form tokens: cookies are SameSite, so no other site can measure our pages.
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=3)
    app.add_middleware(SafeHeaders, hsts=settings.secure_cookies)
    app.add_middleware(CountedBody)
    app.add_middleware(RequestLog)
    app.add_middleware(HeadAsGet)
    return app
