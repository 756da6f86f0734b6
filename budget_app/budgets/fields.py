"""What the parts of a configuration are made of: texts, amounts and moments within bounds."""

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from budget_app.clock import FIRST_YEAR, LAST_YEAR

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,40}$")]
Sentence = Annotated[str, Field(min_length=1, max_length=600)]
MOST_CENTS = 10**12  # ten billion euros: more is a slip of the finger
Title = Annotated[str, Field(min_length=1, max_length=120)]
Word = Annotated[str, Field(min_length=1, max_length=60)]
Line = Annotated[str, Field(max_length=300)]
# Only a whole number of cents is one: a text that no form could read as euros is refused.
Cents = Annotated[int, Field(ge=0, le=MOST_CENTS, strict=True)]


def _in_our_time(moment: datetime) -> datetime:
    """Other years are slips of the finger, and some fit in no database."""
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise PydanticCustomError("datetime_from_date_parsing", "not in our time")
    return moment


Moment = Annotated[AwareDatetime, AfterValidator(_in_our_time)]


class Part(BaseModel):
    """Base of all parts: unknown keys are mistakes, not extensions."""

    model_config = ConfigDict(extra="forbid", frozen=True)
