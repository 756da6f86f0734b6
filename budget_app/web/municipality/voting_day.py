"""Plan the voting day, see who stands where, and print the posters."""

from datetime import datetime

from fastapi import APIRouter, Response

from budget_app.clock import AMSTERDAM
from budget_app.errors import FieldErrors, Refusal
from budget_app.events import door, planning, reading
from budget_app.events.models import VotingDay
from budget_app.events.planning import NoDayYet, Plan
from budget_app.i18n import LazyText, _l
from budget_app.web import posters
from budget_app.web.guards import Anyone, Form
from budget_app.web.municipality.mine import round_of
from budget_app.web.typed import moment
from budget_app.web.visit import Visit

router = APIRouter(prefix="/ronde/{round_id}/stemdag")


@router.get("")
def show(visit: Anyone, round_id: int) -> Response:
    """The day as it is planned."""
    return _page(visit, round_id)


@router.post("")
def plan(visit: Anyone, round_id: int, form: Form) -> Response:
    """Set the day and give every idea a stand."""
    given = Plan(
        _moment(form.text("opens_at")),
        _moment(form.text("closes_at")),
        form.text("place"),
        form.text("programme"),
    )
    try:
        with visit.write() as session:
            planning.plan(session, round_of(session, visit, round_id), given, visit.now)
    except FieldErrors as wrong:
        return _page(visit, round_id, form.values(), wrong.errors)
    except Refusal as refusal:
        return _page(visit, round_id, form.values(), refusal=refusal)
    visit.flash(_l("De stemdag staat op de site. Elk idee heeft een plek."))
    return visit.go(f"/municipality/ronde/{round_id}/stemdag")


@router.get("/posters.pdf")
def print_posters(visit: Anyone, round_id: int) -> Response:
    """A poster for each stand."""
    with visit.write() as session:  # ideas that came since the day was planned get a stand too
        round = round_of(session, visit, round_id)
        day = planning.day_of(session, round)
        if day is None:
            raise NoDayYet
        planning.give_stands(session, round)
        stands = reading.stands(session, round_id, day.step_key)
        title, slug = round.title, round.slug
        session.expunge(day)
    pdf = posters.pdf(visit, title, day, stands)
    headers = {"Content-Disposition": f'attachment; filename="posters-{slug}.pdf"'}
    return visit.answer(Response(pdf, media_type="application/pdf", headers=headers))


def _moment(text: str) -> datetime | None:
    try:
        return moment(text)
    except ValueError:
        return None


def _typed(day: VotingDay | None) -> dict[str, str]:
    if day is None:
        return {}
    return {
        "opens_at": _local(day.opens_at),
        "closes_at": _local(day.closes_at),
        "place": day.place,
        "programme": day.programme,
    }


def _local(at: datetime) -> str:
    return at.astimezone(AMSTERDAM).strftime("%Y-%m-%dT%H:%M")


def _page(
    visit: Visit,
    round_id: int,
    typed: dict[str, str] | None = None,
    errors: dict[str, LazyText] | None = None,
    refusal: Refusal | None = None,
) -> Response:
    with visit.read() as session:
        round = round_of(session, visit, round_id)
        step = planning.step_of(round)
        day = planning.day_of(session, round)
        stands = reading.stands(session, round_id, step.key)
        handed_out = door.handed_out(session, round_id)
    status = 400 if errors else refusal.status if refusal else 200
    return visit.page(
        "municipality/voting_day.html",
        status,
        round=round,
        day=day,
        stands=stands,
        handed_out=handed_out,
        values=_typed(day) if typed is None else typed,
        errors=errors or {},
        refusal=visit.translate(refusal.text) if refusal else "",
    )
