"""The front page: which wijken take part, and what is going on."""

from fastapi import APIRouter, Response

from budget_app.web.guards import Anyone

router = APIRouter()


@router.get("/")
def show(visit: Anyone) -> Response:
    """What is going on, and what you can do now."""
    return visit.page("public/home.html")
