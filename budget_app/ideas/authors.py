"""The makers of an idea: invited by a link that works once, and free to leave."""

import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, select

from budget_app.errors import NotNow, Refusal
from budget_app.history import service as history
from budget_app.i18n import _l
from budget_app.ideas import service
from budget_app.ideas.models import AuthorInvite, Idea, IdeaAuthor
from budget_app.people.codes import keyed_hash
from budget_app.people.models import Account
from budget_app.route import rules
from budget_app.route import service as route

VALID_FOR = timedelta(days=30)
MOST_OPEN = 20  # links that wait for an answer, per idea
ALWAYS_OPEN = ("concept", "aanpassen")
UNNAMED = "een bewoner"  # credit of who gives no name, and of who was erased


class UnknownInvite(Refusal):
    status = 404
    sentence = _l(
        "Deze uitnodiging werkt niet (meer). Een uitnodiging werkt één keer, 30 dagen lang. "
        "Vraag om een nieuwe."
    )


class MakerAlready(Refusal):
    sentence = _l("U bent al maker van dit idee.")


class LastMaker(Refusal):
    sentence = _l(
        "U bent de enige maker van dit idee. Wilt u stoppen? Trek het idee dan in, "
        "of vraag eerst iemand anders om mee te doen."
    )


class TooManyInvites(Refusal):
    sentence = _l("Er staan al veel uitnodigingen open. Wacht tot iemand antwoordt.")


def may_invite(session: Session, idea: Idea, now: datetime) -> bool:
    """Whether makers can ask others to join now."""
    if idea.state in ALWAYS_OPEN:
        return True
    return idea.state not in rules.ENDED and route.may(
        session, idea.round_id, "invite", "resident", now, idea.step_key
    )


def invite(session: Session, secret_key: str, idea: Idea, now: datetime) -> str:
    """A new code for a link with which one person can become a maker; only its hash is kept."""
    if not may_invite(session, idea, now):
        raise NotNow
    waiting = session.exec(
        select(sa.func.count())
        .select_from(AuthorInvite)
        .where(
            AuthorInvite.idea_id == idea.id,
            col(AuthorInvite.used_at).is_(None),
            AuthorInvite.made_at > now - VALID_FOR,
        )
    ).one()
    if waiting >= MOST_OPEN:
        raise TooManyInvites
    code = secrets.token_hex(16)
    session.add(
        AuthorInvite(
            code_hash=keyed_hash(secret_key, "invite", code), idea_id=idea.id or 0, made_at=now
        )
    )
    session.flush()
    return code


def invited_to(
    session: Session, secret_key: str, code: str, now: datetime, lock: bool = False
) -> tuple[AuthorInvite, Idea]:
    """The invitation behind a link and its idea. Raises UnknownInvite, also once it was used."""
    query = select(AuthorInvite).where(
        AuthorInvite.code_hash == keyed_hash(secret_key, "invite", code)
    )
    found = session.exec(query.with_for_update() if lock else query).first()
    if found is None or found.used_at is not None or found.made_at <= now - VALID_FOR:
        raise UnknownInvite
    idea = session.get_one(Idea, found.idea_id)
    if idea.state in rules.ENDED:
        raise UnknownInvite
    return found, idea


def accept(session: Session, secret_key: str, code: str, account: Account, now: datetime) -> Idea:
    """Become a maker. The link is spent. Raises UnknownInvite, MakerAlready."""
    found, idea = invited_to(session, secret_key, code, now, lock=True)
    if service.is_maker(session, idea.id or 0, account.id or 0):
        raise MakerAlready
    found.used_at = now
    session.add(found)
    add(session, idea, account.id or 0, account.name or UNNAMED)
    history.append(session, now, "maker", "maker_joined", f"idea:{idea.number}", idea.round_id)
    return idea


def add(session: Session, idea: Idea, account_id: int, credit: str) -> None:
    """Make someone a maker, named last; someone who left comes back."""
    last = session.exec(
        select(sa.func.max(IdeaAuthor.position)).where(IdeaAuthor.idea_id == idea.id)
    ).one()
    author = session.get(IdeaAuthor, (idea.id, account_id))
    if author is None:
        author = IdeaAuthor(idea_id=idea.id or 0, account_id=account_id, credit=credit)
    author.status, author.credit, author.position = "agreed", credit, (last or 0) + 1
    session.add(author)
    session.flush()
    refresh(session, idea)


def leave(session: Session, idea: Idea, account_id: int, now: datetime) -> None:
    """Stop being a maker; the idea goes on with the others. Raises LastMaker."""
    session.exec(select(Idea.id).where(Idea.id == idea.id).with_for_update()).one()
    if len(service.makers_of(session, idea.id or 0)) < 2:
        raise LastMaker
    author = session.get_one(IdeaAuthor, (idea.id, account_id))
    author.status = "declined"
    session.add(author)
    session.flush()
    refresh(session, idea)
    history.append(session, now, "maker", "maker_left", f"idea:{idea.number}", idea.round_id)


def of_idea(session: Session, idea_id: int) -> list[IdeaAuthor]:
    """The makers who agreed, in the order in which they are named."""
    query = (
        select(IdeaAuthor)
        .where(IdeaAuthor.idea_id == idea_id, IdeaAuthor.status == "agreed")
        .order_by(col(IdeaAuthor.position), col(IdeaAuthor.account_id))
    )
    return list(session.exec(query))


def refresh(session: Session, idea: Idea) -> None:
    """Bring the idea's own copy of the makers' names up to date, each name once."""
    names = dict.fromkeys(author.credit for author in of_idea(session, idea.id or 0))
    idea.makers = ", ".join(names)
    session.add(idea)
    session.flush()


def rename(session: Session, account_id: int, name: str) -> None:
    """Show another name with every idea of one maker."""
    query = select(IdeaAuthor).where(IdeaAuthor.account_id == account_id)
    for author in session.exec(query).all():
        author.credit = name or UNNAMED
        session.add(author)
    session.flush()
    mine = select(IdeaAuthor.idea_id).where(IdeaAuthor.account_id == account_id)
    for idea in session.exec(select(Idea).where(col(Idea.id).in_(mine))).all():
        refresh(session, idea)
