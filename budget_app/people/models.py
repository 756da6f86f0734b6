"""Who there is. As little personal data as the work allows."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from budget_app.columns import moment, one_of

ROLES = ("municipality", "desk")


class Household(SQLModel, table=True):
    """A home on the roll without its address: a buurt, and a street where the roll gives one."""

    __tablename__ = "household"
    id: int | None = Field(default=None, primary_key=True)
    area_code: str = Field(foreign_key="area.code", index=True)
    street: str = ""
    language: str = "nl"
    # Keyed hash of its round, buurt and word on the list, so that a later list knows it again.
    mark_hash: str | None = Field(default=None, unique=True, index=True)


class Account(SQLModel, table=True):
    """A person as far as we know them. Erasing empties every column but the id."""

    __tablename__ = "account"
    __table_args__ = (sa.UniqueConstraint("oidc_issuer", "oidc_subject_hash"),)
    id: int | None = Field(default=None, primary_key=True)
    name: str = ""
    email: str | None = None
    email_confirmed: bool = False
    wants_mail: bool = True
    language: str = "nl"
    area_code: str | None = Field(default=None, foreign_key="area.code")
    street: str = ""
    household_id: int | None = Field(default=None, foreign_key="household.id", index=True)
    oidc_issuer: str | None = None
    oidc_subject_hash: str | None = None
    created_on: date
    erased_on: date | None = None


class Role(SQLModel, table=True):
    """What staff may do, where, and until when. Seats on bodies are not roles but seats."""

    __tablename__ = "role"
    __table_args__ = (one_of("name", ROLES, "role_name"),)
    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    name: str
    area_code: str | None = Field(default=None, foreign_key="area.code")
    starts_on: date
    ends_on: date | None = None


class Pass(SQLModel, table=True):
    """A code from a letter, kept only as a keyed hash. A revoked pass opens nothing."""

    __tablename__ = "pass"
    id: int | None = Field(default=None, primary_key=True)
    code_hash: str = Field(unique=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    round_id: int | None = Field(default=None, foreign_key="round.id", index=True)
    issued_on: date
    revoked_on: date | None = None
    # Keyed hash of the municipality's own mark, so that its desk can find a lost pass by it.
    mark_hash: str | None = Field(default=None, index=True)


class RollEntry(SQLModel, table=True):
    """The voter roll of a round: who the municipality says may take part, and from which buurt."""

    __tablename__ = "roll_entry"
    __table_args__ = (sa.Index("roll_entry_household", "round_id", "household_id"),)
    round_id: int = Field(foreign_key="round.id", primary_key=True)
    account_id: int = Field(foreign_key="account.id", primary_key=True, index=True)
    area_code: str = Field(foreign_key="area.code")
    household_id: int | None = Field(default=None, foreign_key="household.id")


class LoginSession(SQLModel, table=True):
    """Someone signed in on one device. The cookie holds the id; the table holds its hash."""

    __tablename__ = "login_session"
    id_hash: str = Field(primary_key=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    created_at: datetime = moment()
    expires_at: datetime = moment(index=True)


class LoginState(SQLModel, table=True):
    """A visit to an identity provider that has not come back yet."""

    __tablename__ = "login_state"
    state: str = Field(primary_key=True)
    nonce: str
    code_verifier: str
    return_to: str
    expires_at: datetime = moment()


class Attempt(SQLModel, table=True):
    """How often something was tried in one window of time; shared by all servers."""

    __tablename__ = "attempt"
    key: str = Field(primary_key=True)
    window_start: datetime = moment(primary_key=True)
    count: int = 0


class AccessLog(SQLModel, table=True):
    """Who of the staff looked at whose personal data; the person can read it."""

    __tablename__ = "access_log"
    id: int | None = Field(default=None, primary_key=True)
    at: datetime = moment()
    viewer_id: int = Field(foreign_key="account.id")
    subject_id: int = Field(foreign_key="account.id", index=True)
    what: str
