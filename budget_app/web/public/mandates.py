"""The register of mandates of a round: who may decide what, given by whom."""

from dataclasses import dataclass

from fastapi import APIRouter, Response
from sqlmodel import Session, col, select

from budget_app.bodies import mandates
from budget_app.bodies.models import Body
from budget_app.budgets import reading as rounds
from budget_app.budgets.config import BodyRule, RoundConfig
from budget_app.clock import local_date
from budget_app.web.guards import Anyone

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Holder:
    """A body and whether any mandate holds for it now."""

    rule: BodyRule
    live: bool


@router.get("/ronde/{slug}/mandaten")
def show(visit: Anyone, slug: str) -> Response:
    """Every mandate, and the bodies that have none."""
    today = local_date(visit.now)
    with visit.read() as session:
        round = rounds.by_slug(session, slug)
        entries = mandates.register(session, round.id, today)
        holders = holders_of(session, round.id, round.config, entries)
    return visit.page("public/mandates.html", round=round, entries=entries, holders=holders)


def holders_of(
    session: Session, round_id: int, config: RoundConfig, entries: list[mandates.Entry]
) -> list[Holder]:
    """The bodies of a round, with whether a mandate in the register holds for them."""
    ids = {
        key: id
        for id, key in session.exec(
            select(Body.id, Body.key).where(Body.round_id == round_id).order_by(col(Body.id))
        )
    }
    live = {entry.body_id for entry in entries if entry.state == "live"}
    return [Holder(rule, ids.get(rule.key) in live) for rule in config.bodies]
