"""Plans that are not residents' own: the municipality puts one up, and owes an answer on it."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from budget_app.bodies.models import PlanPoint
from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.errors import FieldErrors, NotForYou
from budget_app.history import service as history
from budget_app.i18n import LazyText, _l
from budget_app.ideas import moves
from budget_app.ideas import rules as idea_rules
from budget_app.ideas import service as ideas
from budget_app.ideas.models import Idea
from budget_app.ideas.service import Maker

MOST_POINTS = 40
LONGEST_POINT = 1000


class NoPlansHere(NotForYou):
    sentence = _l("In deze ronde komen de voorstellen niet van de gemeente.")


def put_up(
    session: Session,
    round: Round,
    content: dict[str, Any],
    points: list[str],
    account_id: int,
    now: datetime,
) -> Idea:
    """Put a plan of the municipality up with its points; it comes to the first step at once.

    Raises NoPlansHere, NotNow, FieldErrors.
    """
    if config_of(round).proposers != "municipality":
        raise NoPlansHere
    if errors := _wrong(content, points):
        raise FieldErrors(errors)
    maker = Maker(account_id, "Gemeente", audience="municipality")
    idea = ideas.start(session, round, {**content, "executor": "gemeente"}, maker, now)
    session.add_all(
        PlanPoint(idea_id=idea.id or 0, number=number, text=text)
        for number, text in enumerate(points, start=1)
    )
    history.append(session, now, "gemeente", "plan_put_up", f"idea:{idea.number}", round.id)
    return ideas.submit(session, round, idea, maker, now)


def answered(session: Session, round: Round, idea: Idea, now: datetime, by_role: str) -> None:
    """The route of a plan ends where it was decided on and answered."""
    moves.record(session, idea, "klaar", now, by_role)


def _wrong(content: dict[str, Any], points: list[str]) -> dict[str, LazyText]:
    errors = idea_rules.too_long(content)
    if not content.get("title"):
        errors["title"] = _l("Geef het plan een naam.")
    if not content.get("body"):
        errors["body"] = _l("Schrijf in een paar zinnen wat het plan is.")
    if not points:
        errors["points"] = _l("Schrijf ten minste één punt op, elk punt op een eigen regel.")
    elif len(points) > MOST_POINTS or any(len(point) > LONGEST_POINT for point in points):
        errors["points"] = _l(
            "Schrijf ten hoogste {points} punten van ten hoogste {most} tekens."
        ).with_values(points=MOST_POINTS, most=LONGEST_POINT)
    return errors
