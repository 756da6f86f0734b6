"""What erasing a person means for the conversation: the words stay, the name goes."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from budget_app.ideas.authors import UNNAMED
from budget_app.people.models import Account
from budget_app.talk.models import Opinion, Reaction


def forget(session: Session, account: Account, now: datetime) -> None:
    """Take the name and the account off every reaction and answer."""
    session.connection().execute(
        sa.update(Reaction)
        .where(col(Reaction.account_id) == account.id)
        .values(account_id=None, name=UNNAMED)
    )
    session.connection().execute(
        sa.update(Opinion).where(col(Opinion.account_id) == account.id).values(account_id=None)
    )
