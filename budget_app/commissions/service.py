"""From a request for offers to an order: what the client does before the work begins."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from budget_app import once
from budget_app.bodies import mandates
from budget_app.bodies.models import Body
from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.clock import local_date
from budget_app.commissions import clients, rules
from budget_app.commissions.models import Commission, CommissionOrder, Interest, Offer
from budget_app.errors import FieldErrors, NotNow, Refusal
from budget_app.history import service as history
from budget_app.i18n import LazyText, _l
from budget_app.ideas import moves
from budget_app.ideas.models import Idea
from budget_app.projects.rules import demand_line, demand_story
from budget_app.route import service as route


class NotAskedYet(NotNow):
    sentence = _l("Vraag eerst offertes aan.")


class OffersClosed(NotNow):
    sentence = _l("De laatste dag voor offertes is voorbij.")


class StillOpen(NotNow):
    sentence = _l("Er kunnen nog offertes komen tot en met de laatste dag. Kies daarna.")


class AlreadyOrdered(Refusal):
    sentence = _l("De opdracht is al gegeven.")


class DeclareFirst(Refusal):
    sentence = _l("Zeg eerst of u een belang hebt bij een van deze offertes.")


class HasInterest(Refusal):
    sentence = _l("U hebt een belang bij een van de offertes. Daarom kiest u niet mee.")


class TooFewFree(Refusal):
    sentence = _l("Nog {need} opdrachtgevers moeten zeggen dat ze geen belang hebben.")


class TooDear(Refusal):
    sentence = _l("Deze offerte kost meer dan er voor dit idee is.")


@dataclass(frozen=True)
class Given:
    """An offer as it was typed; `cents` for everything together."""

    party: str
    cents: int
    in_wijk: bool
    words: str
    answers: list[str]


def ask(
    session: Session,
    commission: Commission,
    what: str,
    criteria: list[str],
    until: date,
    now: datetime,
) -> None:
    """Ask for offers through a last day. Raises FieldErrors, AlreadyOrdered, NotNow.

    Once an offer has come in, the question no longer changes: all offers answer the same one.
    """
    _hold(session, commission, now)
    if offers_of(session, commission.idea_id):
        raise NotNow
    demand_story(what=what)
    errors: dict[str, LazyText] = {}
    if not criteria:
        errors["criteria"] = _l("Noem ten minste één punt waarop u vergelijkt.")
    elif len(criteria) > rules.MOST_CRITERIA:
        errors["criteria"] = _l("Noem ten hoogste {most} punten.").with_values(
            most=rules.MOST_CRITERIA
        )
    if until < local_date(now):
        errors["until"] = _l("Kies een dag die nog moet komen.")
    if errors:
        raise FieldErrors(errors)
    commission.what, commission.criteria, commission.until = what.strip(), criteria, until
    session.add(commission)
    _write(session, commission, now, "offers_asked", until=until.isoformat())


def enter(
    session: Session, commission: Commission, key: str, given: Given, by: int, now: datetime
) -> Offer:
    """Write down an offer that came in. `key` makes a repeated click harmless.

    Raises NotAskedYet, OffersClosed, AlreadyOrdered, FieldErrors.
    """
    _hold(session, commission, now)
    said = given.party, str(given.cents), given.words, *given.answers
    form_key = once.form_key(f"{commission.idea_id}", key, *said)
    existing = session.exec(select(Offer).where(Offer.form_key == form_key)).first()
    if form_key and existing:
        return existing
    if commission.until is None:
        raise NotAskedYet
    if not rules.takes_offers(commission.until, local_date(now)):
        raise OffersClosed
    demand_line(party=given.party)
    demand_story(words=given.words)
    if given.cents <= 0:
        raise FieldErrors({"price": _l("Vul een bedrag in dat meer is dan nul.")})
    offer = Offer(
        idea_id=commission.idea_id,
        form_key=form_key,
        party=given.party.strip(),
        cents=given.cents,
        in_wijk=given.in_wijk,
        words=given.words.strip(),
        answers=[answer.strip() for answer in given.answers],
        entered_by_id=by,
        at=now,
    )
    session.add(offer)
    session.flush()
    _write(session, commission, now, "offer_entered")
    return offer


def declare(
    session: Session, commission: Commission, account_id: int, which: str, now: datetime
) -> None:
    """Say which own interest one has in the offers as they are now; an empty `which` is none."""
    _hold(session, commission, now)
    if len(which) > 0:
        demand_story(which=which)
    count = len(offers_of(session, commission.idea_id))
    session.merge(
        Interest(
            idea_id=commission.idea_id,
            account_id=account_id,
            which=which.strip(),
            offers=count,
            at=now,
        )
    )
    session.flush()
    _write(session, commission, now, "interest_declared" if which.strip() else "no_interest")


def award(
    session: Session,
    commission: Commission,
    offer: Offer,
    by: int,
    reasons: str,
    few_why: str,
    deliver_by: date,
    now: datetime,
) -> CommissionOrder:
    """Order the work of one offer, for exactly its amount; the idea goes on to be carried out.

    Raises StillOpen, DeclareFirst, HasInterest, TooFewFree, TooDear, AlreadyOrdered, FieldErrors,
    and what lies outside the mandate of a body.
    """
    _hold(session, commission, now)
    idea = session.get_one(Idea, commission.idea_id)
    if rules.takes_offers(commission.until, local_date(now)):
        raise StillOpen
    offers = offers_of(session, commission.idea_id)
    _demand_free(session, commission, by, len(offers), now)
    if commission.body_id is not None:
        body = session.get_one(Body, commission.body_id)
        mandates.demand(session, body, idea, local_date(now))
    round = session.get_one(Round, commission.round_id)
    least = config_of(round).step(commission.step_key).offers_min
    demand_story(reasons=reasons)
    errors: dict[str, LazyText] = {}
    if rules.too_few(len(offers), least) and not few_why.strip():
        errors["few_why"] = _l(
            "Er zijn {count} offertes en er zijn er {least} nodig. Schrijf op waarom dit genoeg is."
        ).with_values(count=len(offers), least=least)
    if deliver_by < local_date(now):
        errors["deliver_by"] = _l("Kies een dag die nog moet komen.")
    if errors:
        raise FieldErrors(errors)
    if offer.cents > idea.cost_cents:
        raise TooDear
    order = CommissionOrder(
        idea_id=commission.idea_id,
        offer_id=offer.id or 0,
        cents=offer.cents,
        reasons=reasons.strip(),
        few_why=few_why.strip(),
        deliver_by=deliver_by,
        at=now,
    )
    session.add(order)
    session.flush()
    _write(session, commission, now, "ordered", cents=order.cents)
    moves.advance(session, round, idea, now, clients.actor_of(session, commission))
    return order


def offers_of(session: Session, idea_id: int) -> list[Offer]:
    """The offers for an idea, the cheapest first."""
    query = select(Offer).where(Offer.idea_id == idea_id).order_by(col(Offer.cents), col(Offer.id))
    return list(session.exec(query))


def is_ordered(session: Session, idea: Idea) -> bool:
    """Whether the work for an idea was ordered, so that it may go on."""
    return session.get(CommissionOrder, idea.id) is not None


def free_of_interest(session: Session, idea_id: int, offers: int) -> set[int]:
    """The accounts that said, knowing all these offers, that they have no interest in them."""
    said = session.exec(
        select(Interest.account_id).where(
            Interest.idea_id == idea_id, Interest.which == "", Interest.offers == offers
        )
    )
    return set(said)


def _demand_free(
    session: Session, commission: Commission, by: int, offers: int, now: datetime
) -> None:
    mine = session.get(Interest, (commission.idea_id, by))
    if mine is None or not rules.is_current(mine.offers, offers):
        raise DeclareFirst
    if mine.which:
        raise HasInterest
    people = clients.clients_of(session, commission, now)
    free = free_of_interest(session, commission.idea_id, offers) & set(people)
    need = rules.still_to_declare(free, len(people), clients.quorum_of(session, commission))
    if need:
        raise TooFewFree(need=need)


def _hold(session: Session, commission: Commission, now: datetime) -> None:
    """Lock a commission whose work was not ordered yet, while its step is open."""
    session.refresh(commission, with_for_update=True)
    if session.get(CommissionOrder, commission.idea_id) is not None:
        raise AlreadyOrdered
    route.demand(
        session,
        commission.round_id,
        "commission",
        clients.audience_of(commission),
        now,
        commission.step_key,
    )
    gone = sa.and_(Idea.id == commission.idea_id, Idea.state != "gekozen")  # type: ignore[arg-type]
    if session.exec(select(Idea.id).where(gone)).first() is not None:
        raise NotNow


def _write(
    session: Session, commission: Commission, now: datetime, deed: str, **details: object
) -> None:
    number = session.get_one(Idea, commission.idea_id).number
    actor = clients.actor_of(session, commission)
    history.append(session, now, actor, deed, f"idea:{number}", commission.round_id, **details)
