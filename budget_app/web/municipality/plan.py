"""Put a plan of the municipality up for advice, with numbered points."""

from fastapi import APIRouter, Response
from sqlmodel import Session

from budget_app.bodies import plans
from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.errors import FieldErrors, Refusal
from budget_app.i18n import LazyText, _l
from budget_app.places import reading as places
from budget_app.web.guards import Anyone, Form
from budget_app.web.money import parse_euros
from budget_app.web.municipality.mine import round_of
from budget_app.web.visit import Visit

router = APIRouter()


@router.get("/ronde/{round_id}/plan")
def show(visit: Anyone, round_id: int) -> Response:
    """The empty form."""
    return _page(visit, round_id, {}, None)


@router.post("/ronde/{round_id}/plan")
def put_up(visit: Anyone, form: Form, round_id: int) -> Response:
    """Publish the plan; the body that advises finds it on its table."""
    points = [line.strip() for line in form.text("points").splitlines() if line.strip()]
    try:
        with visit.write() as session:
            round = round_of(session, visit, round_id)
            content = {
                "title": form.text("title"),
                "body": form.text("body"),
                "area_code": _area(session, round, form.text("area")),
                "cost_cents": _cost(form.text("cost")),
            }
            plan = plans.put_up(session, round, content, points, visit.me.account_id, visit.now)
            address = f"/idee/{plan.id}"
    except Refusal as refusal:
        return _page(visit, round_id, form.values(), refusal)
    visit.flash(_l("Het plan staat op de site. De groep die advies geeft, kan beginnen."))
    return visit.go(address)


def _area(session: Session, round: Round, code: str) -> str:
    return code if code in _areas(session, round) else round.area_code


def _areas(session: Session, round: Round) -> dict[str, str]:
    names = places.named(session, list(config_of(round).areas))
    return {code: area.name for code, area in names.items()}


def _cost(text: str) -> int:
    """What it costs in cents; a plan need not say so."""
    cents = parse_euros(text) if text else 0
    if cents is None:
        raise FieldErrors({"cost": _l("Vul een bedrag in, zoals 1.250 of 12,50.")})
    return cents


def _page(visit: Visit, round_id: int, typed: dict[str, str], refusal: Refusal | None) -> Response:
    with visit.read() as session:
        round = round_of(session, visit, round_id)
        areas = _areas(session, round)
        takes = config_of(round).proposers == "municipality"
    errors: dict[str, LazyText] = refusal.errors if isinstance(refusal, FieldErrors) else {}
    return visit.page(
        "municipality/plan.html",
        refusal.status if refusal else 200,
        round=round,
        areas=list(areas.items()),
        takes=takes,
        typed=typed,
        refused=visit.translate(refusal.text) if refusal and not errors else None,
        errors={name: visit.translate(text) for name, text in errors.items()},
    )
