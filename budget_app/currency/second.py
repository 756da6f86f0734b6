"""Above a set amount a second adult of the household says yes first."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from budget_app.budgets.models import Round
from budget_app.currency.accounts import Holder
from budget_app.currency.models import Pledge, PurseRequest, SpaarpotGoal, SpaarpotMember
from budget_app.errors import NotForYou, NotFound, Refusal
from budget_app.i18n import _l


class UseYourOwnCode(Refusal):
    sentence = _l(
        "Voor zoveel moet een tweede volwassene van uw huishouden ja zeggen. "
        "Log daarvoor in met uw eigen code, niet met die van het huishouden."
    )


class NotYourAnswer(NotForYou):
    sentence = _l("Een andere volwassene van uw huishouden moet hierop antwoorden.")


class Answered(Refusal):
    sentence = _l("Hierop is al geantwoord.")


def ask(
    session: Session,
    round: Round,
    holder: Holder,
    units: int,
    now: datetime,
    idea_id: int | None = None,
    spaarpot_id: int | None = None,
) -> PurseRequest:
    """Ask another adult of the household; asking the same twice is asking once.

    Raises UseYourOwnCode: who shares an account cannot be told apart.
    """
    if not holder.personal:
        raise UseYourOwnCode
    same = select(PurseRequest).where(
        PurseRequest.round_id == round.id,
        PurseRequest.household_id == holder.household_id,
        PurseRequest.state == "waiting",
        PurseRequest.idea_id == idea_id,
        PurseRequest.spaarpot_id == spaarpot_id,
        PurseRequest.units == units,
    )
    found = session.exec(same).first()
    if found is not None:
        return found
    request = PurseRequest(
        round_id=round.id or 0,
        household_id=holder.household_id,
        idea_id=idea_id,
        spaarpot_id=spaarpot_id,
        units=units,
        asked_by_id=holder.account_id,
        asked_at=now,
    )
    session.add(request)
    session.flush()
    return request


def with_goal(session: Session, household: int, idea_id: int) -> int:
    """What a household has for one goal: in the idea, and in every spaarpot that saves for it.

    So a set amount is not got round in small spaarpotten for the same idea.
    """
    pledged = sa.select(sa.func.coalesce(sa.func.sum(col(Pledge.units)), 0)).where(
        col(Pledge.idea_id) == idea_id, col(Pledge.household_id) == household
    )
    saved = (
        sa.select(sa.func.coalesce(sa.func.sum(col(SpaarpotMember.stake)), 0))
        .join(SpaarpotGoal, col(SpaarpotGoal.spaarpot_id) == col(SpaarpotMember.spaarpot_id))
        .where(col(SpaarpotGoal.idea_id) == idea_id, col(SpaarpotMember.household_id) == household)
    )
    return sum(int(session.connection().execute(query).scalar_one()) for query in (pledged, saved))


def with_goals(session: Session, household: int, pot_id: int) -> int:
    """The most that a household has for any goal of a spaarpot; at least its stake there."""
    goals = session.exec(select(SpaarpotGoal.idea_id).where(SpaarpotGoal.spaarpot_id == pot_id))
    return max((with_goal(session, household, idea_id) for idea_id in goals), default=0)


def answer(
    session: Session, holder: Holder, request_id: int, yes: bool, now: datetime
) -> PurseRequest:
    """The second adult's answer; what was asked for is then done by whoever calls this.

    Raises NotFound, Answered, NotYourAnswer.
    """
    request = session.get(PurseRequest, request_id)
    if request is None or request.household_id != holder.household_id:
        raise NotFound
    session.refresh(request, with_for_update=True)
    if request.state != "waiting":
        raise Answered
    if not holder.personal or request.asked_by_id == holder.account_id:
        raise NotYourAnswer
    request.state = "done" if yes else "declined"
    request.answered_by_id, request.answered_at = holder.account_id, now
    session.add(request)
    session.flush()
    return request


def take_back(session: Session, holder: Holder, request_id: int, now: datetime) -> None:
    """Who asked thinks better of it. Raises NotFound, Answered."""
    request = session.get(PurseRequest, request_id)
    if request is None or request.asked_by_id != holder.account_id:
        raise NotFound
    session.refresh(request, with_for_update=True)
    if request.state != "waiting":
        raise Answered
    request.state, request.answered_at = "declined", now
    session.add(request)
    session.flush()


def waiting(session: Session, round_id: int, household_id: int) -> list[PurseRequest]:
    """What waits for an answer in a household, oldest first."""
    query = (
        select(PurseRequest)
        .where(
            PurseRequest.round_id == round_id,
            PurseRequest.household_id == household_id,
            PurseRequest.state == "waiting",
        )
        .order_by(col(PurseRequest.id))
    )
    return list(session.exec(query))
