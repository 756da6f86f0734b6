"""What erasing a person means for bodies: their seats are free."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col

from budget_app.bodies.models import Seat
from budget_app.clock import local_date
from budget_app.people.models import Account


def forget(session: Session, account: Account, now: datetime) -> None:
    """End every seat that still runs; what the body decided stays decided."""
    today = local_date(now)
    session.connection().execute(
        sa.update(Seat)
        .where(
            col(Seat.account_id) == account.id,
            sa.or_(col(Seat.ends_on).is_(None), col(Seat.ends_on) >= today),
        )
        .values(ends_on=today - timedelta(days=1))
    )
