"""After the order: the work is delivered, accepted or not, and only then paid."""

from datetime import datetime

from sqlmodel import Session, col, select

from budget_app.budgets.config import StepRule
from budget_app.budgets.models import Round
from budget_app.commissions import clients, rules
from budget_app.commissions.models import Commission, CommissionOrder, Delivery, Offer
from budget_app.errors import NotNow, Refusal
from budget_app.history import service as history
from budget_app.i18n import _l
from budget_app.ideas.models import Idea
from budget_app.ledger import service as ledger
from budget_app.projects import service as projects
from budget_app.projects.models import Project
from budget_app.projects.money import paid_for
from budget_app.projects.rules import demand_story


class AcceptedAlready(Refusal):
    sentence = _l("Het werk is al goedgekeurd.")


class NotAccepted(Refusal):
    sentence = _l("De opdrachtgever heeft het werk nog niet goedgekeurd. Betalen kan daarna.")


class MoreThanOrdered(Refusal):
    sentence = _l("De opdracht is kleiner. Er mag nog {left} worden betaald.")


def name_contractor(
    session: Session, round: Round, step: StepRule, idea: Idea, now: datetime
) -> None:
    """A project of commissioned work is carried out by the party that got the order."""
    order = session.get(CommissionOrder, idea.id)
    if order is None:
        return
    project = session.exec(select(Project).where(Project.idea_id == idea.id)).one()
    project.executor_name = session.get_one(Offer, order.offer_id).party
    session.add(project)
    session.flush()


def judge(
    session: Session, commission: Commission, accepted: bool, why: str, now: datetime
) -> Delivery:
    """Say of delivered work whether it is as ordered; when it is not, why.

    Raises AcceptedAlready, NotNow, ProjectEnded, FieldErrors.
    """
    project = session.exec(select(Project).where(Project.idea_id == commission.idea_id)).first()
    if project is None:
        raise NotNow
    projects.demand(session, project, "accept", clients.audience_of(commission))
    if is_accepted(session, commission.idea_id):
        raise AcceptedAlready
    if not accepted:
        demand_story(delivery_why=why)
    row = Delivery(idea_id=commission.idea_id, accepted=accepted, why=why.strip(), at=now)
    session.add(row)
    session.flush()
    number = session.get_one(Idea, commission.idea_id).number
    actor, subject = clients.actor_of(session, commission), f"idea:{number}"
    if accepted:
        history.append(session, now, actor, "delivery_accepted", subject, commission.round_id)
    else:
        history.append(session, now, actor, "delivery_refused", subject, commission.round_id)
    return row


def is_accepted(session: Session, idea_id: int) -> bool:
    """Whether the client accepted what was delivered for an idea."""
    query = select(Delivery.id).where(Delivery.idea_id == idea_id, col(Delivery.accepted))
    return session.exec(query).first() is not None


def demand_paid_as_ordered(session: Session, project: Project, cents: int) -> None:
    """Nothing is paid before the delivery is accepted, and no cent more than was ordered.

    Raises NotAccepted, MoreThanOrdered; a project without an order is paid as ever.
    """
    order = session.get(CommissionOrder, project.idea_id)
    if order is None:
        return
    if not is_accepted(session, project.idea_id):
        raise NotAccepted
    left = rules.left_of_order(order.cents, paid_for(session, project))
    if cents > left:
        raise MoreThanOrdered(left=ledger.amount_words(left, "EUR"))
