"""The only way money moves."""

from datetime import datetime

from sqlmodel import Session, col, select

from budget_app.db import insert_or_ignore
from budget_app.errors import Refusal
from budget_app.i18n import _l
from budget_app.ledger.checking import breaches
from budget_app.ledger.models import MAY_OWE, LedgerAccount, Transfer

__all__ = [
    "MAY_OWE",
    "AlreadyReversed",
    "NotEnoughMoney",
    "OtherBooking",
    "account",
    "amount_words",
    "breaches",
    "hold",
    "reverse",
    "transfer",
]


class NotEnoughMoney(Refusal):
    sentence = _l("Er is niet genoeg geld. Er is nog {left} beschikbaar.")


class AlreadyReversed(Refusal):
    sentence = _l("Deze boeking is al teruggedraaid.")


class OtherBooking(Refusal):
    sentence = _l(
        "Dit formulier is al eens verstuurd, met andere gegevens. "
        "Laad de pagina opnieuw en kijk wat er al geboekt is."
    )


def account(
    session: Session, round_id: int, kind: str, owner: str, name: str, currency: str = "EUR"
) -> LedgerAccount:
    """The ledger account of this kind and owner in a round; made when it is not there yet."""
    same = (
        LedgerAccount.round_id == round_id,
        LedgerAccount.currency == currency,
        LedgerAccount.kind == kind,
        LedgerAccount.owner == owner,
    )
    found = session.exec(select(LedgerAccount).where(*same)).first()
    if found:
        return found
    # Two who make it at the same moment make one: the second waits, and finds the first one's.
    values = {"round_id": round_id, "currency": currency, "kind": kind, "owner": owner}
    insert_or_ignore(session, LedgerAccount.__table__, {**values, "name": name, "balance": 0})  # type: ignore[attr-defined]
    return session.exec(select(LedgerAccount).where(*same)).one()


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

    Both accounts are locked in the order of their ids, so that two transfers never wait for each
    other; the key is looked up under that lock, so that two clicks at once move money once.
    Raises NotEnoughMoney when the giving account would go below zero, and OtherBooking when the
    key was used for something else.
    """
    held = hold(session, debit, credit)
    giver, taker = held[_id(debit)], held[_id(credit)]
    existing = session.exec(select(Transfer).where(Transfer.key == key)).first()
    if existing:
        done = (existing.debit_id, existing.credit_id, existing.amount)
        if done != (giver.id, taker.id, amount):
            raise OtherBooking
        return existing
    if giver.kind not in MAY_OWE and giver.balance < amount:
        raise NotEnoughMoney(left=amount_words(giver.balance, giver.currency))
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
    """Undo a transfer by its opposite; the original stays, and a reversal is not reversed.

    Raises AlreadyReversed, NotEnoughMoney when the money was spent meanwhile.
    """
    if original.reverses_id is not None:
        raise AlreadyReversed
    debit = session.get_one(LedgerAccount, original.credit_id)
    credit = session.get_one(LedgerAccount, original.debit_id)
    hold(session, debit, credit)
    if session.exec(select(Transfer).where(Transfer.reverses_id == original.id)).first():
        raise AlreadyReversed
    return transfer(
        session, f"reverse:{original.id}", debit, credit, original.amount, why, at, original.id
    )


def hold(session: Session, *accounts: LedgerAccount) -> dict[int, LedgerAccount]:
    """Lock ledger accounts until the transaction ends, always in the order of their ids."""
    locked = session.exec(
        select(LedgerAccount)
        .where(col(LedgerAccount.id).in_({_id(row) for row in accounts}))
        .order_by(col(LedgerAccount.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    return {_id(row): row for row in locked}


def amount_words(amount: int, currency: str) -> str:
    """An amount in a sentence: `€ 1.250`, `€ 12,50`, or `12 Lomba` for another currency."""
    if currency != "EUR":
        return f"{amount} {currency}"
    whole, rest = divmod(amount, 100)
    return f"€ {whole:,}".replace(",", ".") + (f",{rest:02d}" if rest else "")


def _id(row: LedgerAccount) -> int:
    if row.id is None:
        raise ValueError("a ledger account must be stored before money moves")
    return row.id
