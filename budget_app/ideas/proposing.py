"""Who may bring in ideas, and what an idea needs before others see it."""

from datetime import datetime

from sqlmodel import Session

from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.errors import FieldErrors, NotForYou
from budget_app.i18n import _l
from budget_app.ideas import rules, service
from budget_app.ideas.models import Idea
from budget_app.ideas.service import Maker
from budget_app.people import service as people
from budget_app.route import service as route


class NotOnRoll(NotForYou):
    sentence = _l(
        "In deze ronde dienen bewoners van de wijk ideeën in. U staat niet op de lijst van deze "
        "ronde. Hebt u een brief met een code? Log dan in met die code."
    )


class OnlyMunicipality(NotForYou):
    sentence = _l("In deze ronde komen de ideeën van de gemeente. U kunt er wel op reageren.")


def demand_proposer(session: Session, round: Round, account_id: int) -> None:
    """Raise NotOnRoll or OnlyMunicipality unless this account may bring in ideas here."""
    proposers = config_of(round).proposers
    if proposers == "municipality":
        raise OnlyMunicipality
    if proposers == "residents" and not people.roll_entry(session, round.id or 0, account_id):
        raise NotOnRoll


def demand_open(
    session: Session, round: Round, account_id: int, now: datetime, audience: str = "resident"
) -> None:
    """Raise NotNow when no step takes ideas now, or a refusal when this account may not."""
    route.demand(session, round.id or 0, "submit", audience, now)
    if audience == "resident":
        demand_proposer(session, round, account_id)


def hand_in(session: Session, round: Round, idea: Idea, maker: Maker, now: datetime) -> Idea:
    """Submit what a person wrote, once it says enough. Raises FieldErrors and refusals.

    A helper at the desk vouches for the person, so that nobody needs a letter to have an idea.
    The row is held, so that of two clicks one hands in and the other reads that it was done.
    """
    session.refresh(idea, with_for_update=True)
    demand_complete(idea)
    if maker.entered_by_id is None:
        demand_proposer(session, round, maker.account_id)
    return service.submit(session, round, idea, maker, now)


def demand_complete(idea: Idea) -> None:
    """Raise FieldErrors for an idea that others cannot understand yet."""
    content = {name: getattr(idea, name) for name in service.CONTENT}
    errors = rules.missing(content, idea.subject) | rules.too_long(content)
    if errors:
        raise FieldErrors(errors)


def base_of(session: Session, round_id: int, idea_id: int | None) -> Idea | None:
    """The idea that another builds on, if it is one of this round that others can see."""
    base = session.get(Idea, idea_id) if idea_id else None
    if base is None or base.round_id != round_id or base.submitted_at is None:
        return None
    return base
