"""The municipality's desk: what asks for attention, and every round."""

from fastapi import APIRouter, Response
from sqlmodel import col, select

from budget_app.budgets.models import Round
from budget_app.keeping import over as goes
from budget_app.places.models import Area
from budget_app.places.service import choosable
from budget_app.route import service as route
from budget_app.web.guards import Anyone
from budget_app.web.municipality.mine import areas_of

router = APIRouter()


@router.get("/")
def show(visit: Anyone) -> Response:
    """Rounds in this official's areas, with the step each is at."""
    with visit.read() as session:
        codes = [area.code for area in choosable(session, areas_of(session, visit))]
        rounds = session.exec(
            select(Round, Area.name)
            .join(Area, col(Area.code) == col(Round.area_code))
            .where(col(Round.area_code).in_(codes))
            .order_by(col(Round.id).desc())
        ).all()
        quiet = goes.soon(session, visit.settings, visit.now)
        open_steps = route.open_steps(session, [round.id or 0 for round, _ in rounds], visit.now)
    return visit.page("municipality/home.html", rounds=rounds, open_steps=open_steps, quiet=quiet)
