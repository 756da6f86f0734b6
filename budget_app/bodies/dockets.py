"""An idea lies before a body: one dossier for each time it comes there."""

from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, select

from budget_app.bodies.models import Body, Docket
from budget_app.bodies.seats import sits_on
from budget_app.budgets.config import BodyRule, RoundConfig, StepRule
from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.errors import NotForYou, NotFound, Refusal
from budget_app.i18n import _l
from budget_app.ideas.models import Idea
from budget_app.route import rules


class NotYourBody(NotForYou):
    sentence = _l("U zit niet in deze groep.")


class TakenBack(Refusal):
    sentence = _l("De makers hebben dit idee ingetrokken. U hoeft er niet meer over te oordelen.")


class LeftBehind(Refusal):
    sentence = _l(
        "Dit idee doet in deze ronde niet meer mee. U hoeft er niet meer over te oordelen."
    )


class AlreadyDecided(Refusal):
    sentence = _l("Over dit idee is al geoordeeld.")


def lay_before(session: Session, round: Round, step: StepRule, idea: Idea, now: datetime) -> Docket:
    """Put an idea on the table of the body that a step names."""
    return lay(session, round, step.body or "", step.key, idea, now)


def lay(
    session: Session,
    round: Round,
    body_key: str,
    step_key: str,
    idea: Idea,
    now: datetime,
    is_appeal: bool = False,
) -> Docket:
    """Put an idea on a body's table, with the day on which the body owes an answer."""
    config = config_of(round)
    rule = config.body(body_key)
    days = config.step(step_key).answer_days or rule.days
    body = session.exec(select(Body).where(Body.round_id == round.id, Body.key == rule.key)).one()
    before = session.exec(
        select(sa.func.count())
        .select_from(Docket)
        .where(Docket.idea_id == idea.id, Docket.body_id == body.id)
    ).one()
    docket = Docket(
        idea_id=idea.id or 0,
        body_id=body.id or 0,
        step_key=step_key,
        sitting=before + 1,
        is_appeal=is_appeal,
        idea_version=idea.version,
        came_at=now,
        due_at=now + timedelta(days=days),
    )
    session.add(docket)
    session.flush()
    return docket


def docket_for(session: Session, docket_id: int, account_id: int, today: date) -> Docket:
    """A dossier loaded through a member's seat. Raises NotFound, NotYourBody."""
    docket = session.get(Docket, docket_id)
    if docket is None:
        raise NotFound
    if not sits_on(session, docket.body_id, account_id, today):
        raise NotYourBody
    return docket


def newest(session: Session, idea_id: int) -> Docket:
    """The dossier in which an idea last came before a body. Raises NotFound."""
    query = select(Docket).where(Docket.idea_id == idea_id).order_by(col(Docket.id).desc())
    found = session.exec(query).first()
    if found is None:
        raise NotFound
    return found


def config_for(session: Session, docket: Docket) -> RoundConfig:
    """The rules of the round that a dossier belongs to."""
    body = session.get_one(Body, docket.body_id)
    return config_of(session.get_one(Round, body.round_id))


def step_of(session: Session, docket: Docket) -> StepRule:
    """The step in which a dossier lies before its body."""
    return config_for(session, docket).step(docket.step_key)


def body_rule(session: Session, docket: Docket) -> BodyRule:
    """The rule of the body that a dossier lies before."""
    return config_for(session, docket).body(session.get_one(Body, docket.body_id).key)


def hold_open(session: Session, docket: Docket) -> None:
    """Lock a dossier that has no verdict yet until the transaction ends, and its idea.

    Raises AlreadyDecided; TakenBack when the makers withdrew their idea meanwhile; LeftBehind
    when it no longer takes part in the round.

    Everything that a verdict rests on (scores, recusals, the text) holds the dossier first, so
    nothing is added to it between the counting of the scores and the verdict.
    """
    session.refresh(docket, with_for_update=True)
    if docket.verdict is not None:
        raise AlreadyDecided
    held = select(Idea.state).where(Idea.id == docket.idea_id).with_for_update()
    state = session.exec(held).one()
    if state == "ingetrokken":
        raise TakenBack
    if state in rules.ENDED:
        raise LeftBehind
