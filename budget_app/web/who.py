"""Who is signed in, with roles and seats, in one statement: every request of a resident asks it."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from budget_app.bodies.models import Seat
from budget_app.clock import local_date
from budget_app.people.models import Account, LoginSession, Role
from budget_app.people.service import Viewer
from budget_app.people.sessions import hash_of
from budget_app.prepared import Prepared, among, as_list

ACCOUNT: sa.Table = Account.__table__  # type: ignore[attr-defined]
SESSION: sa.Table = LoginSession.__table__  # type: ignore[attr-defined]
ROLE: sa.Table = Role.__table__  # type: ignore[attr-defined]
SEAT: sa.Table = Seat.__table__  # type: ignore[attr-defined]


def _in_term(table: sa.Table) -> sa.ColumnElement[bool]:
    today: sa.BindParameter[date] = sa.bindparam("today")
    return sa.and_(
        table.c.account_id == ACCOUNT.c.id,
        table.c.starts_on <= today,
        sa.or_(table.c.ends_on.is_(None), table.c.ends_on >= today),
    )


# A row for each pair of a role and a seat; nearly everyone has one row with neither.
_LOOKUP = Prepared(
    lambda dialect: (
        sa.select(
            SESSION.c.id_hash,
            ACCOUNT.c.id,
            ACCOUNT.c.name,
            ACCOUNT.c.language,
            ACCOUNT.c.area_code,
            ACCOUNT.c.household_id,
            ROLE.c.name,
            SEAT.c.body_id,
        )
        .select_from(
            SESSION.join(ACCOUNT, ACCOUNT.c.id == SESSION.c.account_id)
            .outerjoin(ROLE, _in_term(ROLE))
            .outerjoin(SEAT, _in_term(SEAT))
        )
        .where(
            among(dialect, SESSION.c.id_hash, "hashes"), SESSION.c.expires_at > sa.bindparam("now")
        )
    )
)


def viewer_by(connection: sa.Connection, secret: str, now: datetime) -> Viewer | None:
    """The viewer behind a session cookie; None when it is unknown or over."""
    return viewers_by(connection, [secret], now)[0]


def viewers_by(
    connection: sa.Connection, secrets: Sequence[str], now: datetime
) -> list[Viewer | None]:
    """As `viewer_by`, for many who come in at the same moment."""
    hashes = [hash_of(secret) for secret in secrets]
    given = {"hashes": as_list(connection, hashes), "now": now, "today": local_date(now)}
    found: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for id_hash, *row in _LOOKUP.rows(connection, given):
        found[id_hash].append(tuple(row))
    return [_viewer(found[id_hash]) if id_hash in found else None for id_hash in hashes]


def _viewer(rows: Sequence[tuple[Any, ...]]) -> Viewer:
    account_id, name, language, area_code, household_id, _, _ = rows[0]
    roles = frozenset(row[5] for row in rows if row[5] is not None)
    bodies = frozenset(row[6] for row in rows if row[6] is not None)
    return Viewer(
        account_id=account_id,
        name=name,
        language=language,
        area_code=area_code,
        household_id=household_id,
        roles=roles,
        body_ids=bodies,
        audiences=frozenset({"resident", *roles, *({"jury"} if bodies else ())}),
    )
