"""The spelleiding takes back what a household got by mistake: a reversal, with the reason."""

from datetime import datetime

from sqlmodel import Session, select

from budget_app.budgets.models import Round
from budget_app.errors import FieldErrors
from budget_app.history import service as history
from budget_app.i18n import _l
from budget_app.ledger import service as ledger
from budget_app.ledger.models import Transfer


def take_back(
    session: Session, round: Round, household: str, number: str, why: str, now: datetime
) -> int:
    """Reverse what a household got in an issue; returns the units.

    Raises FieldErrors, AlreadyReversed, NotEnoughMoney (it used the units already).
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
