"""What the authors of an idea can do with a body's answer: repair, appeal, take over words."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from budget_app.bodies import dockets
from budget_app.bodies.judging import said_too_little
from budget_app.bodies.models import Appeal, Body, Docket, TextProposal
from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.db import insert_or_ignore
from budget_app.errors import FieldErrors, NotNow, Refusal
from budget_app.history import service as history
from budget_app.i18n import _l
from budget_app.ideas import moves
from budget_app.ideas import service as ideas
from budget_app.ideas.models import Idea
from budget_app.people.models import Account
from budget_app.route import service as route


class NothingChanged(Refusal):
    sentence = _l("U hebt nog niets veranderd. Pas uw idee eerst aan en dien het dan opnieuw in.")


class AppealedBefore(Refusal):
    sentence = _l("U hebt al een keer om een nieuw oordeel gevraagd. Dat kan één keer.")


class ProposalAnswered(Refusal):
    sentence = _l("Op dit voorstel is al geantwoord.")


def resubmit(session: Session, round: Round, idea: Idea, now: datetime) -> Docket:
    """Lay a repaired idea before the body that asked for it. Raises NotNow, NothingChanged."""
    session.refresh(idea, with_for_update=True)
    if idea.state != "aanpassen":
        raise NotNow
    route.demand(session, idea.round_id, "repair", "resident", now, idea.step_key)
    last = dockets.newest(session, idea.id or 0)
    if idea.version <= last.idea_version:
        raise NothingChanged
    return _lay_again(session, round, idea, _body_key(session, last), now, last.is_appeal)


def appeal(session: Session, idea: Idea, account_id: int, reason: str, now: datetime) -> Docket:
    """Ask once for another judgment of a declined idea, by the body that the rules name for it.

    Raises NotYourIdea, NotNow, AppealedBefore, FieldErrors.
    """
    session.refresh(idea, with_for_update=True)
    if not ideas.is_maker(session, idea.id or 0, account_id):
        raise ideas.NotYourIdea
    if session.get(Appeal, idea.id):
        raise AppealedBefore
    if idea.state != "afgewezen":
        raise NotNow
    route.demand(session, idea.round_id, "appeal", "resident", now, idea.step_key)
    if problem := said_too_little(reason):
        raise FieldErrors({"reason": problem})
    row = {"idea_id": idea.id, "by_account_id": account_id, "reason": reason.strip(), "at": now}
    if not insert_or_ignore(session, Appeal.__table__, row):  # type: ignore[attr-defined]
        raise AppealedBefore
    round = session.get_one(Round, idea.round_id)
    heard = _body_key(session, dockets.newest(session, idea.id or 0))
    hears = config_of(round).body(heard).appeals_to or heard
    history.append(session, now, "maker", "appealed", f"idea:{idea.number}", idea.round_id)
    return _lay_again(session, round, idea, hears, now, is_appeal=True)


def answer_proposal(
    session: Session, proposal: TextProposal, account_id: int, accept: bool, now: datetime
) -> None:
    """Take an assessor's words over as one's own, or leave the idea as it is.

    The body then judges the text that its author agreed to.
    Raises NotYourIdea, ProposalAnswered, NotNow.
    """
    session.refresh(proposal, with_for_update=True)
    # The dossier first, then the idea: the order in which a verdict holds them.
    last = dockets.newest(session, proposal.idea_id)
    session.refresh(last, with_for_update=True)
    idea = session.get_one(Idea, proposal.idea_id)
    session.refresh(idea, with_for_update=True)
    if not ideas.is_maker(session, proposal.idea_id, account_id):
        raise ideas.NotYourIdea
    if proposal.status != "proposed":
        raise ProposalAnswered
    proposal.status = "accepted" if accept else "declined"
    session.add(proposal)
    if not accept:
        return
    value: Any = proposal.new_value
    content = {proposal.field: int(value) if proposal.field == "cost_cents" else value}
    author = session.get_one(Account, account_id)
    body = session.get_one(Body, session.get_one(Docket, proposal.docket_id).body_id)
    ideas.revise(
        session,
        idea,
        content,
        ideas.Maker(account_id, author.name),
        now,
        note=body.name,
        action="answer_proposal",
    )
    if last.verdict is None:
        last.idea_version = idea.version
        session.add(last)
    session.flush()


def _lay_again(
    session: Session, round: Round, idea: Idea, body_key: str, now: datetime, is_appeal: bool
) -> Docket:
    moves.record(session, idea, "bij_de_jury", now, "maker")
    return dockets.lay(session, round, body_key, idea.step_key or "", idea, now, is_appeal)


def _body_key(session: Session, docket: Docket) -> str:
    return session.get_one(Body, docket.body_id).key
