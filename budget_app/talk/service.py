"""Conversation: react, endorse, and hide what hurts."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from budget_app.db import insert_or_ignore
from budget_app.errors import FieldErrors, NotNow, Refusal
from budget_app.history import service as history
from budget_app.i18n import LazyText, _l
from budget_app.ideas.models import Endorsement, Idea
from budget_app.route import rules
from budget_app.route import service as route
from budget_app.talk.models import TONES, Reaction

LONGEST = 2000


class AlreadyHidden(Refusal):
    sentence = _l("Deze reactie is al verborgen.")


def react(
    session: Session, idea: Idea, account_id: int, name: str, tone: str, body: str, now: datetime
) -> Reaction:
    """Say something about an idea. Raises NotNow, FieldErrors."""
    _in_talk(session, idea, "react", now)
    errors: dict[str, LazyText] = {}
    if tone not in TONES:
        errors["tone"] = _l("Kies wat voor reactie dit is.")
    if not body.strip():
        errors["body"] = _l("Schrijf uw reactie op.")
    if len(body) > LONGEST:
        errors["body"] = _l(
            "Uw reactie is te lang. Gebruik ten hoogste {most} tekens."
        ).with_values(most=LONGEST)
    if errors:
        raise FieldErrors(errors)
    reaction = Reaction(
        idea_id=idea.id or 0,
        account_id=account_id,
        name=name,
        tone=tone,
        body=body.strip(),
        at=now,
    )
    session.add(reaction)
    session.flush()
    _count(session, idea.id or 0, reactions=1)
    return reaction


def hide(session: Session, reaction: Reaction, reason: str, now: datetime) -> None:
    """Hide a reaction for everyone; the reason stands in its place. Raises AlreadyHidden."""
    if not reason.strip():
        raise FieldErrors({"reason": _l("Schrijf op waarom. Iedereen kan dit lezen.")})
    # One statement decides who hides it, so that two clicks do not count twice.
    changed = session.connection().execute(
        sa.update(Reaction)
        .where(col(Reaction.id) == reaction.id, col(Reaction.hidden_at).is_(None))
        .values(hidden_at=now, hidden_reason=reason.strip())
    )
    if changed.rowcount != 1:
        raise AlreadyHidden
    _count(session, reaction.idea_id, reactions=-1)
    idea = session.get_one(Idea, reaction.idea_id)
    history.append(
        session, now, "gemeente", "reaction_hidden", f"idea:{idea.number}", idea.round_id
    )


def endorse(session: Session, idea: Idea, account_id: int, now: datetime) -> bool:
    """Say once that this is a good idea; False when that was said before. Raises NotNow."""
    _in_talk(session, idea, "endorse", now)
    row = {"idea_id": idea.id, "account_id": account_id}
    said = insert_or_ignore(session, Endorsement.__table__, row)  # type: ignore[attr-defined]
    if said:
        _count(session, idea.id or 0, endorsements=1)
    return said


def take_back(session: Session, idea: Idea, account_id: int, now: datetime) -> bool:
    """Take an endorsement back; False when there was none. Raises NotNow."""
    _in_talk(session, idea, "endorse", now)
    gone = session.connection().execute(
        sa.delete(Endorsement).where(
            col(Endorsement.idea_id) == idea.id, col(Endorsement.account_id) == account_id
        )
    )
    if gone.rowcount == 1:
        _count(session, idea.id or 0, endorsements=-1)
    return gone.rowcount == 1


def _in_talk(session: Session, idea: Idea, action: str, now: datetime) -> None:
    if idea.state == "concept" or idea.state in rules.ENDED:
        raise NotNow
    route.demand(session, idea.round_id, action, "resident", now, idea.step_key)


def _count(session: Session, idea_id: int, **steps: int) -> None:
    # In the database, not in memory: parallel clicks each add their own.
    changes = {name: getattr(Idea, name) + step for name, step in steps.items()}
    session.connection().execute(sa.update(Idea).where(col(Idea.id) == idea_id).values(**changes))
