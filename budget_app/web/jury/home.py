"""The first page of a member: what waits, per body, and until when."""

from fastapi import APIRouter, Response

from budget_app.bodies import reading, seating
from budget_app.bodies.models import Body
from budget_app.bodies.service import NotYourBody
from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.clock import local_date
from budget_app.commissions import reading as commissions
from budget_app.packages import reading as packages
from budget_app.web.deciding_words import DECIDING
from budget_app.web.guards import Anyone
from budget_app.web.paging import page_of
from budget_app.web.visit import Visit

router = APIRouter()
SHOWN = 5
# the word in the address -> whose turn it is
LISTS = {"u": ("you", "ready"), "anderen": ("others", "away")}
DECIDED = "besloten"


@router.get("/")
def show(visit: Anyone) -> Response:
    """Every body of the member with its most urgent dossiers."""
    with visit.read() as session:
        composes = packages.to_compose(session, visit.me.body_ids, visit.now)
        asked = commissions.waiting_for(session, visit.me.account_id, visit.now)
    return visit.page(
        "jury/home.html", tables=_tables(visit), shown=SHOWN, commissions=asked, composes=composes
    )


@router.get("/groep/{body_id}")
def queue(visit: Anyone, body_id: int, lijst: str = "u", bladzijde: str = "1") -> Response:
    """One body's dossiers: those that wait for the member, for others, or that were decided."""
    table = next((table for table in _tables(visit) if table.body_id == body_id), None)
    if table is None:
        raise NotYourBody
    base = f"/jury/groep/{body_id}"
    chosen = lijst if lijst in LISTS else DECIDED if lijst == DECIDED else "u"
    lines = table.of(*LISTS.get(chosen, ()))
    total = table.total - len(table.lines) if chosen == DECIDED else len(lines)
    page = page_of(total, reading.PER_PAGE, bladzijde, base, lijst=chosen)
    with visit.read() as session:
        decided = reading.decided(session, body_id, page.number) if chosen == DECIDED else []
        members = seating.of_body(session, body_id, local_date(visit.now))
        body = session.get_one(Body, body_id)
        rule = config_of(session.get_one(Round, body.round_id)).body(body.key)
    start = (page.number - 1) * reading.PER_PAGE
    return visit.page(
        "jury/queue.html",
        table=table,
        chosen=chosen,
        counts={
            "u": len(table.of(*LISTS["u"])),
            "anderen": len(table.of(*LISTS["anderen"])),
            DECIDED: table.total - len(table.lines),
        },
        lines=lines[start : start + reading.PER_PAGE],
        decided=decided,
        members=members,
        rule=rule,
        deciding=DECIDING,
        page=page,
        base=base,
    )


def _tables(visit: Visit) -> list[reading.Table]:
    me = visit.me
    with visit.read() as session:
        return reading.tables(session, me.body_ids, me.account_id, visit.now)
