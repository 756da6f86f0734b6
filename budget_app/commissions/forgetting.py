"""What erasing a person means for commissions: the words about their interests go."""

from datetime import datetime

from sqlmodel import Session, select

from budget_app.commissions.models import Interest
from budget_app.i18n import _l
from budget_app.people.models import Account

TAKEN_OUT = _l("Deze woorden zijn weggehaald.")


def forget(session: Session, account: Account, now: datetime) -> None:
    """Keep that an interest was declared, without the words that could name the person."""
    rows = session.exec(
        select(Interest).where(Interest.account_id == account.id, Interest.which != "")
    )
    for row in rows.all():
        row.which = str(TAKEN_OUT)
        session.add(row)
    session.flush()
