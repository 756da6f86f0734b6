"""Whether this server is alive, and whether it can do its work."""

import sqlalchemy as sa
from fastapi import APIRouter, Response
from fastapi.responses import PlainTextResponse

from budget_app.db import newest_revision
from budget_app.errors import Refusal
from budget_app.i18n import _l
from budget_app.web.guards import Anyone

router = APIRouter()


class OldSchema(Refusal):
    status = 503
    sentence = _l("De website wordt bijgewerkt. Probeer het over een paar minuten nog eens.")


@router.get("/health")
def alive() -> Response:
    """The process answers."""
    return PlainTextResponse("ok")


@router.get("/ready")
def ready(visit: Anyone) -> Response:
    """The database answers too, with a schema that is new enough for this version."""
    with visit.read() as session:
        asked = session.connection().execute(sa.text("SELECT version_num FROM alembic_version"))
        if str(asked.scalar()) < newest_revision():
            raise OldSchema
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
