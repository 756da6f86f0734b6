"""Accounts, roles, passes and the voter roll."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from budget_app.clock import local_date
from budget_app.errors import Refusal
from budget_app.i18n import _l
from budget_app.people.codes import has_stray_signs, keyed_hash, new_pass_code, spellings
from budget_app.people.models import Account, Pass, Role, RollEntry


class UnknownCode(Refusal):
    status = 400
    sentence = _l("Deze code kennen we niet. Kijk in de brief en typ de code nog een keer.")


class MisreadCode(UnknownCode):
    sentence = _l(
        "Deze code kennen we niet. In onze codes staan geen O, 0, I, 1, L, U of V. Kijk in de "
        "brief welk teken het wel is, en typ de code nog een keer."
    )


class NoCode(UnknownCode):
    sentence = _l("Vul de code uit de brief in.")


class ErasedCode(Refusal):
    status = 400
    sentence = _l("Deze code werkt niet meer. Het account dat erbij hoorde, is gewist.")


class RevokedCode(Refusal):
    status = 400
    sentence = _l("Deze code is vervangen door een nieuwe. Gebruik de code uit uw nieuwste brief.")


@dataclass(frozen=True)
class Viewer:
    """Who is looking at a page: the account, and which audiences it belongs to."""

    account_id: int
    name: str
    language: str
    area_code: str | None
    household_id: int | None
    roles: frozenset[str] = frozenset()
    body_ids: frozenset[int] = frozenset()
    audiences: frozenset[str] = field(default_factory=frozenset)


def issue_pass(
    session: Session,
    secret_key: str,
    account_id: int,
    now: datetime,
    round_id: int | None = None,
    code: str | None = None,
) -> str:
    """Make a pass for an account and return its code, the only time that it can be read.

    `code` is for the demo, whose codes are printed again at every start.
    """
    code = code or new_pass_code()
    session.add(
        Pass(
            code_hash=keyed_hash(secret_key, "pass", code),
            account_id=account_id,
            round_id=round_id,
            issued_on=local_date(now),
        )
    )
    session.flush()
    return code


def replace_pass(session: Session, secret_key: str, account_id: int, now: datetime) -> str:
    """Give a new code for a lost one; the old codes of this account open nothing any more.

    The account is held, so that of two who replace it at once the last one's code remains.
    """
    session.exec(select(Account.id).where(Account.id == account_id).with_for_update()).one()
    old = session.exec(
        select(Pass).where(Pass.account_id == account_id, col(Pass.revoked_on).is_(None))
    ).all()
    for row in old:
        row.revoked_on = local_date(now)
        session.add(row)
    return issue_pass(session, secret_key, account_id, now, old[0].round_id if old else None)


def by_pass(session: Session, secret_key: str, code: str) -> Account:
    """The account that a pass code opens; raises UnknownCode, RevokedCode or ErasedCode."""
    if not code.strip():
        raise NoCode
    hashes = [keyed_hash(secret_key, "pass", spelling) for spelling in spellings(code)]
    found = session.exec(select(Pass).where(col(Pass.code_hash).in_(hashes))).first()
    if found is None:
        raise MisreadCode if has_stray_signs(code) else UnknownCode
    account = session.get_one(Account, found.account_id)
    if found.revoked_on is not None:
        raise ErasedCode if account.erased_on else RevokedCode
    return account


def put_on_roll(session: Session, round_id: int, account: Account, area_code: str) -> RollEntry:
    """Say that this account may take part in this round, from this buurt."""
    entry = RollEntry(
        round_id=round_id,
        account_id=account.id or 0,
        area_code=area_code,
        household_id=account.household_id,
    )
    session.add(entry)
    session.flush()
    return entry


def roll_entry(session: Session, round_id: int, account_id: int) -> RollEntry | None:
    """The account's line on the roll of a round; None means: may not take part."""
    return session.get(RollEntry, (round_id, account_id))


def on_rolls(session: Session, account_id: int, round_ids: Sequence[int]) -> set[int]:
    """The rounds among these on whose roll the account stands."""
    lines = select(RollEntry.round_id).where(
        RollEntry.account_id == account_id, col(RollEntry.round_id).in_(round_ids)
    )
    return set(session.exec(lines))


def role_areas(session: Session, account_id: int, role: str, today: date) -> set[str] | None:
    """The areas in which someone holds a role today; None means everywhere."""
    areas = session.exec(
        select(Role.area_code).where(
            Role.account_id == account_id,
            Role.name == role,
            Role.starts_on <= today,
            sa.or_(col(Role.ends_on).is_(None), col(Role.ends_on) >= today),
        )
    ).all()
    return None if None in areas else {area for area in areas if area is not None}
