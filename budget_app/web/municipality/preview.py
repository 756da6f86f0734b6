"""What residents will see, before anyone sees it."""

from fastapi import APIRouter, Response

from budget_app.budgets.service import config_of
from budget_app.places.models import Area
from budget_app.web.guards import Anyone
from budget_app.web.municipality.mine import round_of

router = APIRouter()


@router.get("/ronde/{round_id}/voorbeeld")
def show(visit: Anyone, round_id: int) -> Response:
    """The round as residents will read it: right, money, steps, the jury and the ballot."""
    with visit.read() as session:
        round = round_of(session, visit, round_id)
        config = config_of(round)
        names = [area.name for code in config.areas if (area := session.get(Area, code))]
    return visit.page("municipality/preview.html", round=round, config=config, areas=names)
