"""What a project asks of companies, and what they offer."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from budget_app.columns import long_text, moment, one_of

KINDS = ("goods", "hours")
HELP_STATES = ("offered", "accepted", "declined", "delivered", "thanked")


class HelpRequest(SQLModel, table=True):
    """A project asks for goods or hours."""

    __tablename__ = "help_request"
    __table_args__ = (one_of("kind", KINDS, "help_kind"),)
    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    form_key: str | None = Field(default=None, unique=True)
    kind: str
    what: str
    at: datetime = moment()


class HelpOffer(SQLModel, table=True):
    """A company offers it, through someone who signed in."""

    __tablename__ = "help_offer"
    __table_args__ = (one_of("state", HELP_STATES, "help_state"),)
    id: int | None = Field(default=None, primary_key=True)
    request_id: int = Field(foreign_key="help_request.id", index=True)
    form_key: str | None = Field(default=None, unique=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    company: str
    words: str = long_text()
    state: str = "offered"
    thanks: str = long_text(default="")
    at: datetime = moment()
