"""News of a round for who follows it: told when a vote opens, and when it is counted."""

from datetime import datetime

from sqlmodel import Session

from budget_app.budgets.config import StepRule
from budget_app.budgets.models import Round
from budget_app.mail.subscriptions import tell_followers


def vote_opened(session: Session, round: Round, step: StepRule, now: datetime) -> None:
    """One can vote."""
    tell_followers(session, round, "vote_open", now)


def vote_counted(session: Session, round: Round, step: StepRule, now: datetime) -> None:
    """The vote has closed and was counted in the same moment, so one message says both."""
    tell_followers(session, round, "result", now)
