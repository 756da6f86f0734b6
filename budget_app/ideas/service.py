"""Ideas: written, kept as a draft, submitted, changed and withdrawn by their makers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.errors import NotForYou, NotFound, NotNow, Refusal
from budget_app.i18n import _l
from budget_app.ideas import moves
from budget_app.ideas.models import Idea, IdeaAuthor, IdeaVersion
from budget_app.mail import service as mail
from budget_app.route import rules
from budget_app.route import service as route

# What a maker writes; the rest of an idea follows from what happens to it.
CONTENT = (
    "title",
    "body",
    "area_code",
    "street",
    "lat",
    "lon",
    "category",
    "cost_cents",
    "cost_note",
    "own_hours",
    "own_goods",
    "own_cents",
    "executor",
    "photo_id",
    "builds_on_id",
)


class NotYourIdea(NotForYou):
    sentence = _l("Dit is niet uw idee. Alleen de makers kunnen dit doen.")


class AlreadySubmitted(Refusal):
    sentence = _l("Dit idee is al ingediend.")


class TooLateForRound(NotNow):
    sentence = _l(
        "De stap “{step}” is al begonnen zonder dit idee. Het kan niet meer meedoen in deze ronde. "
        "Uw idee blijft bewaard als concept."
    )


class NotReadyHere(NotNow):
    sentence = _l("Dit idee wacht op de rest van de ronde. Het gaat vanzelf verder.")


@dataclass(frozen=True)
class Maker:
    """Who acts on an idea, and in which capacity."""

    account_id: int
    name: str
    entered_by_id: int | None = None
    channel: str = "web"
    audience: str = "resident"


def start(
    session: Session, round: Round, content: dict[str, Any], maker: Maker, now: datetime
) -> Idea:
    """Keep a new idea as a draft that only its maker sees."""
    idea = Idea(
        round_id=round.id or 0,
        number=next_number(session, round),
        subject=_gathered(round),
        channel=maker.channel,
        makers=maker.name,
        updated_at=now,
        **_content(content),
    )
    session.add(idea)
    session.flush()
    session.add(
        IdeaAuthor(
            idea_id=idea.id or 0,
            account_id=maker.account_id,
            credit=maker.name,
            entered_by_id=maker.entered_by_id,
        )
    )
    keep_version(session, idea, maker.account_id, now, "")
    return idea


def _gathered(round: Round) -> str:
    """What the round gathers: ideas, plans, themes or routes."""
    step = config_of(round).first("gather")
    return step.of if step else "idea"


def submit(session: Session, round: Round, idea: Idea, maker: Maker, now: datetime) -> Idea:
    """Hand a draft in; it comes to the first step of the route. Raises NotNow when that is shut."""
    if idea.state != "concept":
        raise AlreadySubmitted
    audience = "desk" if maker.entered_by_id else maker.audience
    route.demand(session, idea.round_id, "submit", audience, now)
    missed = moves.too_late(session, round, idea)
    if missed is not None:
        raise TooLateForRound(step=missed.name)
    idea.submitted_at = now
    moves.advance(session, round, idea, now, "helper" if maker.entered_by_id else "maker")
    mail.tell(session, maker.account_id, "idea_received", now, idea_id=idea.id, title=idea.title)
    return idea


def revise(
    session: Session,
    idea: Idea,
    content: dict[str, Any],
    maker: Maker,
    now: datetime,
    note: str = "",
    action: str = "edit",
) -> Idea:
    """Change the words of an idea while its step allows it; the old words stay readable.

    `action` is what the route must allow: "edit", or "answer_proposal" for words of an assessor.
    """
    if idea.state in rules.ENDED:
        raise NotNow
    if idea.state not in ("concept", "aanpassen"):
        route.demand(session, idea.round_id, action, "resident", now, idea.step_key)
    for name, value in _content(content).items():
        setattr(idea, name, value)
    idea.updated_at = now
    session.add(idea)
    if idea.state == "concept":
        _replace_version(session, idea)
        return idea
    idea.version += 1
    keep_version(session, idea, maker.account_id, now, note)
    return idea


def ready(session: Session, round: Round, idea: Idea, now: datetime) -> Idea:
    """The makers are done talking: in a rolling talk step their idea goes on when they say so."""
    step = config_of(round).step(idea.step_key or "")
    if step.kind != "talk" or not step.rolling or idea.state != rules.STATE_AT["talk"]:
        raise NotReadyHere
    missed = moves.too_late(session, round, idea)
    if missed is not None:
        raise TooLateForRound(step=missed.name)
    moves.advance(session, round, idea, now, "maker")
    return idea


def withdraw(session: Session, idea: Idea, now: datetime, reason: str) -> Idea:
    """Take an idea back. A draft disappears from view; a submitted idea stays, as withdrawn."""
    session.refresh(idea, with_for_update=True)
    if idea.state in rules.ENDED:
        raise NotNow
    if idea.state != "concept":
        route.demand(session, idea.round_id, "withdraw", "resident", now, idea.step_key)
    moves.record(session, idea, "ingetrokken", now, "maker", reason)
    return idea


def of_maker(session: Session, idea_id: int, account_id: int) -> Idea:
    """An idea loaded through one of its makers. Raises NotFound, NotYourIdea."""
    idea = session.get(Idea, idea_id)
    if idea is None:
        raise NotFound
    if not is_maker(session, idea_id, account_id):
        raise NotYourIdea
    return idea


def is_maker(session: Session, idea_id: int, account_id: int) -> bool:
    """Whether someone is an author who agreed."""
    author = session.get(IdeaAuthor, (idea_id, account_id))
    return author is not None and author.status == "agreed"


def visible(session: Session, idea_id: int, account_id: int | None) -> Idea:
    """An idea as this visitor may see it: drafts only by their makers. Raises NotFound."""
    idea = session.get(Idea, idea_id)
    hidden = (
        idea is None
        or idea.state == "concept"
        or (idea.state == "ingetrokken" and idea.submitted_at is None)
    )
    if hidden and not (account_id and idea and is_maker(session, idea_id, account_id)):
        raise NotFound
    assert idea is not None  # noqa: S101  (a missing idea was refused above)
    return idea


def makers_of(session: Session, idea_id: int) -> list[int]:
    """Account ids of the authors who agreed."""
    return list(
        session.exec(
            select(IdeaAuthor.account_id).where(
                IdeaAuthor.idea_id == idea_id, IdeaAuthor.status == "agreed"
            )
        )
    )


def _content(content: dict[str, Any]) -> dict[str, Any]:
    return {name: content[name] for name in CONTENT if name in content}


def next_number(session: Session, round: Round) -> int:
    """The number for the next idea of a round; held, so that no two get the same."""
    # The row of the round is the queue: two ideas at the same moment get two numbers.
    session.exec(select(Round.id).where(Round.id == round.id).with_for_update()).one()
    highest = session.exec(
        select(sa.func.max(col(Idea.number))).where(Idea.round_id == round.id)
    ).one()
    return (highest or 0) + 1


def _replace_version(session: Session, idea: Idea) -> None:
    version = session.exec(
        select(IdeaVersion).where(IdeaVersion.idea_id == idea.id, IdeaVersion.version == 1)
    ).one()
    version.content = {name: getattr(idea, name) for name in CONTENT}
    session.add(version)
    session.flush()


def keep_version(session: Session, idea: Idea, by: int | None, now: datetime, note: str) -> None:
    """Keep the words of an idea as they stand, under its version number, with who and why."""
    content = {name: getattr(idea, name) for name in CONTENT}
    session.add(
        IdeaVersion(
            idea_id=idea.id or 0,
            version=idea.version,
            content=content,
            at=now,
            by_account_id=by,
            note=note,
        )
    )
    session.flush()
