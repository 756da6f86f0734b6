"""Seats by lot: announce, volunteer, close the list, make the seed public, draw. In this order.

The list closes before anyone knows the seed. Who could still join a list when the seed is known
could work out which number is drawn.
"""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session

from budget_app.bodies import rules, seating, volunteers
from budget_app.bodies.draw import Stratum, draw, list_sha256
from budget_app.bodies.models import Body, Draw, Volunteer
from budget_app.bodies.seats import members_of
from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.clock import local_date
from budget_app.errors import FieldErrors, NotFound, Refusal
from budget_app.history import service as history
from budget_app.i18n import LazyText, _l
from budget_app.people.models import Account

LONGEST = 200


class CloseFirst(Refusal):
    sentence = _l("Sluit eerst de lijst. Daarna komt het lotgetal.")


class SeededBefore(Refusal):
    sentence = _l("Het lotgetal is al openbaar. Het kan niet meer veranderen.")


class SeedFirst(Refusal):
    sentence = _l("Maak eerst het lotgetal openbaar. Daarna kunt u loten.")


class DrawnBefore(Refusal):
    sentence = _l("Er is al geloot. Een loting gaat niet over.")


class FewerFree(Refusal):
    sentence = _l(
        "Er zijn nu {free} plaatsen vrij en u verloot er {places}. Maak eerst plaatsen vrij."
    )


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


def close_list(session: Session, found: Draw, now: datetime) -> None:
    """Close the list and publish its fingerprint, before the seed is known. Raises ListClosed."""
    volunteers.hold_open(session, found)
    found.closed_at, found.list_sha256 = now, list_sha256(volunteers.candidates(session, found))
    session.add(found)
    body = session.get_one(Body, found.body_id)
    _tell(session, found, body, "draw_list_closed", now, list_sha256=found.list_sha256)


def publish_seed(session: Session, found: Draw, seed: str, now: datetime) -> None:
    """Make the seed public, once, for a list that was closed before.

    Raises CloseFirst, SeededBefore, FieldErrors.
    """
    volunteers.hold(session, found)
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
    volunteers.hold(session, found)
    if found.seed is None:
        raise SeedFirst
    if found.drawn_at is not None:
        raise DrawnBefore
    body = session.get_one(Body, found.body_id)
    seating.hold(session, body)
    _demand_free(session, found, body, local_date(now))
    seated = set(members_of(session, found.body_id, local_date(now)))
    listed = volunteers.listed(session, found)
    for row in listed:
        if row.account_id is None or row.account_id in seated:
            row.place = 0
    taking_part = [volunteers.as_candidate(row) for row in listed if row.place is None]
    drawn = draw(found.seed, found.places, volunteers.strata_of(found), taking_part)
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


def _tell(
    session: Session, found: Draw, body: Body, deed: str, now: datetime, **details: object
) -> None:
    history.append(
        session, now, "gemeente", deed, f"draw:{found.id}", body.round_id, body=body.name, **details
    )
