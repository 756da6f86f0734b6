"""The first page of the audience `municipality`."""

from fastapi import APIRouter, Response

from budget_app.web.guards import Anyone

router = APIRouter()


@router.get("/")
def show(visit: Anyone) -> Response:
    """What there is to do."""
    return visit.page("municipality/home.html")
