"""What erasing a person means for ideas: drafts and their photos go, credit loses its name."""

from datetime import datetime

from sqlmodel import Session, col, select

from budget_app.ideas import authors, photos
from budget_app.ideas.models import Idea, IdeaAuthor, IdeaVersion
from budget_app.ideas.service import CONTENT, makers_of
from budget_app.people.models import Account

EMPTY = {
    "title": "", "body": "", "street": "", "lat": None, "lon": None, "cost_note": "",
    "own_goods": "", "photo_id": None, "makers": authors.UNNAMED,
}  # fmt: skip


def forget(session: Session, account: Account, now: datetime) -> None:
    """Empty drafts that nobody else works on; elsewhere the credit becomes "een bewoner"."""
    authors.rename(session, account.id or 0, "")
    unseen = (
        select(Idea)
        .join(IdeaAuthor, col(IdeaAuthor.idea_id) == col(Idea.id))
        .where(IdeaAuthor.account_id == account.id, col(Idea.submitted_at).is_(None))
    )
    for idea in session.exec(unseen).all():
        if set(makers_of(session, idea.id or 0)) <= {account.id}:
            _empty(session, idea)
    photos.forget(session, account.id or 0)


def _empty(session: Session, idea: Idea) -> None:
    for name, value in EMPTY.items():
        setattr(idea, name, value)
    session.add(idea)
    query = select(IdeaVersion).where(IdeaVersion.idea_id == idea.id)
    for version in session.exec(query).all():
        version.content = {name: getattr(idea, name) for name in CONTENT}
        version.note = ""
        session.add(version)
    session.flush()
