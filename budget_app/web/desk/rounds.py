"""The rounds a helper works for, and which of them take ideas now."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from budget_app.budgets import service as budgets
from budget_app.budgets.models import Round, RoundArea
from budget_app.clock import local_date
from budget_app.errors import NotForYou
from budget_app.events.models import VotingDay
from budget_app.i18n import _l
from budget_app.people import service as people
from budget_app.places import service as places
from budget_app.route.models import Step
from budget_app.route.rules import ACTIONS
from budget_app.web.visit import Visit

MOST = 30
TAKES_IDEAS = [
    kind for (kind, who), deeds in ACTIONS.items() if who == "desk" and "submit" in deeds
]


class OtherWijk(NotForYou):
    sentence = _l("U werkt aan de balie van een andere wijk.")


@dataclass(frozen=True)
class DeskRound:
    """A round as the desk lists it."""

    slug: str
    title: str
    takes_ideas: bool
    hands_out_passes: bool
    issues_currency: bool


def mine(session: Session, helper_id: int, now: datetime) -> list[DeskRound]:
    """The published rounds in the areas of this helper, newest first."""
    areas = _areas(session, helper_id, now)
    gathering = select(Step.round_id).where(
        col(Step.kind).in_(TAKES_IDEAS),
        Step.state == "open",
        sa.or_(col(Step.closes_at).is_(None), col(Step.closes_at) > now),
    )
    voting_days = col(Round.id).in_(select(VotingDay.round_id))
    pledging = col(Round.id).in_(select(Step.round_id).where(Step.kind == "pledge"))
    query = sa.select(
        col(Round.slug), col(Round.title), col(Round.id).in_(gathering), voting_days, pledging
    ).where(col(Round.state) == "published")
    if areas is not None:
        query = query.where(col(Round.id).in_(_in_areas(areas)))
    rows = session.connection().execute(query.order_by(col(Round.id).desc()).limit(MOST))
    return [
        DeskRound(slug, title, bool(takes), bool(passes), bool(issues))
        for slug, title, takes, passes, issues in rows
    ]


def by_slug(visit: Visit, session: Session, slug: str) -> Round:
    """A round that this helper works for. Raises NotFound, OtherWijk."""
    round = budgets.by_slug(session, slug)
    areas = _areas(session, visit.me.account_id, visit.now)
    if areas is not None:
        covered = _in_areas(areas).where(RoundArea.round_id == round.id)
        if session.exec(covered).first() is None:
            raise OtherWijk
    return round


def _areas(session: Session, helper_id: int, now: datetime) -> list[str] | None:
    """Where someone helps, with all that lies inside; None means everywhere."""
    areas = people.role_areas(session, helper_id, "desk", local_date(now))
    return None if areas is None else places.with_parts(session, areas)


def _in_areas(areas: list[str]) -> SelectOfScalar[int]:
    return select(RoundArea.round_id).where(col(RoundArea.area_code).in_(areas))
