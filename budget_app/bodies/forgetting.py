"""What erasing a person means for bodies: their seats are free, and they are off open lists."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col

from budget_app.bodies.models import Draw, Seat, Volunteer
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
    # A list that is closed stays as it is, or nobody could repeat the draw.
    open_lists = sa.select(col(Draw.id)).where(col(Draw.closed_at).is_(None))
    own = col(Volunteer.account_id) == account.id
    session.connection().execute(
        sa.delete(Volunteer).where(own, col(Volunteer.draw_id).in_(open_lists))
    )
    session.connection().execute(sa.update(Volunteer).where(own).values(account_id=None, name=""))
