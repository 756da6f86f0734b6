"""Seats by lot: announce, volunteer, close the list, make the seed public, draw. In this order.

The list closes before anyone knows the seed. Who could still join a list when the seed is known
could work out which number is drawn.
"""

from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from budget_app.bodies import rules, seating
from budget_app.bodies.draw import NOT_SAID, Candidate, Stratum, draw, list_sha256
from budget_app.bodies.models import Body, Draw, Volunteer
from budget_app.bodies.seats import members_of, sits_on
from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.clock import local_date
from budget_app.errors import FieldErrors, NotForYou, NotFound, Refusal
from budget_app.history import service as history
from budget_app.i18n import LazyText, _l
from budget_app.people import service as people
from budget_app.people.models import Account

LONGEST = 200


class ListClosed(Refusal):
    sentence = _l("De lijst van vrijwilligers is gesloten. U kunt zich niet meer aan- of afmelden.")


class CloseFirst(Refusal):
    sentence = _l("Sluit eerst de lijst. Daarna komt het lotgetal.")


class SeededBefore(Refusal):
    sentence = _l("Het lotgetal is al openbaar. Het kan niet meer veranderen.")


class SeedFirst(Refusal):
    sentence = _l("Maak eerst het lotgetal openbaar. Daarna kunt u loten.")


class DrawnBefore(Refusal):
    sentence = _l("Er is al geloot. Een loting gaat niet over.")


class NotFromHere(NotForYou):
    sentence = _l("Deze plaatsen zijn voor bewoners die op de lijst van deze ronde staan.")


class FewerFree(Refusal):
    sentence = _l(
        "Er zijn nu {free} plaatsen vrij en u verloot er {places}. Maak eerst plaatsen vrij."
    )


class SatEnough(Refusal):
    sentence = _l("U zat al {most} keer in deze groep. Nu is een ander aan de beurt.")


class SitsHere(Refusal):
    sentence = _l("U zit al in deze groep.")


def announce(
    session: Session,
    body: Body,
    constituency: str,
    places: int,
    strata: Sequence[Stratum],
    seats_until: date,
    seed_source: str,
    now: datetime,
) -> Draw:
    """Ask for volunteers. Says beforehand which groups count and where the seed will come from.

    Raises FieldErrors.
    """
    rule = config_of(session.get_one(Round, body.round_id)).body(body.key)
    today = local_date(now)
    seating.hold(session, body)
    free = rules.places_for(rule, seating.taken(session, body.id or 0, today))
    errors: dict[str, LazyText] = {}
    if constituency not in free:
        errors["constituency"] = _l("Kies namens wie.")
    elif not 1 <= places <= free[constituency]:
        errors["places"] = _l("Er zijn {free} plaatsen vrij. Loot er ten minste één.").with_values(
            free=free[constituency]
        )
    if not seed_source.strip() or len(seed_source) > LONGEST:
        errors["seed_source"] = _l("Schrijf in een zin op waar het lotgetal vandaan komt.")
    if problem := seating.wrong_term(rule, today, seats_until):
        errors["seats_until"] = problem
    if errors:
        raise FieldErrors(errors)
    found = Draw(
        body_id=body.id or 0,
        constituency=constituency,
        places=places,
        strata=[{"name": one.name, "shares": dict(one.shares)} for one in strata],
        seats_until=seats_until,
        seed_source=seed_source.strip(),
        announced_at=now,
    )
    session.add(found)
    session.flush()
    _tell(session, found, body, "draw_announced", now, places=places)
    return found


def by_id(session: Session, draw_id: int) -> Draw:
    """A draw. Raises NotFound."""
    found = session.get(Draw, draw_id)
    if found is None:
        raise NotFound
    return found


