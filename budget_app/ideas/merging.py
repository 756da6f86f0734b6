"""Two ideas go on as one: proposed by one side, answered by the other, with credit to all."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from budget_app.errors import FieldErrors, NotForYou, NotFound, Refusal
from budget_app.history import service as history
from budget_app.i18n import _l
from budget_app.ideas import authors, moves
from budget_app.ideas import service as ideas
from budget_app.ideas.models import Idea, IdeaAuthor, Merge
from budget_app.mail import service as mail
from budget_app.route import service as route

# While people are still talking. Once a jury or the voters have it, an idea stays what it is.
MERGEABLE = frozenset({"ingediend", "in_gesprek"})
MESSAGE_MAX = 1000


class SameIdea(Refusal):
    sentence = _l("Dit is hetzelfde idee. Kies een ander idee om mee samen te gaan.")


class BothYours(Refusal):
    sentence = _l("U bent maker van allebei. Zet alles in het ene idee en trek het andere in.")


class OtherRound(Refusal):
    sentence = _l("Dit idee hoort bij een andere ronde. Samengaan kan alleen binnen één ronde.")


class TooFar(Refusal):
    sentence = _l("Een van de twee ideeën is al te ver. Samengaan kan niet meer.")


class ProposedBefore(Refusal):
    sentence = _l("Dit voorstel ligt er al. Wacht op het antwoord van de andere makers.")


class NotYourAnswer(NotForYou):
    sentence = _l("Alleen de makers van het andere idee kunnen dit voorstel beantwoorden.")


class Answered(Refusal):
    sentence = _l("Op dit voorstel is al geantwoord.")


def propose(
    session: Session,
    from_idea: Idea,
    into_idea: Idea,
    account_id: int,
    message: str,
    now: datetime,
) -> Merge:
    """Ask the other side whether `from_idea` may go on inside `into_idea`.

    Raises SameIdea, OtherRound, TooFar, BothYours, ProposedBefore, NotYourIdea, NotNow.
    """
    if from_idea.id == into_idea.id:
        raise SameIdea
    if from_idea.round_id != into_idea.round_id:
        raise OtherRound
    _demand_mergeable(from_idea, into_idea)
    route.demand(session, from_idea.round_id, "merge", "resident", now)
    mine = [ideas.is_maker(session, i.id or 0, account_id) for i in (from_idea, into_idea)]
    if not any(mine):
        raise ideas.NotYourIdea
    if all(mine):
        raise BothYours
    if len(message) > MESSAGE_MAX:
        raise FieldErrors(
            {
                "message": _l("Dit is te lang. U kunt hier {most} tekens kwijt.").with_values(
                    most=MESSAGE_MAX
                )
            }
        )
    if _waiting(session, from_idea, into_idea):
        raise ProposedBefore
    merge = Merge(
        from_id=from_idea.id or 0,
        into_id=into_idea.id or 0,
        proposed_by_id=account_id,
        proposed_at=now,
        message=message.strip(),
    )
    session.add(merge)
    session.flush()
    other = into_idea if mine[0] else from_idea
    for maker in ideas.makers_of(session, other.id or 0):
        mail.tell(
            session, maker, "merge_proposed", now, merge_id=merge.id, title=other.title,
            other=(from_idea if mine[0] else into_idea).title,
        )  # fmt: skip
    return merge


def answer(session: Session, merge: Merge, account_id: int, agree: bool, now: datetime) -> Merge:
    """Let the other side say yes or no. Yes ends one idea and gives its makers credit in the other.

    Raises Answered, NotYourAnswer, TooFar, NotNow.
    """
    session.refresh(merge, with_for_update=True)
    if merge.status != "proposed":
        raise Answered
    demand_answerer(session, merge, account_id)
    from_idea, into_idea = _locked(session, merge)
    merge.answered_at, merge.status = now, "agreed" if agree else "declined"
    session.add(merge)
    if agree:
        route.demand(session, from_idea.round_id, "merge", "resident", now)
        _demand_mergeable(from_idea, into_idea)
        _join(session, from_idea, into_idea, now)
    session.flush()
    return merge


def demand_answerer(session: Session, merge: Merge, account_id: int) -> None:
    """Raise NotYourAnswer unless this is a maker of the side that did not propose."""
    if not _can_answer(merge, account_id, _makers(session, [merge])):
        raise NotYourAnswer


def answerable(session: Session, idea_ids: list[int], account_id: int) -> list[Merge]:
    """Proposals about these ideas that this account can answer; two statements, however many."""
    waiting = open_for(session, idea_ids)
    makers = _makers(session, waiting)
    return [merge for merge in waiting if _can_answer(merge, account_id, makers)]


def asked(session: Session, idea_id: int) -> list[Idea]:
    """The ideas whose makers were asked to go on with this one, and have not answered yet."""
    waiting = open_for(session, [idea_id])
    makers = _makers(session, waiting)
    ids = {_other_side(merge, makers) for merge in waiting} - {idea_id}
    return list(session.exec(select(Idea).where(col(Idea.id).in_(ids)).order_by(col(Idea.number))))


def for_answer(session: Session, merge_id: int, account_id: int) -> Merge:
    """A proposal loaded through someone who can answer it. Raises NotFound, NotYourAnswer."""
    merge = session.get(Merge, merge_id)
    if merge is None:
        raise NotFound
    demand_answerer(session, merge, account_id)
    return merge


def open_for(session: Session, idea_ids: list[int]) -> list[Merge]:
    """Proposals that wait for an answer and touch one of these ideas."""
    query = select(Merge).where(
        Merge.status == "proposed",
        sa.or_(col(Merge.from_id).in_(idea_ids), col(Merge.into_id).in_(idea_ids)),
    )
    return list(session.exec(query.order_by(col(Merge.id))))


def by_number(session: Session, round_id: int, number: int) -> Idea:
    """An idea of a round that others can see, by its number. Raises FieldErrors."""
    found = session.exec(
        select(Idea).where(Idea.round_id == round_id, Idea.number == number)
    ).first()
    if found is None or found.submitted_at is None:
        raise FieldErrors({"number": _l("Er is in deze ronde geen idee met dit nummer.")})
    return found


# (idea, account) -> whether that maker agreed; False for one who left or declined
Makers = dict[tuple[int, int], bool]


def _makers(session: Session, merges: list[Merge]) -> Makers:
    ids = {merge.from_id for merge in merges} | {merge.into_id for merge in merges}
    rows = session.exec(select(IdeaAuthor).where(col(IdeaAuthor.idea_id).in_(ids)))
    return {(row.idea_id, row.account_id): row.status == "agreed" for row in rows}


def _can_answer(merge: Merge, account_id: int, makers: Makers) -> bool:
    other = _other_side(merge, makers)
    return account_id != merge.proposed_by_id and makers.get((other, account_id), False)


def _other_side(merge: Merge, makers: Makers) -> int:
    """The idea whose makers must answer, also when the proposer has left their own idea since."""
    proposer = merge.proposed_by_id
    if makers.get((merge.from_id, proposer)):
        return merge.into_id
    return merge.from_id if (merge.into_id, proposer) in makers else merge.into_id


def _join(session: Session, from_idea: Idea, into_idea: Idea, now: datetime) -> None:
    from_idea.merged_into_id = into_idea.id
    moves.record(
        session, from_idea, "samengevoegd", now, "maker", reason=f"idea:{into_idea.number}"
    )
    for author in authors.of_idea(session, from_idea.id or 0):
        if not ideas.is_maker(session, into_idea.id or 0, author.account_id):
            authors.add(session, into_idea, author.account_id, author.credit)
    history.append(
        session,
        now,
        "maker",
        "ideas_merged",
        f"idea:{into_idea.number}",
        into_idea.round_id,
        merged=from_idea.number,
    )
    for other in open_for(session, [from_idea.id or 0]):
        other.status, other.answered_at = "declined", now
        session.add(other)


def _locked(session: Session, merge: Merge) -> tuple[Idea, Idea]:
    """Both ideas, held in one order by everyone, so that two answers never wait for each other."""
    held = session.exec(
        select(Idea)
        .where(col(Idea.id).in_([merge.from_id, merge.into_id]))
        .order_by(col(Idea.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    by_id = {idea.id: idea for idea in held}
    return by_id[merge.from_id], by_id[merge.into_id]


def _demand_mergeable(*both: Idea) -> None:
    if any(idea.state not in MERGEABLE for idea in both):
        raise TooFar


def _waiting(session: Session, from_idea: Idea, into_idea: Idea) -> bool:
    pair = [from_idea.id, into_idea.id]
    query = select(Merge.id).where(
        Merge.status == "proposed", col(Merge.from_id).in_(pair), col(Merge.into_id).in_(pair)
    )
    return session.exec(query).first() is not None
