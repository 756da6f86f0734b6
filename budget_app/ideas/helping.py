"""A helper at the desk enters an idea for someone: theirs, never the helper's own."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, select

from budget_app.budgets.models import Round
from budget_app.clock import local_date
from budget_app.errors import FieldErrors, NotFound, Refusal
from budget_app.i18n import LazyText, _l
from budget_app.ideas import authors, proposing, service
from budget_app.ideas.models import Idea, IdeaAuthor
from budget_app.ideas.service import Maker
from budget_app.people import access, attempts, contact
from budget_app.people import service as people
from budget_app.people.models import Account

CODES_TRIED = 20  # by one helper in a quarter of an hour
NOT_ON_ROLL = _l(
    "Deze persoon staat niet op de lijst van deze ronde. Is er nog een brief, met een andere code?"
)


@dataclass(frozen=True)
class Person:
    """Whom the idea belongs to: a code from a letter, or a name that someone vouches for."""

    code: str = ""
    name: str = ""
    lives_here: bool = False


def problems(person: Person) -> dict[str, LazyText]:
    """What must be said of the person first: field name -> what to do."""
    if person.code.strip():
        return {}
    found: dict[str, LazyText] = {}
    if not person.name.strip():
        found["code"] = _l("Vul de code uit de brief in, of hieronder de naam.")
    elif len(person.name.strip()) > contact.NAME_MAX:
        found["name"] = _l("Kies een naam van ten hoogste {most} tekens.").with_values(
            most=contact.NAME_MAX
        )
    if not person.lives_here:
        found["lives_here"] = _l("Vraag of deze persoon in de wijk woont.")
    return found


def enter(
    session: Session,
    secret_key: str,
    round: Round,
    content: dict[str, Any],
    person: Person,
    helper_id: int,
    now: datetime,
) -> Idea:
    """Hand in an idea for someone, logged as help. Raises FieldErrors and refusals."""
    account = _account(session, secret_key, person, helper_id, now)
    if person.code.strip():
        _demand_proposer(session, round, account.id or 0)
        access.note(session, helper_id, account.id or 0, "idea_entered", now)
    credit = account.name or person.name.strip() or authors.UNNAMED
    maker = Maker(account.id or 0, credit, entered_by_id=helper_id, channel="desk")
    idea = service.start(session, round, content, maker, now)
    return proposing.hand_in(session, round, idea, maker, now)


def _demand_proposer(session: Session, round: Round, account_id: int) -> None:
    try:
        proposing.demand_proposer(session, round, account_id)
    except proposing.NotOnRoll:
        raise FieldErrors({"code": NOT_ON_ROLL}) from None


def entered_by(session: Session, idea_id: int, helper_id: int) -> tuple[Idea, IdeaAuthor]:
    """An idea that this helper entered, with its maker. Raises NotFound."""
    author = session.exec(
        select(IdeaAuthor).where(
            IdeaAuthor.idea_id == idea_id, IdeaAuthor.entered_by_id == helper_id
        )
    ).first()
    if author is None:
        raise NotFound
    return session.get_one(Idea, idea_id), author


def _account(
    session: Session, secret_key: str, person: Person, helper_id: int, now: datetime
) -> Account:
    if not person.code.strip():
        account = Account(name=person.name.strip(), created_on=local_date(now))
        session.add(account)
        session.flush()
        return account
    attempts.count(session, f"desk:{helper_id}", CODES_TRIED, now)
    try:
        account = people.by_pass(session, secret_key, person.code)
    except Refusal as wrong:
        raise FieldErrors({"code": wrong.text}) from None
    if account.id == helper_id:
        raise FieldErrors(
            {"code": _l("Dit is uw eigen code. Uw eigen idee dient u zelf in, als bewoner.")}
        )
    return account
