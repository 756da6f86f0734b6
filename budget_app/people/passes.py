"""Lost passes: found by as little as possible, and replaced so that the old code dies."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from budget_app.clock import local_date
from budget_app.errors import FieldErrors, NotForYou, NotFound, Refusal
from budget_app.history import service as history
from budget_app.i18n import _l
from budget_app.people import access, attempts, service
from budget_app.people.codes import keyed_hash
from budget_app.people.models import Account, Pass, Role, RollEntry
from budget_app.places.models import Area

MOST_FOUND = 10
SEARCHES = 40  # by one helper in a quarter of an hour


class StaffPass(NotForYou):
    sentence = _l("De code van een medewerker vervangt de gemeente zelf, niet de balie.")


class HasPass(Refusal):
    sentence = _l("Deze persoon heeft al een code. Is die kwijt? Vervang hem dan.")


@dataclass(frozen=True)
class Found:
    """Enough to know that it is the right person, and no more."""

    account_id: int
    name: str
    area: str
    street: str


def mark_hash(secret_key: str, round_id: int, mark: str) -> str | None:
    """The hash under which the municipality's own mark for a pass is kept; None without one."""
    return keyed_hash(secret_key, f"mark:{round_id}", mark) if mark.strip() else None


def search(
    session: Session, secret_key: str, round_id: int, words: str, helper_id: int, now: datetime
) -> list[Found]:
    """People on a round's roll with exactly this mark or this name. Everyone found can see it.

    Nothing shorter or vaguer finds anyone, so that the roll cannot be leafed through.
    Raises FieldErrors, TooMany.
    """
    attempts.count(session, f"search:{helper_id}", SEARCHES, now)
    words = words.strip()
    if len(words) < 3:
        raise FieldErrors({"words": _l("Typ het hele kenmerk of de hele naam.")})
    by_mark = select(Pass.account_id).where(
        Pass.mark_hash == mark_hash(secret_key, round_id, words)
    )
    query = (
        select(col(Account.id), Account.name, Area.name, Account.street)
        .join(RollEntry, col(RollEntry.account_id) == col(Account.id))
        .join(Area, col(Area.code) == col(RollEntry.area_code))
        .where(
            RollEntry.round_id == round_id,
            col(Account.erased_on).is_(None),
            sa.or_(col(Account.id).in_(by_mark), sa.func.lower(col(Account.name)) == words.lower()),
        )
        .order_by(col(Account.id))
        .limit(MOST_FOUND)
    )
    found = [Found(int(row[0] or 0), row[1], row[2], row[3]) for row in session.exec(query)]
    for person in found:
        access.note(session, helper_id, person.account_id, "searched", now)
    return found


def replace(
    session: Session, secret_key: str, round_id: int, account_id: int, helper_id: int, now: datetime
) -> str:
    """Give a new code to someone on a roll; every older code of theirs opens nothing.

    The new code is returned, the only time that it can be read. Raises NotFound, StaffPass.
    """
    account = session.get(Account, account_id)
    on_roll = service.roll_entry(session, round_id, account_id)
    if account is None or account.erased_on is not None or on_roll is None:
        raise NotFound
    _demand_no_staff(session, account_id, now)
    code = service.replace_pass(session, secret_key, account_id, now)
    _carry_mark(session, account_id, code, secret_key)
    access.note(session, helper_id, account_id, "pass_replaced", now)
    history.append(session, now, "balie", "pass_replaced", f"round:{round_id}", round_id)
    return code


def first(session: Session, secret_key: str, account_id: int, helper_id: int, now: datetime) -> str:
    """A code for someone who never had one, to follow their own idea; it is on no roll."""
    if session.exec(select(Pass.id).where(Pass.account_id == account_id)).first() is not None:
        raise HasPass
    access.note(session, helper_id, account_id, "code_given", now)
    return service.issue_pass(session, secret_key, account_id, now)


def _demand_no_staff(session: Session, account_id: int, now: datetime) -> None:
    """A helper who could replace an official's code could sign in as that official."""
    today = local_date(now)
    query = select(Role.id).where(
        Role.account_id == account_id,
        sa.or_(col(Role.ends_on).is_(None), col(Role.ends_on) >= today),
    )
    if session.exec(query).first() is not None:
        raise StaffPass


def _carry_mark(session: Session, account_id: int, code: str, secret_key: str) -> None:
    """The mark goes along, so that a pass that is lost twice is found twice."""
    query = select(Pass.mark_hash).where(
        Pass.account_id == account_id, col(Pass.mark_hash).is_not(None)
    )
    mark = session.exec(query).first()
    fresh = session.exec(
        select(Pass).where(Pass.code_hash == keyed_hash(secret_key, "pass", code))
    ).one()
    fresh.mark_hash = mark
    session.add(fresh)
    session.flush()
