"""The list of who would like a seat by lot: put oneself on it, or step back, until it closes."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from budget_app.bodies import seating
from budget_app.bodies.draw import NOT_SAID, Candidate, Stratum
from budget_app.bodies.models import Body, Draw, Volunteer
from budget_app.bodies.seats import sits_on
from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.clock import local_date
from budget_app.errors import FieldErrors, NotForYou, Refusal
from budget_app.i18n import LazyText, _l
from budget_app.people import service as people

LONGEST = 200


class ListClosed(Refusal):
    sentence = _l("De lijst van vrijwilligers is gesloten. U kunt zich niet meer aan- of afmelden.")


class NotFromHere(NotForYou):
    sentence = _l("Deze plaatsen zijn voor bewoners die op de lijst van deze ronde staan.")


class SatEnough(Refusal):
    sentence = _l("U zat al {most} keer in deze groep. Nu is een ander aan de beurt.")


class SitsHere(Refusal):
    sentence = _l("U zit al in deze groep.")


def sign_up(
    session: Session,
    found: Draw,
    account_id: int,
    name: str,
    answers: dict[str, str],
    now: datetime,
) -> Volunteer:
    """Put oneself on the list, or change one's answers.

    Raises ListClosed, NotFromHere, SitsHere, SatEnough, FieldErrors.
    """
    hold_open(session, found)
    body = session.get_one(Body, found.body_id)
    if people.roll_entry(session, body.round_id, account_id) is None:
        raise NotFromHere
    if sits_on(session, found.body_id, account_id, local_date(now)):
        raise SitsHere
    most = config_of(session.get_one(Round, body.round_id)).body(body.key).max_terms
    if most and seating.terms_served(session, body, account_id) >= most:
        raise SatEnough(most=most)
    given = {one.name: answers.get(one.name, NOT_SAID) for one in strata_of(found)}
    errors: dict[str, LazyText] = {}
    if not name.strip() or len(name) > LONGEST:
        errors["name"] = _l("Vul de naam in die bij de groep staat.")
    for place, one in enumerate(strata_of(found)):
        if given[one.name] not in (NOT_SAID, *one.shares):
            errors[f"answer_{place}"] = _l("Kies een van de antwoorden.")
    if errors:
        raise FieldErrors(errors)
    row = mine(session, found, account_id) or Volunteer(
        draw_id=found.id or 0,
        number=_next_number(session, found),
        account_id=account_id,
        name=name,
        at=now,
        answers={},
    )
    row.name, row.answers = name.strip(), given
    session.add(row)
    session.flush()
    return row


def step_back(session: Session, found: Draw, account_id: int) -> None:
    """Take oneself off the list. Raises ListClosed."""
    hold_open(session, found)
    row = mine(session, found, account_id)
    if row is not None:
        session.delete(row)
        session.flush()


def strata_of(found: Draw) -> list[Stratum]:
    """The groups that were stated when the draw was announced."""
    return [Stratum(one["name"], one["shares"]) for one in found.strata]


def candidates(session: Session, found: Draw) -> list[Candidate]:
    """Everyone on the list, by number."""
    return [as_candidate(row) for row in listed(session, found)]


def as_candidate(row: Volunteer) -> Candidate:
    """A line of the list as the lot sees it."""
    return Candidate(row.number, row.answers)


def mine(session: Session, found: Draw, account_id: int) -> Volunteer | None:
    """Someone's own line on the list."""
    query = select(Volunteer).where(
        Volunteer.draw_id == found.id, Volunteer.account_id == account_id
    )
    return session.exec(query).first()


def listed(session: Session, found: Draw) -> list[Volunteer]:
    """The list, by number."""
    query = select(Volunteer).where(Volunteer.draw_id == found.id)
    return list(session.exec(query.order_by(col(Volunteer.number))))


def _next_number(session: Session, found: Draw) -> int:
    highest = session.exec(
        select(sa.func.max(col(Volunteer.number))).where(Volunteer.draw_id == found.id)
    ).one()
    return (highest or 0) + 1


def hold_open(session: Session, found: Draw) -> None:
    """Hold a draw whose list is open still. Raises ListClosed."""
    hold(session, found)
    if found.closed_at is not None:
        raise ListClosed


def hold(session: Session, found: Draw) -> None:
    """Hold a draw: who changes it waits for its turn."""
    session.refresh(found, with_for_update=True)
