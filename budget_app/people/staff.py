"""Appoint officials and helpers. Done from a terminal, by whoever runs the platform."""

from datetime import datetime

from sqlmodel import Session

from budget_app.clock import local_date
from budget_app.people.models import ROLES, Account, Role
from budget_app.people.service import issue_pass


def appoint(
    session: Session, secret_key: str, name: str, role: str, area_code: str | None, now: datetime
) -> str:
    """Make an account with a role, everywhere or in one area; returns its pass code, shown once.

    Raises ValueError for a role that does not exist.
    """
    if role not in ROLES:
        raise ValueError(f"no such role: {role}; choose from {', '.join(ROLES)}")
    today = local_date(now)
    account = Account(name=name, created_on=today)
    session.add(account)
    session.flush()
    account_id = account.id or 0
    session.add(Role(account_id=account_id, name=role, area_code=area_code, starts_on=today))
    return issue_pass(session, secret_key, account_id, now)
