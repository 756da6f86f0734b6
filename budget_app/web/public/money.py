"""Where the money of a round is: every euro that came in, was awarded, paid and is left."""

from dataclasses import dataclass

from fastapi import APIRouter, Response
from sqlmodel import Session

from budget_app.budgets import reading as rounds
from budget_app.budgets.models import Round
from budget_app.budgets.reading import RoundFacts
from budget_app.clock import local_date
from budget_app.currency import asking, kept
from budget_app.currency import reading as currency
from budget_app.currency.models import Issue
from budget_app.currency.reading import Standing
from budget_app.i18n import LazyText, _l
from budget_app.ideas import reading as ideas
from budget_app.ledger import reading as ledger
from budget_app.ledger.reading import Booking
from budget_app.projects import loans, shares
from budget_app.projects import reading as projects
from budget_app.web.guards import Anyone
from budget_app.web.public.round import shares_of
from budget_app.web.typed import key

router = APIRouter()
PER_PAGE, MOST_AWARDS = 40, 100
# (from, to) kind of account -> what happened; {idea} is the idea's title, {who} a funder
MOVES: dict[tuple[str, str], LazyText] = {
    ("funder", "pot"): _l("{who} betaalde in de pot."),
    ("pot", "award"): _l("Toegekend aan “{idea}”."),
    ("award", "paid"): _l("Betaald voor “{idea}”: {what}."),
    ("award", "pot"): _l("Over van “{idea}”, terug in de pot."),
    ("paid", "pot"): _l("Terugbetaald van de lening voor “{idea}”."),
    ("pot", "funder"): _l("Terug naar {who}."),
}
OTHER = _l("Verplaatst: {what}.")


@dataclass(frozen=True, slots=True)
class Moved:
    """A booking in words, with the amount in cents."""

    booking: Booking
    sentence: LazyText
    idea_id: int | None


@router.get("/ronde/{slug}/geld")
def show(visit: Anyone, slug: str, voor: str = "") -> Response:
    """Sums, awards and movements; `voor` is the booking to go on from."""
    before = key(voor)
    with visit.read() as session:
        round = rounds.by_slug(session, slug)
        summary = ledger.summary(session, round.id)
        borne = shares.of_round(session, round.id, round.config.funders)
        lent = loans.of_round(session, round.id, local_date(visit.now))
        failed = projects.failed(session, round.id)
        bought = projects.bought(session, round.id)
        awards = ledger.awards(session, round.id, MOST_AWARDS)
        bookings = ledger.bookings(session, round.id, PER_PAGE + 1, before)
        involved = {award.idea_id for award in awards} | {
            int(owner) for booking in bookings for owner in _idea_owners(booking)
        }
        titles = ideas.titles_by_id(session, sorted(involved))
        game = _currency(session, round)
    # With no session open: who counts a whole city keeps others waiting long enough as it is.
    checks = kept.checks(visit.db, round.id) if game else []
    shown = [_moved(booking, titles) for booking in bookings[:PER_PAGE]]
    return visit.page(
        "public/money.html",
        round=round,
        summary=summary,
        bought=bought,
        borne=borne,
        lent=lent,
        failed=failed,
        shares=shares_of(round),
        awards=awards,
        titles=titles,
        moved=shown,
        game=game,
        checks=checks,
        onward=shown[-1].booking.id if len(bookings) > PER_PAGE else None,
        is_first=before is None,
    )


def _currency(session: Session, facts: RoundFacts) -> tuple[Standing, list[Issue]] | None:
    """Where the units of a local currency are, and what was issued."""
    if facts.config.currency is None:
        return None
    round = session.get_one(Round, facts.id)
    issued = [issue for issue in asking.of_round(session, facts.id) if issue.confirmed_at]
    return currency.standing(session, round), issued


def _idea_owners(booking: Booking) -> list[str]:
    sides = ((booking.giver, booking.giver_owner), (booking.taker, booking.taker_owner))
    return [owner for kind, owner in sides if kind in ("award", "paid") and owner.isdecimal()]


def _moved(booking: Booking, titles: dict[int, str]) -> Moved:
    owners = _idea_owners(booking)
    idea_id = int(owners[0]) if owners else None
    funder = booking.giver_owner if booking.giver == "funder" else booking.taker_owner
    sentence = MOVES.get((booking.giver, booking.taker), OTHER).with_values(
        who=funder, idea=titles.get(idea_id or 0, "?"), what=booking.what
    )
    return Moved(booking, sentence, idea_id)
