"""The spelleiding takes back what a household got by mistake: a reversal, with the reason."""

from datetime import datetime

from sqlmodel import Session, select

from budget_app.budgets.models import Round
from budget_app.errors import FieldErrors
from budget_app.history import service as history
from budget_app.i18n import _l
from budget_app.ledger import service as ledger
from budget_app.ledger.models import LedgerAccount, Transfer


def take_back(
    session: Session, round: Round, household: str, number: str, why: str, now: datetime
) -> int:
    """Reverse what a household got in an issue; returns the units.

    Raises FieldErrors (also when it used the units already), AlreadyReversed.
    """
    key = f"issue:{round.id}:{number}:{household}"
    moved = session.exec(select(Transfer).where(Transfer.key == key)).first()
    errors = {}
    if moved is None:
        errors["household"] = _l("Dit huishouden kreeg niets in deze uitgifte.")
    if not why.strip():
        errors["why"] = _l("Schrijf op waarom. Iedereen kan dit lezen.")
    if errors or moved is None:
        raise FieldErrors(errors)
    held = ledger.hold(session, *_both(session, moved))[moved.credit_id]
    if held.balance < moved.amount and not _undone(session, moved):
        raise FieldErrors(
            {
                "household": _l(
                    "Dit huishouden gebruikte al een deel: in de beurs zit nog {left} van de {all}."
                    " Het huishouden kan eerst iets terugnemen uit een idee of een spaarpot."
                ).with_values(left=held.balance, all=moved.amount)
            }
        )
    ledger.reverse(session, moved, why.strip(), now)
    history.append(
        session,
        now,
        "spelleiding",
        "issue_corrected",
        f"issue:{number}",
        round.id,
        units=moved.amount,
        why=why.strip(),
    )
    return moved.amount


def _both(session: Session, moved: Transfer) -> list[LedgerAccount]:
    return [session.get_one(LedgerAccount, id) for id in (moved.debit_id, moved.credit_id)]


def _undone(session: Session, moved: Transfer) -> bool:
    query = select(Transfer.id).where(Transfer.reverses_id == moved.id)
    return session.exec(query).first() is not None
