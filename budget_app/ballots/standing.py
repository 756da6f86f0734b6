"""Which vote a round is at, and whether one can take part now."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from weakref import WeakKeyDictionary

from sqlmodel import Session, col, select

from budget_app.ballots.service import Vote
from budget_app.budgets import service as budgets
from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.db import Database
from budget_app.errors import NotFound
from budget_app.route.models import Step
from budget_app.route.service import is_open

State = Literal["waiting", "open", "closed"]
_open: WeakKeyDictionary[Database, dict[str, "Standing"]] = WeakKeyDictionary()
_URGENCY = {"open": 0, "closed": 1, "waiting": 2}


@dataclass(frozen=True)
class Standing:
    """A vote, whether it takes ballots now, and its dates as they hold now."""

    vote: Vote
    state: State
    opens_at: datetime | None
    closes_at: datetime | None


def current(session: Session, slug: str, now: datetime) -> Standing:
    """The vote of a round that matters now: the open one, else the last closed, else the next.

    Raises NotFound when there is no such round or its route has no vote.
    """
    round = budgets.by_slug(session, slug)
    standings = all_of(session, round, now)
    if not standings:
        raise NotFound
    closed = [standing for standing in standings if standing.state == "closed"]
    best = min(standings, key=lambda standing: _URGENCY[standing.state])
    return closed[-1] if best.state == "closed" else best


def open_vote(database: Database, slug: str, now: datetime) -> Standing:
    """As `current`, remembered while the vote is open: its rules are frozen and do not change.

    Whether it is still open is for the transaction that casts to find out; on a refusal `forget`.
    """
    kept = _open.setdefault(database, {})
    found = kept.get(slug)
    if found is not None and (found.closes_at is None or now < found.closes_at):
        return found
    with database.read() as session:
        found = current(session, slug, now)
    if found.state == "open":
        kept[slug] = found
    return found


def forget(database: Database, slug: str) -> None:
    """Look again next time: something is not as it was."""
    _open.get(database, {}).pop(slug, None)


def all_of(session: Session, round: Round, now: datetime) -> list[Standing]:
    """Every vote on the route of a round, in order."""
    rows = session.exec(
        select(Step)
        .where(Step.round_id == round.id, Step.kind == "vote")
        .order_by(col(Step.position))
    ).all()
    config = config_of(round)
    return [
        Standing(Vote(round, config.step(row.key)), _state(row, now), row.opens_at, row.closes_at)
        for row in rows
    ]


def _state(step: Step, now: datetime) -> State:
    if is_open(step, now):
        return "open"
    return "waiting" if step.state == "waiting" else "closed"
