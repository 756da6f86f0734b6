"""What was asked, offered and ordered for an idea, for everyone."""

from fastapi import APIRouter, Response

from budget_app.commissions import clients, reading
from budget_app.web.guards import Anyone

router = APIRouter()


@router.get("/idee/{idea_id}/opdracht")
def show(visit: Anyone, idea_id: int) -> Response:
    """The request at once; the offers themselves only after the order, so that none is copied."""
    with visit.read() as session:
        commission = clients.by_id(session, idea_id)
        page = reading.page_of(session, commission, None, visit.now)
    return visit.page("public/commission.html", page=page)
