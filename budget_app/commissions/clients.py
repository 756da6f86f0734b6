"""Who the client of a commission is: the body that the step names, or the makers of the idea."""

from datetime import datetime

from sqlmodel import Session, col, select

from budget_app.bodies import service as bodies
from budget_app.bodies.models import Body
from budget_app.budgets.config import StepRule
from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.clock import local_date
from budget_app.commissions.models import Commission
from budget_app.errors import NotForYou, NotFound
from budget_app.i18n import _l
from budget_app.ideas.models import Idea, IdeaAuthor
from budget_app.ideas.service import is_maker, makers_of


class NotTheClient(NotForYou):
    sentence = _l("U bent geen opdrachtgever van dit werk.")


def begin(session: Session, round: Round, step: StepRule, idea: Idea, now: datetime) -> None:
    """An idea comes to the step where its work is commissioned: lay it before its client."""
    body = None
    if step.body is not None:
        body = session.exec(
            select(Body).where(Body.round_id == round.id, Body.key == step.body)
        ).one()
    commission = Commission(
        idea_id=idea.id or 0,
        round_id=round.id or 0,
        step_key=step.key,
        body_id=body.id if body else None,
        came_at=now,
    )
    session.add(commission)
    session.flush()


def by_id(session: Session, idea_id: int) -> Commission:
    """The commission for an idea. Raises NotFound."""
    found = session.get(Commission, idea_id)
    if found is None:
        raise NotFound
    return found


def for_client(session: Session, idea_id: int, account_id: int, now: datetime) -> Commission:
    """A commission loaded through one of its clients. Raises NotFound, NotTheClient."""
    found = by_id(session, idea_id)
    if not is_client(session, found, account_id, now):
        raise NotTheClient
    return found


def is_client(session: Session, commission: Commission, account_id: int, now: datetime) -> bool:
    """Whether an account acts for the client today."""
    if commission.body_id is None:
        return is_maker(session, commission.idea_id, account_id)
    return bodies.sits_on(session, commission.body_id, account_id, local_date(now))


def clients_of(session: Session, commission: Commission, now: datetime) -> list[int]:
    """The accounts that together are the client today."""
    if commission.body_id is None:
        return makers_of(session, commission.idea_id)
    return bodies.members_of(session, commission.body_id, local_date(now))


def quorum_of(session: Session, commission: Commission) -> int:
    """How many clients must be free of interest: the body's quorum, one where makers are."""
    if commission.body_id is None:
        return 1
    body = session.get_one(Body, commission.body_id)
    return config_of(session.get_one(Round, commission.round_id)).body(body.key).quorum


def audience_of(commission: Commission) -> str:
    """As whom the client acts in the table of the route."""
    return "resident" if commission.body_id is None else "jury"


def actor_of(session: Session, commission: Commission) -> str:
    """The client in the history: the name of a body, or the makers."""
    if commission.body_id is None:
        return "makers"
    return session.get_one(Body, commission.body_id).name


def waiting_for(session: Session, account_id: int, now: datetime) -> list[tuple[Commission, Idea]]:
    """The commissions of which this account is a client, newest first, at most fifty."""
    seats = bodies.seats_of(session, account_id, local_date(now))
    made = select(IdeaAuthor.idea_id).where(
        IdeaAuthor.account_id == account_id, IdeaAuthor.status == "agreed"
    )
    query = (
        select(Commission, Idea)
        .join(Idea, col(Idea.id) == col(Commission.idea_id))
        .where(
            col(Commission.body_id).in_(seats)
            | (col(Commission.body_id).is_(None) & col(Idea.id).in_(made))
        )
        .order_by(col(Commission.idea_id).desc())
        .limit(50)
    )
    return list(session.exec(query))
