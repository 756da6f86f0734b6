"""Whether this server is alive, and whether it can do its work."""

import sqlalchemy as sa
from fastapi import APIRouter, Response
from fastapi.responses import PlainTextResponse

from budget_app.web.guards import Anyone

router = APIRouter()


@router.get("/health")
def alive() -> Response:
    """The process answers."""
    return PlainTextResponse("ok")


@router.get("/ready")
def ready(visit: Anyone) -> Response:
    """The database answers too, and has a schema."""
    with visit.read() as session:
        session.connection().execute(sa.text("SELECT 1 FROM alembic_version"))
    return PlainTextResponse("ok")


@router.get("/.well-known/security.txt")
def security(visit: Anyone) -> Response:
    """Where to report a weakness; municipalities must have this page."""
    expires = visit.now.replace(year=visit.now.year + 1, month=1, day=1).strftime(
        "%Y-%m-%dT00:00:00Z"
    )
    return PlainTextResponse(
        f"Contact: {visit.settings.contact}\nExpires: {expires}\nPreferred-Languages: nl, en\n"
    )
