"""What an official does to a step by hand: another end date, or an end before its time.

Both are public, with the reason.
"""

from datetime import datetime

from sqlmodel import Session

from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.clock import local_date
from budget_app.errors import FieldErrors
from budget_app.history import service as history
from budget_app.i18n import LazyText, _l
from budget_app.route import rules, service
from budget_app.route.models import Step, StepEvent
from budget_app.route.service import StepEnded

MOST_REASON = 300  # characters


def is_early(step: Step, now: datetime) -> bool:
    """Whether closing a step now takes time from voters that they were told they have."""
    return step.kind == "vote" and step.closes_at is not None and now < step.closes_at


def close(
    session: Session, round: Round, key: str, now: datetime, by: int | None, reason: str = ""
) -> Step:
    """Close a step as an official; a vote before its time only with a reason, which is public.

    Raises NotOpen, FieldErrors.
    """
    step = service.lock_step(session, round.id or 0, key)
    wrong = _wrong_with(reason)
    asked = step.state == "open" and is_early(step, now)
    if wrong and (asked or reason.strip()):
        raise FieldErrors({"reason": wrong})
    return service.close_step(session, round, key, now, by, reason=reason.strip())


def reschedule(
    session: Session,
    round: Round,
    key: str,
    closes_at: datetime,
    reason: str,
    now: datetime,
    by: int | None,
) -> Step:
    """Move the closing time of a step that has not closed; public, with the reason.

    Raises StepEnded, FieldErrors (no reason, a time in the past, or a vote made shorter).
    """
    step = service.lock_step(session, round.id or 0, key)
    is_over = step.closes_at is not None and step.closes_at <= now
    # A step that waits for a body stays open past its time while the body owes answers.
    if step.state == "closed" or (is_over and step.kind not in rules.RUNS_OVER):
        raise StepEnded
    found = {
        "reason": _wrong_with(reason),
        "closes_at": _wrong_end(step, closes_at, now, config_of(round).step(key).voting_day),
    }
    errors = {name: text for name, text in found.items() if text is not None}
    if errors:
        raise FieldErrors(errors)
    before, step.closes_at = step.closes_at, closes_at
    session.add(step)
    _record(session, step, before, closes_at, reason, now, by)
    return step


def _wrong_with(reason: str) -> LazyText | None:
    if not reason.strip():
        return _l("Schrijf op waarom. Iedereen kan dit lezen.")
    if len(reason) > MOST_REASON:
        return _l("Maak dit korter: ten hoogste {most} tekens.").with_values(most=MOST_REASON)
    return None


def _wrong_end(step: Step, closes_at: datetime, now: datetime, voting_day: bool) -> LazyText | None:
    if voting_day and step.closes_at and local_date(closes_at) != local_date(step.closes_at):
        return _l("Een stemdag begint en eindigt op dezelfde dag.")
    if closes_at <= now:
        return _l("Kies een tijd die nog moet komen.")
    running = step.kind == "vote" and step.state == "open"
    if running and step.closes_at and closes_at < step.closes_at:
        return _l("Een stemming die open is, kan niet korter worden.")
    return None


def _record(
    session: Session,
    step: Step,
    before: datetime | None,
    after: datetime,
    reason: str,
    now: datetime,
    by: int | None,
) -> None:
    session.add(
        StepEvent(
            round_id=step.round_id,
            step_key=step.key,
            deed="rescheduled",
            at=now,
            by_account_id=by,
            reason=reason,
        )
    )
    history.append(
        session,
        now,
        "gemeente",
        "step_rescheduled",
        f"step:{step.key}",
        step.round_id,
        before=before.isoformat() if before else None,
        after=after.isoformat(),
        reason=reason,
    )
