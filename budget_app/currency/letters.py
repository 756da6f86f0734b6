"""The code of a household's purse: on a letter, and a new one for who lost it."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from budget_app.budgets.models import Round
from budget_app.clock import local_date
from budget_app.currency.models import Purse
from budget_app.errors import FieldErrors
from budget_app.history import service as history
from budget_app.i18n import _l
from budget_app.people import access, passes, service, sessions
from budget_app.people.models import Account, Household, Pass, RollEntry
from budget_app.people.roll import Letter

PART = 250  # letters that are made and printed at once
TEXTS = {
    "heading": _l("De beurs van uw huishouden"),
    "lead": _l(
        "Uw huishouden krijgt munten voor uw wijk. Samen met buren betaalt u daarmee ideeën."
    ),
    "how": _l("Ga naar dit adres en vul uw code in. Of scan het vierkant met uw telefoon."),
    "code_label": _l("De code van uw huishouden"),
    "secret": _l(
        "De code is voor alle volwassenen in huis. Geef hem aan niemand anders. "
        "Bent u de code kwijt? De spelleiding geeft u een nieuwe. De oude werkt dan niet meer."
    ),
    "mark_label": _l("Nummer van uw huishouden"),
}


def waiting(session: Session, round_id: int) -> dict[str, int]:
    """How many households had no letter yet, per buurt."""
    query = (
        select(Household.area_code, sa.func.count())
        .join(Purse, col(Purse.household_id) == col(Household.id))
        .where(Purse.round_id == round_id, col(Purse.lettered_on).is_(None))
        .group_by(col(Household.area_code))
        .order_by(col(Household.area_code))
    )
    return dict(session.exec(query).all())


def made(session: Session, round_id: int) -> list[tuple[str, date, int]]:
    """The letters that were made: buurt, day and how many, newest first."""
    query = (
        sa.select(col(Household.area_code), col(Purse.lettered_on), sa.func.count())
        .join(Purse, col(Purse.household_id) == col(Household.id))
        .where(col(Purse.round_id) == round_id, col(Purse.account_id).is_not(None))
        .group_by(col(Household.area_code), col(Purse.lettered_on))
        .order_by(col(Purse.lettered_on).desc(), col(Household.area_code))
    )
    rows = session.connection().execute(query)
    return [(code, day, count) for code, day, count in rows if day is not None]


def write(
    session: Session, secret_key: str, round: Round, area_code: str, now: datetime
) -> list[Letter]:
    """Letters for the next households of a buurt that had none, each with a code of its own."""
    waits = col(Purse.lettered_on).is_(None)
    order = (col(Household.street), col(Household.id))
    letters = []
    for purse, household in _some(session, round, area_code, waits, order):
        account = Account(
            area_code=area_code,
            street=household.street,
            language=household.language,
            household_id=household.id,
            created_on=local_date(now),
        )
        session.add(account)
        session.flush()
        code = service.issue_pass(session, secret_key, account.id or 0, now, round.id)
        purse.account_id, purse.lettered_on = account.id, local_date(now)
        session.add(purse)
        letters.append(Letter(code, str(household.id), area_code, household.language))
    _note(session, round, "purse_letters", area_code, len(letters), now)
    return letters


def write_again(
    session: Session,
    secret_key: str,
    round: Round,
    area_code: str,
    day: date,
    after: int,
    now: datetime,
) -> list[Letter]:
    """The letters of a buurt and a day once more, with new codes, for households after a number.

    For a file that did not arrive or letters that were lost: the codes in them die.
    """
    of_day = sa.and_(
        col(Purse.lettered_on) == day,
        col(Purse.household_id) > after,
        col(Purse.account_id).is_not(None),  # long after the game nobody's purse is known any more
    )
    letters = []
    for purse, household in _some(session, round, area_code, of_day, (col(Household.id),)):
        code = service.replace_pass(session, secret_key, purse.account_id or 0, now)
        sessions.end_all(session, purse.account_id or 0)
        letters.append(Letter(code, str(household.id), area_code, household.language))
    _note(session, round, "purse_letters_again", area_code, len(letters), now)
    return letters


def _some(
    session: Session,
    round: Round,
    area_code: str,
    which: sa.ColumnElement[bool],
    order: tuple[Any, ...],
) -> list[tuple[Purse, Household]]:
    """The next purses of a buurt, held, with their households."""
    query = (
        select(Purse, Household)
        .join(Household, col(Household.id) == col(Purse.household_id))
        .where(Purse.round_id == round.id, Household.area_code == area_code, which)
        .order_by(*order)
        .limit(PART)
        .with_for_update(of=Purse)
    )
    return list(session.exec(query).all())


def _note(
    session: Session, round: Round, what: str, area_code: str, count: int, now: datetime
) -> None:
    """A line in the history for the whole list; `access` shows it to who lives in that area."""
    if count:
        place = f"round:{round.id}"
        history.append(
            session, now, "spelleiding", what, place, round.id, letters=count, area=area_code
        )


def replace(
    session: Session,
    secret_key: str,
    round: Round,
    number: str,
    mark: str,
    helper_id: int,
    now: datetime,
) -> str:
    """A new code for a household, by its number or the municipality's mark; the old one dies.

    Number and mark are asked apart: a mark may look like the number of another household. Whoever
    was signed in with the old code is out. Raises FieldErrors.
    """
    purse = _purse_by(session, secret_key, round, number.strip(), mark.strip())
    code = service.replace_pass(session, secret_key, purse.account_id or 0, now)
    sessions.end_all(session, purse.account_id or 0)
    access.note(session, helper_id, purse.account_id or 0, "pass_replaced", now)
    history.append(
        session, now, "spelleiding", "purse_code_replaced", f"round:{round.id}", round.id
    )
    return code


def _purse_by(session: Session, secret_key: str, round: Round, number: str, mark: str) -> Purse:
    """The purse with a letter that both name, or the one that is filled in. Raises FieldErrors."""
    if not number and not mark:
        raise FieldErrors({"household": _l("Vul het nummer van het huishouden of het kenmerk in.")})
    by_number = session.get(Purse, (round.id, whole(number))) if number else None
    if number and (by_number is None or by_number.account_id is None):
        raise FieldErrors({"household": _l("Geen huishouden met dit nummer heeft een brief.")})
    by_mark = _purse_of_mark(session, secret_key, round, mark) if mark else None
    if mark and (by_mark is None or by_mark.account_id is None):
        raise FieldErrors({"mark": _l("Geen huishouden met dit kenmerk heeft een brief.")})
    if by_number and by_mark and by_number.household_id != by_mark.household_id:
        raise FieldErrors({"mark": _l("Dit kenmerk hoort bij een ander huishouden.")})
    found = by_number or by_mark
    if found is None:
        raise ValueError("a purse was named and neither found nor refused")
    return found


def whole(number: str) -> int:
    """The number of a household as typed; 0, which nobody has, where it is none."""
    return int(number) if number.isdecimal() and len(number) < 10 else 0


def _purse_of_mark(session: Session, secret_key: str, round: Round, mark: str) -> Purse | None:
    household = session.exec(
        select(RollEntry.household_id)
        .join(Pass, col(Pass.account_id) == col(RollEntry.account_id))
        .where(
            RollEntry.round_id == round.id,
            Pass.mark_hash == passes.mark_hash(secret_key, round.id or 0, mark),
        )
    ).first()
    return session.get(Purse, (round.id, household)) if household else None
