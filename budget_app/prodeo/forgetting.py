"""What erasing a person means for offers of help: their words go, what the wijk got stays."""

from datetime import datetime

from sqlmodel import Session, select

from budget_app.ideas.authors import UNNAMED
from budget_app.people.models import Account
from budget_app.prodeo.models import HelpOffer


def forget(session: Session, account: Account, now: datetime) -> None:
    """Take the words out; a company that carries the person's own name loses it."""
    for row in session.exec(select(HelpOffer).where(HelpOffer.account_id == account.id)).all():
        row.words = ""
        if account.name and account.name in row.company:
            row.company = UNNAMED
        session.add(row)
    session.flush()
