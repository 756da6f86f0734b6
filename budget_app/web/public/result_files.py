"""What anyone may download of a result, to count again or to work with."""

from typing import Any

from fastapi import APIRouter, Response

from budget_app.ballots import downloads, results
from budget_app.budgets import reading as rounds
from budget_app.web.guards import Anyone
from budget_app.web.visit import Visit

router = APIRouter(prefix="/ronde/{slug}/uitslag")
PLAIN, CSV, JSON = "text/plain", "text/csv", "application/json"


@router.get("/stemmen.pb")
def election(visit: Anyone, slug: str, stap: str = "") -> Response:
    """The election with the rule that was declared, every ballot and the outcome."""
    return _file(_row(visit, slug, stap)[0], PLAIN, f"{slug}.pb")


@router.get("/stemmen.csv")
def ballots(visit: Anyone, slug: str, stap: str = "") -> Response:
    """Every ballot, one per line."""
    return _file(downloads.ballots_csv(_row(visit, slug, stap)[0]), CSV, f"{slug}-stemmen.csv")


@router.get("/ideeen.csv")
def ideas(visit: Anyone, slug: str, stap: str = "") -> Response:
    """Every idea with its support and whether it won."""
    row = _row(visit, slug, stap)[1]
    return _file(downloads.ideas_csv(row["outcome"]), CSV, f"{slug}-ideeen.csv")


@router.get("/uitslag.json")
def everything(visit: Anyone, slug: str, stap: str = "") -> Response:
    """The whole result with every step of the count."""
    return _file(downloads.result_json(_row(visit, slug, stap)[1]), JSON, f"{slug}-uitslag.json")


def _row(visit: Visit, slug: str, step_key: str) -> tuple[str, dict[str, Any]]:
    with visit.read() as session:
        round = rounds.by_slug(session, slug)
        return results.file_of(session, round.id, step_key)


def _file(text: str, media_type: str, name: str) -> Response:
    return Response(
        text.encode(),
        media_type=f"{media_type}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
