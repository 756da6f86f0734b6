"""Open and close the steps of a round. Every deed is an event, and a line in the history.

What an official does besides, with a reason that everyone can read, is in `by_hand.py`.
"""

from datetime import datetime

from sqlmodel import Session, col, select

from budget_app.budgets import service as budgets
from budget_app.budgets.config import RoundConfig
from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.errors import NotNow, Refusal
from budget_app.history import service as history
from budget_app.i18n import _l
from budget_app.route import hooks, rules
from budget_app.route.models import Step, StepEvent


class AlreadyOpen(Refusal):
    sentence = _l("Deze stap is al open.")


class NotOpen(Refusal):
    sentence = _l("Deze stap is niet open.")


class StepEnded(Refusal):
    sentence = _l("Deze stap is gesloten. Een gesloten stap gaat niet meer open.")


class NotPublished(Refusal):
    sentence = _l("Publiceer de ronde eerst. Daarna kunt u stappen openen.")


def publish(session: Session, round: Round, now: datetime, actor: str = "gemeente") -> Round:
    """Show a round to everyone and lay out its steps, all still waiting."""
    budgets.publish(session, round, now, actor)
    lay_out(session, round)
    for hook in hooks.ON_PUBLISH:
        hook(session, round)
    return round


def lay_out(session: Session, round: Round) -> None:
    """A waiting row for every step of the route that has none yet."""
    there = {step.key for step in steps_of(session, _id(round))}
    session.add_all(
        Step(
            round_id=_id(round),
            key=step.key,
            position=position,
            kind=step.kind,
            opens_at=step.opens_at,
            closes_at=step.closes_at,
        )
        for position, step in enumerate(config_of(round).steps)
        if step.key not in there
    )
    session.flush()


def follow_dates(session: Session, round: Round, before: RoundConfig) -> None:
    """Give waiting steps the dates of a configuration that changed from `before`."""
    now_rules = {step.key: step for step in config_of(round).steps}
    old_rules = {step.key: step for step in before.steps}
    for step in steps_of(session, _id(round)):
        new, old = now_rules[step.key], old_rules[step.key]
        if (new.opens_at, new.closes_at) != (old.opens_at, old.closes_at):
            step.opens_at, step.closes_at = new.opens_at, new.closes_at
            session.add(step)
    session.flush()


def steps_of(session: Session, round_id: int) -> list[Step]:
    """The steps of a round in the order of its route."""
    query = select(Step).where(Step.round_id == round_id).order_by(col(Step.position))
    return list(session.exec(query))


def is_open(step: Step, now: datetime) -> bool:
    """Whether a step takes deeds now: opened by someone, and its closing time not passed."""
    return step.state == "open" and (step.closes_at is None or now < step.closes_at)


def lock_step(session: Session, round_id: int, key: str, shared: bool = False) -> Step:
    """The step's row, held until the transaction ends; `shared` lets others hold it shared too."""
    return session.exec(
        select(Step)
        .where(Step.round_id == round_id, Step.key == key)
        .with_for_update(read=shared)
        .execution_options(populate_existing=True)
    ).one()


def open_kinds(session: Session, round_id: int, now: datetime) -> list[str]:
    """The kinds of the steps that are open now."""
    return [step.kind for step in steps_of(session, round_id) if is_open(step, now)]


def open_steps(session: Session, round_ids: list[int], now: datetime) -> dict[int, list[Step]]:
    """The open steps of several rounds, in one statement."""
    found: dict[int, list[Step]] = {round_id: [] for round_id in round_ids}
    query = (
        select(Step)
        .where(col(Step.round_id).in_(round_ids), Step.state == "open")
        .order_by(col(Step.position))
    )
    for step in session.exec(query):
        if is_open(step, now):
            found[step.round_id].append(step)
    return found


def may(
    session: Session,
    round_id: int,
    action: str,
    audience: str,
    now: datetime,
    step_key: str | None = None,
) -> bool:
    """Whether an audience may do something now: in the round, or with an idea at `step_key`."""
    kinds = [
        step.kind
        for step in steps_of(session, round_id)
        if is_open(step, now)
        and (action in rules.ROUND_ACTIONS or step_key is None or step.key == step_key)
    ]
    return action in rules.allowed(kinds, (audience,))


def demand(
    session: Session,
    round_id: int,
    action: str,
    audience: str,
    now: datetime,
    step_key: str | None = None,
) -> None:
    """Raise NotNow unless the audience may do this now."""
    if not may(session, round_id, action, audience, now, step_key):
        raise NotNow


def open_step(
    session: Session, round: Round, key: str, now: datetime, by: int | None, actor: str = "gemeente"
) -> Step:
    """Open a step; the first opening freezes the round's configuration."""
    if round.state != "published":
        raise NotPublished
    step = lock_step(session, _id(round), key)
    if step.state == "open":
        raise AlreadyOpen
    if step.state == "closed":
        raise StepEnded
    freeze(session, round, now, actor)
    step.state, step.opens_at = "open", now
    _record(session, round, step, "opened", now, by, actor)
    for hook in hooks.ON_OPEN.get(step.kind, []):
        hook(session, round, config_of(round).step(key), now)
    return step


def close_step(
    session: Session,
    round: Round,
    key: str,
    now: datetime,
    by: int | None,
    actor: str = "gemeente",
    reason: str = "",
) -> Step:
    """Close a step and let what waits in it go on."""
    step = lock_step(session, _id(round), key)
    if step.state != "open":
        raise NotOpen
    step.state = "closed"
    if step.closes_at is None or now < step.closes_at:
        step.closes_at = now
    _record(session, round, step, "closed", now, by, actor, reason)
    for hook in hooks.ON_CLOSE.get(step.kind, []):
        hook(session, round, config_of(round).step(key), now)
    return step


def due(session: Session, now: datetime) -> list[tuple[int, str]]:
    """The open steps whose time has passed, as (round, step) pairs."""
    query = (
        select(Step.round_id, Step.key)
        .where(Step.state == "open", col(Step.closes_at) <= now)
        .order_by(col(Step.round_id), col(Step.position))
    )
    return [(round_id, key) for round_id, key in session.exec(query)]


def freeze(session: Session, round: Round, now: datetime, actor: str) -> None:
    """Fix the rules: from here on the configuration has a published hash and no longer changes."""
    if round.config_hash is not None:
        return
    round.config_hash, round.frozen_at = config_of(round).sha256(), now
    session.add(round)
    history.append(
        session,
        now,
        actor,
        "rules_frozen",
        f"round:{round.id}",
        _id(round),
        sha256=round.config_hash,
    )
    for hook in hooks.ON_FREEZE:
        hook(session, round, now)


def _record(
    session: Session,
    round: Round,
    step: Step,
    deed: str,
    now: datetime,
    by: int | None,
    actor: str,
    reason: str = "",
) -> None:
    session.add(step)
    session.add(
        StepEvent(
            round_id=step.round_id,
            step_key=step.key,
            deed=deed,
            at=now,
            by_account_id=by,
            reason=reason,
        )
    )
    why = {"reason": reason} if reason else {}
    name = f"step_{deed}_early" if reason else f"step_{deed}"
    history.append(session, now, actor, name, f"step:{step.key}", round.id, kind=step.kind, **why)
    session.flush()


def _id(round: Round) -> int:
    if round.id is None:
        raise ValueError("a round must be stored before its steps open")
    return round.id
