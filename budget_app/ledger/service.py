"""The only way money moves."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from budget_app.errors import Refusal
from budget_app.i18n import _l
from budget_app.ledger.models import LedgerAccount, Transfer


class NotEnoughMoney(Refusal):
    sentence = _l("Er is niet genoeg geld. Er is nog {left} beschikbaar.")


class AlreadyReversed(Refusal):
    sentence = _l("Deze boeking is al teruggedraaid.")


MAY_OWE = ("funder", "issuer")


def account(
    session: Session, round_id: int, kind: str, owner: str, name: str, currency: str = "EUR"
) -> LedgerAccount:
    """The ledger account of this kind and owner in a round; made when it is not there yet."""
    found = session.exec(
        select(LedgerAccount).where(
            LedgerAccount.round_id == round_id,
            LedgerAccount.currency == currency,
            LedgerAccount.kind == kind,
            LedgerAccount.owner == owner,
        )
    ).first()
    if found:
        return found
    made = LedgerAccount(round_id=round_id, currency=currency, kind=kind, owner=owner, name=name)
    session.add(made)
    session.flush()
    return made


def transfer(
    session: Session,
    key: str,
    debit: LedgerAccount,
    credit: LedgerAccount,
    amount: int,
    what: str,
    at: datetime,
    reverses_id: int | None = None,
) -> Transfer:
    """Move `amount` (whole cents, or currency units) from `debit` to `credit`, once per key.

    Raises NotEnoughMoney when the giving account would go below zero. Both accounts are locked in
    the order of their ids, so that two transfers never wait for each other.
    """
    existing = session.exec(select(Transfer).where(Transfer.key == key)).first()
    if existing:
        return existing
    ids = sorted((_id(debit), _id(credit)))
    locked = session.exec(
        select(LedgerAccount)
        .where(col(LedgerAccount.id).in_(ids))
        .order_by(col(LedgerAccount.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    by_id = {row.id: row for row in locked}
    giver, taker = by_id[debit.id], by_id[credit.id]
    if giver.kind not in MAY_OWE and giver.balance < amount:
        raise NotEnoughMoney(left=f"€ {giver.balance / 100:.2f}".replace(".", ","))
    giver.balance -= amount
    taker.balance += amount
    row = Transfer(
        key=key,
        debit_id=_id(giver),
        credit_id=_id(taker),
        amount=amount,
        what=what,
        at=at,
        reverses_id=reverses_id,
    )
    session.add(row)
    session.flush()
    return row


def reverse(session: Session, original: Transfer, why: str, at: datetime) -> Transfer:
    """Undo a transfer by its opposite; the original stays. Raises AlreadyReversed."""
    if session.exec(select(Transfer).where(Transfer.reverses_id == original.id)).first():
        raise AlreadyReversed
    debit = session.get_one(LedgerAccount, original.credit_id)
    credit = session.get_one(LedgerAccount, original.debit_id)
    return transfer(
        session, f"reverse:{original.id}", debit, credit, original.amount, why, at, original.id
    )


def breaches(session: Session) -> list[str]:
    """Every invariant of the ledger that does not hold; an empty list when all is well."""
    found = []
    flow = (
        sa.select(col(Transfer.credit_id).label("account"), col(Transfer.amount).label("amount"))
        .union_all(sa.select(col(Transfer.debit_id), -col(Transfer.amount)))
        .subquery()
    )
    sums = dict(
        session.connection()
        .execute(sa.select(flow.c.account, sa.func.sum(flow.c.amount)).group_by(flow.c.account))
        .tuples()
        .all()
    )
    totals: dict[str, int] = {}
    for row in session.exec(select(LedgerAccount)):
        if row.balance != int(sums.get(row.id, 0)):
            found.append(
                f"account {row.id}: balance {row.balance}, transfers {sums.get(row.id, 0)}"
            )
        if row.balance < 0 and row.kind not in MAY_OWE:
            found.append(f"account {row.id} ({row.kind}) is below zero: {row.balance}")
        totals[row.currency] = totals.get(row.currency, 0) + row.balance
    found += [
        f"{currency} does not add up to zero: {total}"
        for currency, total in totals.items()
        if total
    ]
    return found


def _id(row: LedgerAccount) -> int:
    if row.id is None:
        raise ValueError("a ledger account must be stored before money moves")
    return row.id
