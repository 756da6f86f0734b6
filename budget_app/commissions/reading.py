"""A commission as its client and everyone else see it, in a fixed number of statements."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.clock import local_date
from budget_app.commissions import clients, rules, service
from budget_app.commissions.models import Commission, CommissionOrder, Delivery, Interest, Offer
from budget_app.ideas.models import Idea


@dataclass(frozen=True)
class CommissionPage:
    """Everything a page needs of a commission. Amounts are cents."""

    commission: Commission
    idea: Idea
    round_title: str
    round_slug: str
    client: str  # the body's name; empty where the makers are the client
    offers: list[Offer]
    least: int
    order: CommissionOrder | None
    deliveries: list[Delivery]
    interests: list[str]  # what clients said of their interests, without their names
    free: int
    still_to_declare: int
    mine: Interest | None
    takes_offers: bool

    @property
    def chosen(self) -> Offer | None:
        """The offer that got the order."""
        if self.order is None:
            return None
        return next(offer for offer in self.offers if offer.id == self.order.offer_id)

    @property
    def is_asked(self) -> bool:
        """Whether offers were asked for."""
        return self.commission.until is not None

    @property
    def i_declared(self) -> bool:
        """Whether the reader said of all these offers whether they have an interest."""
        return self.mine is not None and rules.is_current(self.mine.offers, len(self.offers))

    @property
    def too_few(self) -> bool:
        """Whether a reason is needed for choosing among so few offers."""
        return rules.too_few(len(self.offers), self.least)

    @property
    def accepted(self) -> bool:
        """Whether what was delivered is as ordered."""
        return any(delivery.accepted for delivery in self.deliveries)


def page_of(
    session: Session, commission: Commission, account_id: int | None, now: datetime
) -> CommissionPage:
    """The page of a commission for this reader, or for everyone (None)."""
    idea_id = commission.idea_id
    round = session.get_one(Round, commission.round_id)
    offers = service.offers_of(session, idea_id)
    said = session.exec(select(Interest).where(Interest.idea_id == idea_id)).all()
    people = clients.clients_of(session, commission, now)
    free = {row.account_id for row in said if not row.which and row.offers == len(offers)}
    free &= set(people)
    body = clients.actor_of(session, commission) if commission.body_id else ""
    return CommissionPage(
        commission=commission,
        idea=session.get_one(Idea, idea_id),
        round_title=round.title,
        round_slug=round.slug,
        client=body,
        offers=offers,
        least=config_of(round).step(commission.step_key).offers_min,
        order=session.get(CommissionOrder, idea_id),
        deliveries=deliveries_of(session, idea_id),
        interests=[row.which for row in said if row.which],
        free=len(free),
        still_to_declare=rules.still_to_declare(
            free, len(people), clients.quorum_of(session, commission)
        ),
        mine=next((row for row in said if row.account_id == account_id), None),
        takes_offers=rules.takes_offers(commission.until, local_date(now)),
    )


def deliveries_of(session: Session, idea_id: int) -> list[Delivery]:
    """What the client said of each delivery, in order."""
    query = select(Delivery).where(Delivery.idea_id == idea_id).order_by(col(Delivery.id))
    return list(session.exec(query))


@dataclass(frozen=True)
class Ordered:
    """What who pays must know of an order: to whom, how many cents, and whether it may be paid."""

    party: str
    cents: int
    in_wijk: bool
    accepted: bool


def ordered(session: Session, idea_id: int) -> Ordered | None:
    """The order for an idea; None where its work was not commissioned."""
    found = session.exec(
        select(CommissionOrder, Offer)
        .join(Offer, col(Offer.id) == col(CommissionOrder.offer_id))
        .where(CommissionOrder.idea_id == idea_id)
    ).first()
    if found is None:
        return None
    order, offer = found
    accepted = any(row.accepted for row in deliveries_of(session, idea_id))
    return Ordered(offer.party, order.cents, offer.in_wijk, accepted)


def exists(session: Session, idea_id: int) -> bool:
    """Whether the work for an idea is commissioned."""
    return session.get(Commission, idea_id) is not None


def waiting_for(session: Session, account_id: int, now: datetime) -> list[Idea]:
    """Ideas whose commission still asks something of this account as a client, newest first."""
    found = clients.waiting_for(session, account_id, now)
    accepted = set(
        session.exec(
            select(Delivery.idea_id).where(
                col(Delivery.accepted), col(Delivery.idea_id).in_([c.idea_id for c, _ in found])
            )
        )
    )
    going = ("gekozen", "in_uitvoering", "klaar")
    return [idea for _, idea in found if idea.state in going and idea.id not in accepted]
