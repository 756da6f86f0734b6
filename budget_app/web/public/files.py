"""Files for machines and browsers: photos, the ideas as a table, and what robots may read."""

import csv
import hashlib
from io import StringIO

from fastapi import APIRouter, Response
from fastapi.responses import PlainTextResponse, RedirectResponse

from budget_app.ballots.downloads import cell
from budget_app.budgets import reading as rounds
from budget_app.ideas import photos
from budget_app.ideas import reading as ideas
from budget_app.web.guards import Anyone
from budget_app.web.render import built

router = APIRouter()
MONTH = 30 * 24 * 3600
# Pages behind a sign-in, and endless combinations of filters, are of no use to a search engine.
ROBOTS = """User-agent: *
Disallow: /resident/
Disallow: /jury/
Disallow: /desk/
Disallow: /municipality/
Disallow: /inloggen
Disallow: /code/
Disallow: /taal/
Disallow: /*?
Allow: /
"""


@router.get("/foto/{photo_id}")
def photo(visit: Anyone, photo_id: int) -> Response:
    """A re-encoded photo. It never changes, so browsers may keep it."""
    account_id = visit.viewer.account_id if visit.viewer else None
    with visit.read() as session:
        found = photos.visible(session, photo_id, account_id)
    tag = f'"{hashlib.sha256(found.content).hexdigest()[:20]}"'
    # What only its maker may see must not stay in a cache that others share.
    scope = "private" if account_id else "public"
    headers = {"ETag": tag, "Cache-Control": f"{scope}, max-age={MONTH}, immutable"}
    if visit.request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(found.content, media_type="image/jpeg", headers=headers)


@router.get("/ronde/{slug}/ideeen.csv")
def table(visit: Anyone, slug: str) -> Response:
    """The public ideas of a round, without persons, amounts in whole cents."""
    with visit.read() as session:
        round = rounds.by_slug(session, slug)
        rows = ideas.table(session, round.id)
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(ideas.TABLE_HEAD)
    writer.writerows(
        [cell(value) if isinstance(value, str) else value for value in row] for row in rows
    )
    name = f'attachment; filename="ideeen-{round.slug}.csv"'
    return Response(
        text.getvalue(), media_type="text/csv; charset=utf-8", headers={"Content-Disposition": name}
    )


@router.get("/robots.txt")
def robots() -> Response:
    """What search engines may read."""
    return PlainTextResponse(ROBOTS)


@router.get("/favicon.ico")
def favicon() -> Response:
    """Browsers that ask for the old name get the drawing."""
    return RedirectResponse(built().url("img/favicon.svg"), 301)
