"""Ideas of residents and everything that belongs to one."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from budget_app.columns import document, long_text, moment, money, one_of

# One word, one colour, one icon for each, everywhere the same.
STATES = (
    "concept",
    "ingediend",
    "in_gesprek",
    "bij_de_jury",
    "aanpassen",
    "afgewezen",
    "op_de_stemlijst",
    "gekozen",
    "niet_gekozen",
    "in_uitvoering",
    "klaar",
    "mislukt",
    "ingetrokken",
    "samengevoegd",
)
EXECUTORS = ("bewoners", "samen", "gemeente", "anderen")
CHANNELS = ("web", "desk", "import")
# What it is that goes along the route: a resident's idea, a plan of others, a theme that matters in
# an area, a whole budget made of ideas, or a route that the round could take.
SUBJECTS = ("idea", "plan", "theme", "package", "route")


class Idea(SQLModel, table=True):
    """An idea as it reads now; earlier texts are in IdeaVersion."""

    __tablename__ = "idea"
    __table_args__ = (
        one_of("state", STATES, "idea_state"),
        one_of("executor", EXECUTORS, "idea_executor"),
        one_of("channel", CHANNELS, "idea_channel"),
        one_of("subject", SUBJECTS, "idea_subject"),
        sa.UniqueConstraint("round_id", "number"),
        sa.CheckConstraint(
            "cost_cents >= 0 AND own_cents >= 0 AND own_hours >= 0", name="idea_amounts"
        ),
        sa.Index("idea_list", "round_id", "state", "number"),
        # The list counts per choice from this index alone.
        sa.Index("idea_facets", "round_id", "state", "category", "area_code", "submitted_at"),
    )
    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="round.id")
    number: int
    subject: str = Field(default="idea", sa_column_kwargs={"server_default": "idea"})
    title: str
    body: str = long_text(default="")
    area_code: str | None = Field(default=None, foreign_key="area.code")
    street: str = ""
    lat: float | None = None
    lon: float | None = None
    category: str = ""
    cost_cents: int = money(default=0)
    cost_note: str = long_text(default="")
    own_hours: int = 0
    own_goods: str = ""
    own_cents: int = money(default=0)
    executor: str = "bewoners"
    state: str = "concept"
    step_key: str | None = None
    channel: str = "web"
    makers: str = ""  # the authors' names as shown, kept here so that a list needs no join
    endorsements: int = 0
    reactions: int = 0
    photo_id: int | None = Field(default=None, foreign_key="photo.id")
    builds_on_id: int | None = Field(default=None, foreign_key="idea.id")
    merged_into_id: int | None = Field(default=None, foreign_key="idea.id")
    external_id: str = ""
    version: int = 1
    submitted_at: datetime | None = moment(default=None)
    updated_at: datetime = moment()


class IdeaVersion(SQLModel, table=True):
    """A text of an idea as it stood, with who changed it and why."""

    __tablename__ = "idea_version"
    __table_args__ = (sa.UniqueConstraint("idea_id", "version"),)
    id: int | None = Field(default=None, primary_key=True)
    idea_id: int = Field(foreign_key="idea.id")
    version: int
    content: dict[str, Any] = document()
    at: datetime = moment()
    by_account_id: int | None = Field(default=None, foreign_key="account.id")
    note: str = ""


class IdeaAuthor(SQLModel, table=True):
    """A maker of an idea. `credit` is the name shown; an invited author must agree first."""

    __tablename__ = "idea_author"
    __table_args__ = (one_of("status", ("invited", "agreed", "declined"), "author_status"),)
    idea_id: int = Field(foreign_key="idea.id", primary_key=True)
    account_id: int = Field(foreign_key="account.id", primary_key=True, index=True)
    credit: str
    status: str = "agreed"
    position: int = 0  # the first maker is named first
    # A helper typed it in: logged as help, never as the helper's own.
    entered_by_id: int | None = Field(default=None, foreign_key="account.id")


class AuthorInvite(SQLModel, table=True):
    """A link by which someone can become a co-author; kept as a hash, used once."""

    __tablename__ = "author_invite"
    code_hash: str = Field(primary_key=True)
    idea_id: int = Field(foreign_key="idea.id", index=True)
    made_at: datetime = moment()
    used_at: datetime | None = moment(default=None)


class Endorsement(SQLModel, table=True):
    """Someone says: good idea. Talk, not a vote."""

    __tablename__ = "endorsement"
    idea_id: int = Field(foreign_key="idea.id", primary_key=True)
    account_id: int = Field(foreign_key="account.id", primary_key=True, index=True)


class Merge(SQLModel, table=True):
    """One idea wants to go on inside another; both sides' authors must agree."""

    __tablename__ = "merge"
    __table_args__ = (
        one_of("status", ("proposed", "agreed", "declined"), "merge_status"),
        sa.CheckConstraint("from_id <> into_id", name="merge_two"),
    )
    id: int | None = Field(default=None, primary_key=True)
    from_id: int = Field(foreign_key="idea.id", index=True)
    into_id: int = Field(foreign_key="idea.id", index=True)
    proposed_by_id: int = Field(foreign_key="account.id")
    proposed_at: datetime = moment()
    answered_at: datetime | None = moment(default=None)
    status: str = "proposed"
    message: str = long_text(default="")


class Photo(SQLModel, table=True):
    """A picture, re-encoded without location or camera data."""

    __tablename__ = "photo"
    id: int | None = Field(default=None, primary_key=True)
    content: bytes = Field(sa_type=sa.LargeBinary)
    width: int
    height: int
    description: str = ""
    uploaded_on: date
    uploaded_by_id: int | None = Field(default=None, foreign_key="account.id")
