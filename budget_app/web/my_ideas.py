"""What the makers of an idea can do now, and what waits for their answer."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from budget_app.bodies.models import Appeal, Body, Docket, TextProposal
from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.ideas import authors, changing, merging
from budget_app.ideas.models import Idea
from budget_app.route import rules
from budget_app.route import service as route


@dataclass(frozen=True)
class Deeds:
    """What a maker can do with an idea at this moment."""

    edit: bool
    submit: bool
    withdraw: bool
    invite: bool
    merge: bool
    repair: bool
    appeal: bool
    ready: bool


@dataclass(frozen=True)
class MergeAsked:
    """Someone asks whether one idea may go on inside another."""

    id: int
    from_idea: Idea
    into_idea: Idea
    message: str


@dataclass(frozen=True)
class TextAsked:
    """A body proposes other words for an idea."""

    id: int
    idea: Idea
    field: str
    new_value: str
    reason: str
    body_name: str


def deeds(session: Session, idea: Idea, now: datetime) -> Deeds:
    """What the route allows the makers of an idea now."""
    draft, over = idea.state == "concept", idea.state in rules.ENDED

    def may(action: str) -> bool:
        return route.may(session, idea.round_id, action, "resident", now, idea.step_key)

    return Deeds(
        edit=changing.may(session, idea, now),
        submit=draft and may("submit"),
        withdraw=not over and (draft or may("withdraw")),
        invite=authors.may_invite(session, idea, now),
        merge=idea.state in merging.MERGEABLE and may("merge"),
        repair=idea.state == "aanpassen" and may("repair"),
        appeal=idea.state == "afgewezen" and may("appeal") and session.get(Appeal, idea.id) is None,
        ready=_waits_for_makers(session, idea),
    )


def _waits_for_makers(session: Session, idea: Idea) -> bool:
    """Whether an idea stands in a rolling talk step, which it leaves when its makers say so."""
    if idea.state != rules.STATE_AT["talk"] or idea.step_key is None:
        return False
    step = config_of(session.get_one(Round, idea.round_id)).step(idea.step_key)
    return step.kind == "talk" and step.rolling


def merges_to_answer(session: Session, idea_ids: list[int], account_id: int) -> list[MergeAsked]:
    """Proposals to go on together that this account can answer."""
    asked = merging.answerable(session, idea_ids, account_id)
    ids = {merge.from_id for merge in asked} | {merge.into_id for merge in asked}
    by_id = {i.id: i for i in session.exec(select(Idea).where(col(Idea.id).in_(ids)))}
    return [
        MergeAsked(merge.id or 0, by_id[merge.from_id], by_id[merge.into_id], merge.message)
        for merge in asked
    ]


def waiting_proposals(session: Session, idea_ids: list[int]) -> list[TextAsked]:
    """Other words that an assessor proposes and nobody answered yet."""
    query = (
        select(TextProposal, Idea, Body.name)
        .join(Idea, col(Idea.id) == col(TextProposal.idea_id))
        .join(Docket, col(Docket.id) == col(TextProposal.docket_id))
        .join(Body, col(Body.id) == col(Docket.body_id))
        .where(col(TextProposal.idea_id).in_(idea_ids), TextProposal.status == "proposed")
        .order_by(col(TextProposal.id))
    )
    return [
        TextAsked(asked.id or 0, idea, asked.field, asked.new_value, asked.reason, name)
        for asked, idea, name in session.exec(query)
    ]


def last_verdict(session: Session, idea_id: int) -> tuple[Docket, str] | None:
    """The newest decided dossier of an idea with the name of its body."""
    query = (
        select(Docket, Body.name)
        .join(Body, col(Body.id) == col(Docket.body_id))
        .where(Docket.idea_id == idea_id, col(Docket.verdict).is_not(None))
        .order_by(col(Docket.id).desc())
    )
    return session.exec(query).first()
