"""Erase a person: what is theirs goes, what the wijk decided together stays, without a name.

Features above this one hold words of people too; they hang their part on ON_ERASE, and
`budget_app.wiring` fills it in plain sight.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from budget_app.clock import local_date
from budget_app.people import sessions
from budget_app.people.models import Account, Pass, Role

EraseHook = Callable[[Session, Account, datetime], None]
ON_ERASE: list[EraseHook] = []


def erase(session: Session, account: Account, now: datetime) -> None:
    """Empty an account for good and end everything that it opened.

    What stays: the number of the account, its line on a roll, and that it took part in a vote
    (turnout must keep adding up). What was voted was never tied to the account.
    """
    today = local_date(now)
    for hook in ON_ERASE:
        hook(session, account, now)
    sessions.end_all(session, account.id or 0)
    open_passes = select(Pass).where(Pass.account_id == account.id, col(Pass.revoked_on).is_(None))
    for issued in session.exec(open_passes).all():
        issued.revoked_on = today
        session.add(issued)
    for role in session.exec(select(Role).where(Role.account_id == account.id)).all():
        role.ends_on = min(role.ends_on or today, today) - timedelta(days=1)
        session.add(role)
    account.name, account.email, account.email_confirmed = "", None, False
    account.wants_mail, account.language = False, "nl"
    account.area_code, account.street, account.household_id = None, "", None
    account.oidc_issuer, account.oidc_subject_hash = None, None
    account.erased_on = today
    session.add(account)
    session.flush()
