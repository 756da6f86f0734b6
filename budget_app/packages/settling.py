"""What becomes of ideas when residents, and perhaps a council, chose one whole budget."""

from datetime import datetime

from sqlmodel import Session, col, select

from budget_app.budgets.config import StepRule
from budget_app.budgets.models import Round
from budget_app.i18n import _l
from budget_app.ideas import moves
from budget_app.ideas.models import Idea
from budget_app.packages import composing, items
from budget_app.route import rules

OTHER_WON = _l("Dit idee zit niet in het pakket dat gekozen is.")
NONE_WON = _l("Geen enkel pakket gaat door. Daarom gaat ook dit idee niet door.")


def enough_to_choose(session: Session, round: Round, step: StepRule, now: datetime) -> None:
    """Composing ends when there is something to choose. Raises NothingToChoose."""
    composing.demand_choice(session, round.id or 0, step)


def chosen(session: Session, round: Round, package: Idea, now: datetime, by_role: str) -> None:
    """A package passed every step: its ideas go on, all others of the round end.

    An idea that also was in a package that lost goes on: it is in the one that won.
    """
    if package.state != moves.WAITING_STATE:
        moves.record(session, package, moves.WAITING_STATE, now, by_role)
    inside = {idea.id for idea in items.rows_of(session, package.id or 0)}
    for idea in _waiting(session, round):
        if idea.id in inside:
            moves.record(session, idea, moves.WAITING_STATE, now, by_role)
            moves.advance(session, round, idea, now, by_role)
        else:
            moves.record(session, idea, "niet_gekozen", now, by_role, str(OTHER_WON))


def stopped(session: Session, package: Idea, now: datetime) -> None:
    """A package ended. With the last one that could still be chosen its ideas end too."""
    round = session.get_one(Round, package.round_id)
    if package.submitted_at is None or _alive(session, round):
        return
    for idea in _waiting(session, round):
        moves.record(session, idea, "niet_gekozen", now, "route", str(NONE_WON))


def _alive(session: Session, round: Round) -> bool:
    session.flush()
    query = select(Idea.id).where(
        Idea.round_id == round.id,
        Idea.subject == "package",
        col(Idea.submitted_at).is_not(None),
        col(Idea.state).not_in(rules.ENDED),
    )
    return session.exec(query.limit(1)).first() is not None


def _waiting(session: Session, round: Round) -> list[Idea]:
    query = (
        select(Idea)
        .where(
            Idea.round_id == round.id,
            Idea.subject == "idea",
            Idea.step_key == items.step_of(round).key,
            col(Idea.state).not_in(rules.ENDED),
        )
        .order_by(col(Idea.number))
    )
    return list(session.exec(query))
