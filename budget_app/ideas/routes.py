"""Residents choose how the round goes on: each route is offered, and the winner becomes the route.

A route on offer is a row of `idea`, so that it can be talked about and voted on like anything else;
`external_id` holds its key in the configuration, which is also its name in published files.
"""

from datetime import datetime

from sqlmodel import Session, col, select

from budget_app.budgets.config import RouteRule
from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.history import service as history
from budget_app.ideas import moves
from budget_app.ideas.models import Idea
from budget_app.ideas.service import next_number
from budget_app.route import rules
from budget_app.route.service import lay_out


def offer(session: Session, round: Round, now: datetime) -> None:
    """Put every route of the configuration on the first step, once, when the rules freeze."""
    for route in config_of(round).routes:
        row = Idea(
            round_id=round.id or 0,
            number=next_number(session, round),
            subject="route",
            title=route.name,
            body=described(route),
            area_code=round.area_code,
            executor="samen",
            external_id=route.key,
            submitted_at=now,
            updated_at=now,
        )
        session.add(row)
        session.flush()
        moves.advance(session, round, row, now)


def described(route: RouteRule) -> str:
    """A route in words: what it is, and its steps with who decides."""
    lines = [
        f"{place}. {step.name}" + (f" ({step.who_decides})" if step.who_decides else "")
        for place, step in enumerate(route.steps, start=1)
    ]
    return "\n\n".join(part for part in (route.explains, "\n".join(lines)) if part)


def chosen(session: Session, round: Round, row: Idea, now: datetime, by_role: str) -> None:
    """The rest of the round follows this route from now on; set once, and never changed."""
    _follow(session, round, row.external_id, now, by_role)


def stopped(session: Session, row: Idea, now: datetime) -> None:
    """A route was not chosen. Where nobody chose any, the first of the list is followed."""
    round = session.get_one(Round, row.round_id)
    session.flush()
    others = session.exec(
        select(Idea.id).where(
            Idea.round_id == round.id,
            Idea.subject == "route",
            col(Idea.state).not_in(rules.ENDED),
        )
    ).first()
    if others is None:
        _follow(session, round, config_of(round).routes[0].key, now, "route")


def _follow(session: Session, round: Round, key: str, now: datetime, by_role: str) -> None:
    session.refresh(round, with_for_update=True)
    if round.chosen_route:
        return
    round.chosen_route = key
    session.add(round)
    session.flush()
    lay_out(session, round)
    history.append(
        session,
        now,
        by_role,
        "route_chosen",
        f"round:{round.id}",
        round.id,
        route=key,
        sha256=config_of(round).route_sha256(),
        rules_sha256=round.config_hash,
    )
