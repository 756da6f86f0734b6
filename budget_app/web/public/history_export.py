"""The history of a round as a file that anyone can check."""

from fastapi import APIRouter, Response
from fastapi.responses import StreamingResponse

from budget_app.budgets import reading as rounds
from budget_app.history import export
from budget_app.web.guards import Anyone

router = APIRouter()


@router.get("/ronde/{slug}/geschiedenis.json")
def download(visit: Anyone, slug: str) -> Response:
    """Every entry of the round, the links to the others, and how to verify them."""
    with visit.read() as session:
        round_id = rounds.by_slug(session, slug).id

    name = f'attachment; filename="geschiedenis-{slug}.json"'
    return visit.answer(
        StreamingResponse(
            export.lines(visit.read, round_id),
            media_type="application/json",
            headers={"Content-Disposition": name},
        )
    )
