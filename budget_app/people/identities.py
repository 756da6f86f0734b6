"""Accounts of people who sign in with a provider, and joining them with a pass from a letter."""

import hashlib
import hmac
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col, delete, select

from budget_app.clock import local_date
from budget_app.errors import Refusal
from budget_app.i18n import _l
from budget_app.people import service
from budget_app.people.contact import NAME_MAX
from budget_app.people.models import AccessLog, Account, LoginSession, Pass, RollEntry
from budget_app.people.oidc import Person

# Rows that come with a pass and move along with it; anything else is a deed of someone.
COMES_WITH_PASS = frozenset({"pass", "roll_entry", "login_session", "access_log"})


class PassInUse(Refusal):
    sentence = _l(
        "Met deze code is al iets gedaan, zoals een stem of een idee. Log daarom in met de code "
        "zelf. Zo raakt niemand iets kwijt."
    )


class OnRollAlready(Refusal):
    sentence = _l("U staat al op de lijst van deze ronde. De code is niet nodig.")


class YourOwnPass(Refusal):
    sentence = _l("Deze code hoort al bij uw account.")


def account_for(session: Session, secret_key: str, person: Person, now: datetime) -> Account:
    """The account of someone a provider vouches for, made on their first visit.

    A new account stands on no roll: the provider says who someone is, not that they live here.
    """
    subject = _subject_hash(secret_key, person)
    query = select(Account).where(
        Account.oidc_issuer == person.issuer, Account.oidc_subject_hash == subject
    )
    found = session.exec(query).first()
    if found is not None:
        return found
    account = Account(
        name=person.name[:NAME_MAX],
        email=person.email,
        email_confirmed=person.email is not None,
        oidc_issuer=person.issuer,
        oidc_subject_hash=subject,
        created_on=local_date(now),
    )
    session.add(account)
    session.flush()
    return account


def link_pass(session: Session, secret_key: str, account: Account, code: str) -> None:
    """Move the rights of a pass to this account; its code opens this account from then on.

    Raises UnknownCode, RevokedCode, YourOwnPass, PassInUse, OnRollAlready.
    """
    other = service.by_pass(session, secret_key, code)
    if other.id == account.id:
        raise YourOwnPass
    # Held as for deletion: a vote by the other account waits, and then finds it gone.
    session.refresh(other, with_for_update=True)
    if other.oidc_subject_hash is not None or _did_something(session, other.id or 0):
        raise PassInUse
    rolls = select(RollEntry.round_id).where(RollEntry.account_id == account.id)
    both = select(RollEntry.round_id).where(
        RollEntry.account_id == other.id, col(RollEntry.round_id).in_(rolls)
    )
    if session.exec(both).first() is not None:
        raise OnRollAlready
    _move(session, other, account)


def _move(session: Session, other: Account, account: Account) -> None:
    connection = session.connection()
    for table in (RollEntry, Pass):
        connection.execute(
            sa.update(table)
            .where(col(table.account_id) == other.id)  # type: ignore[attr-defined]
            .values(account_id=account.id)
        )
    connection.execute(
        sa.update(AccessLog)
        .where(col(AccessLog.subject_id) == other.id)
        .values(subject_id=account.id)
    )
    session.exec(delete(LoginSession).where(col(LoginSession.account_id) == other.id))
    account.area_code = account.area_code or other.area_code
    account.street = account.street or other.street
    account.household_id = account.household_id or other.household_id
    session.add(account)
    session.delete(other)
    session.flush()


def _did_something(session: Session, account_id: int) -> bool:
    """Whether any table holds a deed of this account; new tables count from the day they exist."""
    connection = session.connection()
    for table in SQLModel.metadata.sorted_tables:
        for column in table.columns:
            points = any(key.target_fullname == "account.id" for key in column.foreign_keys)
            comes_along = table.name in COMES_WITH_PASS and column.name != "viewer_id"
            if not points or comes_along:
                continue
            found = sa.select(sa.literal(1)).where(column == account_id).limit(1)
            if connection.execute(found).first() is not None:
                return True
    return False


def _subject_hash(secret_key: str, person: Person) -> str:
    message = f"oidc:{person.issuer}:{person.subject}".encode()
    return hmac.new(secret_key.encode(), message, hashlib.sha256).hexdigest()
