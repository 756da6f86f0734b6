"""What erasing a person means for ideas: drafts and their photos go, credit loses its name."""

from datetime import datetime

from sqlmodel import Session, col, delete, select

from budget_app.ideas import authors, photos
from budget_app.ideas.models import AuthorInvite, Idea, IdeaAuthor, IdeaVersion
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


def old_drafts(session: Session, before: datetime, most: int | None = None) -> list[Idea]:
    """Ideas that were never handed in and that nobody touched since a moment."""
    makers = select(IdeaAuthor.idea_id).where(IdeaAuthor.idea_id == Idea.id)
    query = (
        select(Idea)
        .where(
            Idea.state == "concept",
            Idea.subject == "idea",
            col(Idea.submitted_at).is_(None),
            col(Idea.updated_at) <= before,
            makers.exists(),
        )
        .order_by(col(Idea.id))
        .limit(most)
        .with_for_update()
    )
    return list(session.exec(query))


def clear(session: Session, idea: Idea) -> None:
    """Empty a draft and take it off its makers' lists; its number stays used."""
    _empty(session, idea)
    for version in session.exec(select(IdeaVersion).where(IdeaVersion.idea_id == idea.id)):
        version.by_account_id = None
        session.add(version)
    session.exec(delete(IdeaAuthor).where(col(IdeaAuthor.idea_id) == idea.id))
    session.exec(delete(AuthorInvite).where(col(AuthorInvite.idea_id) == idea.id))


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
