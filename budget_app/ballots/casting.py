"""Store ballots, in as few statements as that takes: thousands of people vote in the last hour.

Statements are built once, and each does for all that are cast together what it does for one.
Everything happens in the caller's transaction.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from budget_app.ballots.models import Ballot, HouseholdParticipation, Participation
from budget_app.people.models import RollEntry
from budget_app.prepared import NewRows, Prepared, among, as_list
from budget_app.route.models import Step

BALLOT: sa.Table = Ballot.__table__  # type: ignore[attr-defined]
ROLL: sa.Table = RollEntry.__table__  # type: ignore[attr-defined]
STEP: sa.Table = Step.__table__  # type: ignore[attr-defined]
Key = tuple[int, str]  # of a vote: its round and its step

# The step's row is held shared until the end: closing waits for ballots that came before it, and
# a ballot that comes after it sees that it is closed.
_LOCK = Prepared(
    lambda dialect: (
        sa.select(
            STEP.c.state, STEP.c.closes_at, ROLL.c.account_id, ROLL.c.area_code, ROLL.c.household_id
        )
        .select_from(
            STEP.outerjoin(
                ROLL,
                sa.and_(
                    ROLL.c.round_id == STEP.c.round_id,
                    among(dialect, ROLL.c.account_id, "accounts"),
                ),
            )
        )
        .where(STEP.c.round_id == sa.bindparam("round"), STEP.c.key == sa.bindparam("step"))
        .with_for_update(read=True, of=STEP)
    )
)
_PARTICIPATIONS = NewRows(Participation.__table__, "account_id")  # type: ignore[attr-defined]
_HOUSEHOLDS = NewRows(HouseholdParticipation.__table__, "household_id")  # type: ignore[attr-defined]
_BALLOTS = NewRows(BALLOT, "receipt_hash")
_REPLACE = Prepared(
    sa.update(BALLOT)
    .where(BALLOT.c.receipt_hash == sa.bindparam("receipt"))
    .values(content=sa.bindparam("new_content"))
)


@dataclass(frozen=True)
class Voter:
    """Someone on the roll of a vote, and which household counts them there, if any."""

    account_id: int
    area_code: str
    household_id: int | None


@dataclass(frozen=True)
class Held:
    """A vote whose step is held: open or not, and the voters who were looked up on its roll."""

    opened: bool
    closes_at: datetime | None
    voters: Mapping[int, Voter]

    def is_open(self, now: datetime) -> bool:
        """Whether a ballot may be cast at this moment."""
        return self.opened and (self.closes_at is None or now < self.closes_at)


def hold(connection: sa.Connection, key: Key, account_ids: Sequence[int]) -> Held:
    """Hold the step of a vote, and look these accounts up on its roll."""
    accounts = as_list(connection, account_ids)
    rows = _LOCK.rows(connection, {"round": key[0], "step": key[1], "accounts": accounts})
    state, closes_at, *_ = rows[0]
    voters = {row[2]: Voter(*row[2:]) for row in rows if row[2] is not None}
    return Held(state == "open", closes_at, voters)


def take_part(connection: sa.Connection, key: Key, voters: Mapping[Voter, str]) -> set[int]:
    """Say that these took part, each through a channel; the accounts that had not done so yet."""
    return _PARTICIPATIONS.insert(
        connection,
        (
            {
                **_of(key),
                "account_id": voter.account_id,
                "area_code": voter.area_code,
                "channel": channel,
            }
            for voter, channel in voters.items()
        ),
    )


def households_take_part(
    connection: sa.Connection, key: Key, household_ids: Iterable[int]
) -> set[int]:
    """Say that these households took part; those of which no adult had done so yet."""
    rows = ({**_of(key), "household_id": household} for household in household_ids)
    return _HOUSEHOLDS.insert(connection, rows)


def insert(connection: sa.Connection, key: Key, ballots: Mapping[str, str]) -> set[str]:
    """Put new ballots in the box, {receipt hash: content}; those whose hash was not there yet."""
    rows = ({**_of(key), "receipt_hash": hash, "content": text} for hash, text in ballots.items())
    return _BALLOTS.insert(connection, rows)


def replace(connection: sa.Connection, receipt_hash: str, content: str) -> bool:
    """Change the ballot with this code as a whole; False when there is none."""
    given = {"receipt": receipt_hash, "new_content": content}
    return _REPLACE.count(connection, given) == 1


def as_stored(content: Mapping[int, int]) -> str:
    """A checked ballot as text."""
    return json.dumps({str(number): value for number, value in content.items()})


def _of(key: Key) -> dict[str, Any]:
    return {"round_id": key[0], "step_key": key[1]}
