"""Photos as they are kept: whose they are, who may see them, and when they go."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, delete, select

from budget_app.clock import local_date
from budget_app.errors import NotFound
from budget_app.ideas.models import Idea, IdeaAuthor, Photo
from budget_app.ideas.pictures import Picture

UNUSED_DAYS = 2


def keep(
    session: Session, picture: Picture, account_id: int, now: datetime, description: str = ""
) -> Photo:
    """Store a picture; re-encode it first, outside the transaction, because that takes time."""
    photo = Photo(
        content=picture.content,
        width=picture.width,
        height=picture.height,
        description=description,
        uploaded_on=local_date(now),
        uploaded_by_id=account_id,
    )
    session.add(photo)
    session.flush()
    return photo


def own(session: Session, photo_id: int | None, account_id: int) -> int | None:
    """The id of a photo that this account uploaded itself; None for any other."""
    if photo_id is None:
        return None
    query = select(Photo.id).where(Photo.id == photo_id, Photo.uploaded_by_id == account_id)
    return session.exec(query).first()


def visible(session: Session, photo_id: int, account_id: int | None) -> Photo:
    """A photo as this visitor may see it. Raises NotFound.

    A photo that is not shown anywhere yet is for who uploaded it and for the makers of its draft.
    """
    photo = session.get(Photo, photo_id)
    if photo is None:
        raise NotFound
    if account_id is not None and photo.uploaded_by_id == account_id:
        return photo
    if not _shown(session, photo_id) and not _in_draft_of(session, photo_id, account_id):
        raise NotFound
    return photo


def forget(session: Session, account_id: int) -> None:
    """Remove what this account uploaded and nobody can see; take it off what stays with an idea."""
    mine = select(Photo.id).where(Photo.uploaded_by_id == account_id)
    for photo_id in session.exec(mine).all():
        if _in_use(session, photo_id):
            session.connection().execute(
                sa.update(Photo).where(col(Photo.id) == photo_id).values(uploaded_by_id=None)
            )
        else:
            session.exec(delete(Photo).where(col(Photo.id) == photo_id))


def _in_use(session: Session, photo_id: int | None) -> bool:
    in_idea = session.exec(select(Idea.id).where(Idea.photo_id == photo_id)).first()
    return in_idea is not None or _shown(session, photo_id)


def sweep(session: Session, now: datetime) -> None:
    """Forget photos that were uploaded with a form that nobody finished."""
    used = [select(Idea.photo_id).where(col(Idea.photo_id).is_not(None))]
    used.append(sa.select(_UPDATES.c.photo_id).where(_UPDATES.c.photo_id.is_not(None)))  # type: ignore[arg-type]
    session.exec(
        delete(Photo).where(
            col(Photo.uploaded_on) < local_date(now - timedelta(days=UNUSED_DAYS)),
            *(col(Photo.id).not_in(query) for query in used),
        )
    )


# News from a project shows photos too; that feature lies beside this one.
_UPDATES = sa.table("project_update", sa.column("photo_id", sa.Integer))


def _shown(session: Session, photo_id: int | None) -> bool:
    in_idea = select(Idea.id).where(Idea.photo_id == photo_id, Idea.state != "concept")
    in_news = sa.select(_UPDATES.c.photo_id).where(_UPDATES.c.photo_id == photo_id)
    return (
        session.exec(in_idea).first() is not None
        or session.connection().execute(in_news).first() is not None
    )


def _in_draft_of(session: Session, photo_id: int, account_id: int | None) -> bool:
    query = (
        select(IdeaAuthor.idea_id)
        .join(Idea, col(Idea.id) == col(IdeaAuthor.idea_id))
        .where(
            Idea.photo_id == photo_id,
            IdeaAuthor.account_id == account_id,
            IdeaAuthor.status == "agreed",
        )
    )
    return session.exec(query).first() is not None