def volunteer(
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
    _hold_open(session, found)
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
    _hold_open(session, found)
    row = mine(session, found, account_id)
    if row is not None:
        session.delete(row)
        session.flush()


def close_list(session: Session, found: Draw, now: datetime) -> None:
    """Close the list and publish its fingerprint, before the seed is known. Raises ListClosed."""
    _hold_open(session, found)
    found.closed_at, found.list_sha256 = now, list_sha256(candidates(session, found))
    session.add(found)
    body = session.get_one(Body, found.body_id)
    _tell(session, found, body, "draw_list_closed", now, list_sha256=found.list_sha256)


def publish_seed(session: Session, found: Draw, seed: str, now: datetime) -> None:
    """Make the seed public, once, for a list that was closed before.

    Raises CloseFirst, SeededBefore, FieldErrors.
    """
    _hold(session, found)
    if found.closed_at is None:
        raise CloseFirst
    if found.seed is not None:
        raise SeededBefore
    if not seed.strip() or len(seed) > LONGEST:
        raise FieldErrors({f"seed_{found.id}": _l("Vul het lotgetal in.")})
    found.seed, found.seeded_at = seed.strip(), now
    session.add(found)
    body = session.get_one(Body, found.body_id)
    _tell(session, found, body, "draw_seeded", now, seed=found.seed, list_sha256=found.list_sha256)


def carry_out(session: Session, found: Draw, now: datetime) -> list[int]:
    """Draw, once, and give the seats. Raises SeedFirst, DrawnBefore, FewerFree.

    Whoever got a seat or was erased since the list closed takes no part; the record says so.
    """
    _hold(session, found)
    if found.seed is None:
        raise SeedFirst
    if found.drawn_at is not None:
        raise DrawnBefore
    body = session.get_one(Body, found.body_id)
    seating.hold(session, body)
    _demand_free(session, found, body, local_date(now))
    seated = set(members_of(session, found.body_id, local_date(now)))
    listed = volunteers(session, found)
    for row in listed:
        if row.account_id is None or row.account_id in seated:
            row.place = 0
    taking_part = [as_candidate(row) for row in listed if row.place is None]
    drawn = draw(found.seed, found.places, strata_of(found), taking_part)
    found.drawn_at = now
    session.add(found)
    passed_by = [row.number for row in listed if row.place == 0]
    _tell(session, found, body, "seats_drawn", now, numbers=drawn, took_no_part=passed_by)
    for row in listed:
        if row.number in drawn:
            row.place = drawn.index(row.number) + 1
            _seat(session, found, body, row, now)
        session.add(row)
    session.flush()
    return drawn


def _seat(session: Session, found: Draw, body: Body, row: Volunteer, now: datetime) -> None:
    account = session.get_one(Account, row.account_id)
    account.name = account.name or row.name
    session.add(account)
    until = found.seats_until
    seating.seat_account(session, body, account.id or 0, found.constituency, until, now)


def _demand_free(session: Session, found: Draw, body: Body, today: date) -> None:
    """Places may have been filled, or the rules of the body's seats reached, since."""
    rule = config_of(session.get_one(Round, body.round_id)).body(body.key)
    free = rules.places_for(rule, seating.filled_by(session, body.id or 0, today))
    if free.get(found.constituency, 0) < found.places:
        raise FewerFree(free=free.get(found.constituency, 0), places=found.places)


def strata_of(found: Draw) -> list[Stratum]:
    """The groups that were stated when the draw was announced."""
    return [Stratum(one["name"], one["shares"]) for one in found.strata]


def candidates(session: Session, found: Draw) -> list[Candidate]:
    """Everyone on the list, by number."""
    return [as_candidate(row) for row in volunteers(session, found)]


def as_candidate(row: Volunteer) -> Candidate:
    """A line of the list as the lot sees it."""
    return Candidate(row.number, row.answers)


def mine(session: Session, found: Draw, account_id: int) -> Volunteer | None:
    """Someone's own line on the list."""
    query = select(Volunteer).where(
        Volunteer.draw_id == found.id, Volunteer.account_id == account_id
    )
    return session.exec(query).first()


def volunteers(session: Session, found: Draw) -> list[Volunteer]:
    """The list, by number."""
    query = select(Volunteer).where(Volunteer.draw_id == found.id)
    return list(session.exec(query.order_by(col(Volunteer.number))))


def _next_number(session: Session, found: Draw) -> int:
    highest = session.exec(
        select(sa.func.max(col(Volunteer.number))).where(Volunteer.draw_id == found.id)
    ).one()
    return (highest or 0) + 1


def _hold_open(session: Session, found: Draw) -> None:
    _hold(session, found)
    if found.closed_at is not None:
        raise ListClosed


def _hold(session: Session, found: Draw) -> None:
    session.refresh(found, with_for_update=True)


def _tell(
    session: Session, found: Draw, body: Body, deed: str, now: datetime, **details: object
) -> None:
    history.append(
        session, now, "gemeente", deed, f"draw:{found.id}", body.round_id, body=body.name, **details
    )
