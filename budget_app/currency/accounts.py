"""The ledger accounts that a currency uses, and who may use a household's purse."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, select

from budget_app import many
from budget_app.budgets.config import CurrencyRule
from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.currency.models import Purse, Spaarpot
from budget_app.errors import NotForYou, NotFound
from budget_app.i18n import _l
from budget_app.ledger import service as ledger
from budget_app.ledger.models import LedgerAccount
from budget_app.people.models import RollEntry

ACCOUNT: sa.Table = LedgerAccount.__table__  # type: ignore[attr-defined]
LAPSED = "lapsed"  # the issuer's account that gathers units which nobody used in time


class NoPurse(NotForYou):
    sentence = _l(
        "U hebt in deze ronde geen beurs. Log in met de code uit de brief aan uw huishouden."
    )


class LedgerPurse(NamedTuple):
    """The ledger account of a household, and how many units are in it."""

    id: int
    balance: int


@dataclass(frozen=True, slots=True)
class Holder:
    """Someone who may use a household's purse.

    `personal` is false for the account that the household's letter opens: all adults share it.
    `adults` is how many adults of the household stand on the roll themselves.
    """

    account_id: int
    household_id: int
    personal: bool
    adults: int


def rule_of(round: Round) -> CurrencyRule:
    """The currency of a round. Raises NotFound where it has none."""
    rule = config_of(round).currency
    if rule is None:
        raise NotFound
    return rule


def of_kind(session: Session, round: Round, kind: str, owner: str, name: str) -> LedgerAccount:
    """An account in the round's currency, made when it is not there yet."""
    return ledger.account(session, round.id or 0, kind, owner, name, rule_of(round).key)


def issuer(session: Session, round: Round) -> LedgerAccount:
    """Where units come from; its balance is below zero by all that was ever issued."""
    return of_kind(session, round, "issuer", "", "uitgifte")


def lapsed(session: Session, round: Round) -> LedgerAccount:
    """Where units go that nobody used in time."""
    return of_kind(session, round, "issuer", LAPSED, "vervallen")


def purse(session: Session, round: Round, household_id: int) -> LedgerAccount:
    """What a household has in hand."""
    return of_kind(session, round, "purse", str(household_id), f"huishouden {household_id}")


def purses_of(session: Session, round: Round, households: Sequence[int]) -> dict[int, LedgerPurse]:
    """The ledger accounts of these households, which have one.

    By their owners, and not joined to the purses: of tables that were just filled PostgreSQL knows
    too little to join them well, and took time in the square of the households.
    """
    connection = session.connection()
    query = sa.select(ACCOUNT.c.owner, ACCOUNT.c.id, ACCOUNT.c.balance).where(
        ACCOUNT.c.round_id == round.id,
        ACCOUNT.c.currency == rule_of(round).key,
        ACCOUNT.c.kind == "purse",
        many.among(connection, ACCOUNT.c.owner, [str(household) for household in households]),
    )
    return {int(row.owner): LedgerPurse(row.id, row.balance) for row in connection.execute(query)}


def pledged(session: Session, round: Round, idea_id: int) -> LedgerAccount:
    """What households put in an idea that is not funded yet."""
    return of_kind(session, round, "pledged", str(idea_id), f"idee {idea_id}")


def awarded(session: Session, round: Round, idea_id: int) -> LedgerAccount:
    """Units that paid for an idea: out of circulation, turned into euros for the project."""
    return of_kind(session, round, "award", str(idea_id), f"idee {idea_id}")


def content(session: Session, round: Round, pot: Spaarpot) -> LedgerAccount:
    """What is in a spaarpot."""
    return of_kind(session, round, "spaarpot", str(pot.id), pot.name)


def holder(session: Session, round: Round, account_id: int) -> Holder:
    """Whose purse this account may use. Raises NoPurse."""
    entry = session.get(RollEntry, (round.id, account_id))
    household = entry.household_id if entry else None
    if household is None:
        household = session.exec(
            select(Purse.household_id).where(
                Purse.round_id == round.id, Purse.account_id == account_id
            )
        ).first()
    if household is None or session.get(Purse, (round.id, household)) is None:
        raise NoPurse
    adults = session.exec(
        select(sa.func.count())
        .select_from(RollEntry)
        .where(RollEntry.round_id == round.id, col(RollEntry.household_id) == household)
    ).one()
    return Holder(account_id, household, entry is not None, adults)
