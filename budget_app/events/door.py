"""Hand out a pass at the door of a voting day: one from the roll that nobody used or is named on.

What is kept is that a pass was handed out, on which day. Who got it is asked and seen by a person
at the door, and written down nowhere; so nothing links a name to a pass, or a pass to a ballot.
"""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from budget_app.ballots.models import Participation
from budget_app.bodies.models import Seat
from budget_app.budgets.models import Round
from budget_app.clock import local_date
from budget_app.errors import Refusal
from budget_app.events import planning
from budget_app.events.models import DoorPass
from budget_app.events.planning import NoDayYet
from budget_app.history import service as history
from budget_app.i18n import _l
from budget_app.ideas.models import Endorsement, IdeaAuthor
from budget_app.people import service as people
from budget_app.people.models import Account, LoginSession, Pass, Role, RollEntry
from budget_app.places.models import Area
from budget_app.talk.models import Reaction


class NotToday(Refusal):
    sentence = _l("Passen geeft u alleen op de stemdag zelf aan de deur.")


class NoPassLeft(Refusal):
    sentence = _l(
        "Er zijn geen passen meer voor deze buurt. Vraag de gemeente om een nieuwe lijst."
    )


def left(session: Session, round_id: int) -> list[tuple[str, str, int]]:
    """Code and name of every part of the area with how many passes can still be handed out."""
    query = (
        select(Area.code, Area.name, sa.func.count())
        .join(RollEntry, col(RollEntry.area_code) == col(Area.code))
        .join(Account, col(Account.id) == col(RollEntry.account_id))
        .where(RollEntry.round_id == round_id, *_free(round_id))
        .group_by(Area.code, Area.name)
        .order_by(Area.name)
    )
    return [(code, name, count) for code, name, count in session.exec(query)]


def handed_out(session: Session, round_id: int) -> int:
    """How many passes were handed out at the door."""
    query = select(sa.func.count()).select_from(DoorPass).where(DoorPass.round_id == round_id)
    return session.exec(query).one()


def hand_out(session: Session, secret_key: str, round: Round, area_code: str, now: datetime) -> str:
    """A fresh code for an unused pass of this part of the area; shown once, and never again.

    The code in a letter that was printed for the same pass opens nothing any more.
    Raises NoDayYet, NotToday, NoPassLeft.
    """
    day = planning.day_of(session, round)
    if day is None:
        raise NoDayYet
    if local_date(day.opens_at) != local_date(now) or now >= day.closes_at:
        raise NotToday
    account_id = session.exec(
        select(RollEntry.account_id)
        .join(Account, col(Account.id) == col(RollEntry.account_id))
        .where(
            RollEntry.round_id == round.id,
            RollEntry.area_code == area_code,
            *_free(round.id or 0),
        )
        .order_by(sa.func.random())
        .limit(1)
        .with_for_update(of=Account, skip_locked=True)
    ).first()
    if account_id is None:
        raise NoPassLeft
    session.add(DoorPass(round_id=round.id or 0, account_id=account_id, handed_on=local_date(now)))
    session.flush()
    code = people.replace_pass(session, secret_key, account_id, now)
    history.append(session, now, "balie", "door_pass_handed", f"round:{round.id}", round.id)
    return code


def _free(round_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    """Passes without a name or a mark, with which nobody did anything, and not handed out yet."""
    account = col(Account.id)
    used = (
        select(DoorPass.account_id).where(DoorPass.round_id == round_id),
        select(Participation.account_id).where(Participation.round_id == round_id),
        select(Pass.account_id).where(col(Pass.mark_hash).is_not(None)),
        select(LoginSession.account_id),
        select(IdeaAuthor.account_id),
        select(Endorsement.account_id),
        select(Reaction.account_id).where(col(Reaction.account_id).is_not(None)),
        select(Seat.account_id),
        select(Role.account_id),
    )
    return (
        col(Account.name) == "",
        col(Account.email).is_(None),
        col(Account.erased_on).is_(None),
        *(account.not_in(rows) for rows in used),
    )
