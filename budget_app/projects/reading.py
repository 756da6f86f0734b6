"""What public pages need to know of projects."""

import sqlalchemy as sa
from sqlmodel import Session

from budget_app.projects.models import Project

PROJECT: sa.Table = Project.__table__  # type: ignore[attr-defined]


def of_idea(session: Session, idea_id: int) -> int | None:
    """The project that an idea became."""
    query = sa.select(PROJECT.c.id).where(PROJECT.c.idea_id == idea_id)
    return session.connection().execute(query).scalar()
