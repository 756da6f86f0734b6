"""Keep the register of mandates: give one, or take one back with a reason."""

from datetime import date

from fastapi import APIRouter, Response
from sqlmodel import col, select

from budget_app.bodies import mandates, mandating
from budget_app.bodies.models import Body
from budget_app.budgets.service import config_of
from budget_app.clock import local_date
from budget_app.errors import FieldErrors, Refusal
from budget_app.i18n import LazyText, _l
from budget_app.web.guards import Anyone, Form, Posted
from budget_app.web.money import parse_euros
from budget_app.web.municipality.mine import round_of
from budget_app.web.typed import day
from budget_app.web.visit import Visit

router = APIRouter()
FIELDS = {"holder": "partner"}


@router.get("/ronde/{round_id}/mandaten")
def show(visit: Anyone, round_id: int) -> Response:
    """The register, with the form to add to it."""
    return _page(visit, round_id, {}, None)


@router.post("/ronde/{round_id}/mandaat")
def give(visit: Anyone, form: Form, round_id: int) -> Response:
    """Put a mandate in the register."""
    try:
        with visit.write() as session:
            round = round_of(session, visit, round_id)
            body = session.exec(
                select(Body).where(Body.round_id == round.id, Body.key == form.text("body"))
            ).first()
            mandating.give(
                session,
                round,
                form.text("giver") or form.text("other_giver"),
                body,
                form.text("partner"),
                form.text("purpose"),
                _amount(form, "up_to"),
                _day(form, "starts_on") or local_date(visit.now),
                _day(form, "ends_on"),
                visit.now,
                _amount(form, "total"),
            )
    except Refusal as refusal:
        return _page(visit, round_id, form.values(), refusal)
    visit.flash(_l("Het mandaat staat in het register."))
    return visit.go(f"/municipality/ronde/{round_id}/mandaten")


@router.post("/ronde/{round_id}/mandaat/{mandate_id}/intrekken")
def revoke(visit: Anyone, form: Form, round_id: int, mandate_id: int) -> Response:
    """Take a mandate back from today on."""
    try:
        with visit.write() as session:
            round = round_of(session, visit, round_id)
            mandating.revoke(session, round, mandate_id, form.text(f"why_{mandate_id}"), visit.now)
    except Refusal as refusal:
        return _page(visit, round_id, form.values(), refusal)
    visit.flash(_l("Het mandaat is ingetrokken. Dat staat in het register."))
    return visit.go(f"/municipality/ronde/{round_id}/mandaten")


def _amount(form: Posted, name: str) -> int | None:
    text = form.text(name)
    cents = parse_euros(text) if text else None
    if text and cents is None:
        raise FieldErrors({name: _l("Vul een bedrag in, zoals 1.250 of 12,50.")})
    return cents


def _day(form: Posted, name: str) -> date | None:
    try:
        return day(form.text(name)) if form.text(name) else None
    except ValueError:
        raise FieldErrors({name: _l("Vul een datum in, zoals 2027-06-30.")}) from None


def _page(visit: Visit, round_id: int, typed: dict[str, str], refusal: Refusal | None) -> Response:
    with visit.read() as session:
        round = round_of(session, visit, round_id)
        config = config_of(round)
        entries = mandates.register(session, round_id, local_date(visit.now))
        bodies = session.exec(
            select(Body.key, Body.name).where(Body.round_id == round_id).order_by(col(Body.id))
        ).all()
    errors: dict[str, LazyText] = refusal.errors if isinstance(refusal, FieldErrors) else {}
    return visit.page(
        "municipality/mandates.html",
        refusal.status if refusal else 200,
        round=round,
        entries=entries,
        bodies=bodies,
        funders=[funder.name for funder in config.funders],
        typed=typed,
        refused=visit.translate(refusal.text) if refusal and not errors else None,
        errors={FIELDS.get(name, name): visit.translate(text) for name, text in errors.items()},
    )
