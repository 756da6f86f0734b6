"""Double entry: one row is one transfer from one account to another."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from budget_app.columns import moment, money, one_of

ACCOUNT_KINDS = ("funder", "pot", "award", "paid", "issuer", "purse", "spaarpot", "pledged")
MAY_OWE = ("funder", "issuer")  # only where money comes from may go below zero


class LedgerAccount(SQLModel, table=True):
    """Where money stands. `balance` is the sum of its transfers, kept for a CHECK to guard."""

    __tablename__ = "ledger_account"
    __table_args__ = (
        one_of("kind", ACCOUNT_KINDS, "ledger_kind"),
        sa.CheckConstraint("balance >= 0 OR kind IN ('funder', 'issuer')", name="ledger_no_debt"),
        sa.UniqueConstraint("round_id", "currency", "kind", "owner"),
    )
    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="round.id")
    currency: str = "EUR"
    kind: str
    owner: str = ""
    name: str
    balance: int = money(default=0)


class Transfer(SQLModel, table=True):
    """Money moved: appended, never edited. The key makes a repeated deed harmless."""

    __tablename__ = "transfer"
    __table_args__ = (
        sa.CheckConstraint("amount > 0", name="transfer_amount"),
        sa.CheckConstraint("debit_id <> credit_id", name="transfer_two"),
    )
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    debit_id: int = Field(foreign_key="ledger_account.id", index=True)
    credit_id: int = Field(foreign_key="ledger_account.id", index=True)
    amount: int = money()
    what: str
    at: datetime = moment()
    reverses_id: int | None = Field(default=None, foreign_key="transfer.id", unique=True)
