"""Requests for help and what came of them, in a fixed number of statements."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from budget_app.ideas.models import Idea
from budget_app.prodeo.models import HelpOffer, HelpRequest
from budget_app.prodeo.rules import PUBLIC
from budget_app.projects.models import Project
from budget_app.projects.money import CLOSED

MOST = 200


@dataclass(frozen=True)
class Asked:
    """A request with its project, and the offers that this reader may see."""

    request: HelpRequest
    title: str
    project_state: str
    offers: list[HelpOffer]

    @property
    def is_open(self) -> bool:
        """Whether help is still welcome: the project goes on and nothing was taken yet."""
        taken = any(offer.state in PUBLIC for offer in self.offers)
        return self.project_state not in CLOSED and not taken


def of_project(session: Session, project_id: int, all_offers: bool = False) -> list[Asked]:
    """What a project asked; with `all_offers` also those not taken, for its makers."""
    return _asked(session, HelpRequest.project_id == project_id, all_offers)


def of_round(session: Session, round_id: int) -> list[Asked]:
    """What the projects of a round asked, newest first, at most MOST."""
    return _asked(session, Project.round_id == round_id, False)


def to_answer(session: Session, idea_ids: list[int]) -> list[tuple[int, str]]:
    """Of these ideas the projects with an offer that nobody answered yet: (id, title)."""
    query = (
        select(Project.id, Idea.title)
        .join(Idea, col(Idea.id) == col(Project.idea_id))
        .join(HelpRequest, col(HelpRequest.project_id) == col(Project.id))
        .join(HelpOffer, col(HelpOffer.request_id) == col(HelpRequest.id))
        .where(col(Idea.id).in_(idea_ids), HelpOffer.state == "offered")
        .distinct()
        .order_by(col(Project.id))
    )
    return [(project_id or 0, title) for project_id, title in session.exec(query)]


def _asked(session: Session, where: Any, all_offers: bool) -> list[Asked]:
    rows = session.exec(
        select(HelpRequest, Idea.title, Project.state)
        .join(Project, col(Project.id) == col(HelpRequest.project_id))
        .join(Idea, col(Idea.id) == col(Project.idea_id))
        .where(where)
        .order_by(col(HelpRequest.id).desc())
        .limit(MOST)
    ).all()
    query = (
        select(HelpOffer)
        .where(col(HelpOffer.request_id).in_([request.id for request, _, _ in rows]))
        .order_by(col(HelpOffer.id))
    )
    if not all_offers:
        query = query.where(col(HelpOffer.state).in_(PUBLIC))
    offers: dict[int, list[HelpOffer]] = defaultdict(list)
    for offer in session.exec(query) if rows else ():
        offers[offer.request_id].append(offer)
    return [Asked(request, title, state, offers[request.id or 0]) for request, title, state in rows]
