"""The ballot paper: what a voter sees, in which order, and what the server checks against."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlmodel import Session, col

from budget_app.ballots.models import BallotOption
from budget_app.ballots.rules import Option
from budget_app.ideas.models import Idea
from budget_app.places.models import Area

Key = tuple[int, str]

_printed: WeakKeyDictionary[sa.Engine, dict[Key, Mapping[int, Option]]] = WeakKeyDictionary()
_PRINTED_MAX = 64


@dataclass(frozen=True)
class Line:
    """A line on the ballot as it is shown. `cost` in cents."""

    id: int
    title: str
    cost: int
    place: str
    who: str
    url: str
    area: str = ""  # the code of the buurt it is in


def lines(session: Session, vote_key: Key) -> list[Line]:
    """Every line of the ballot paper, in the order of the list."""
    query = (
        sa.select(
            col(BallotOption.number),
            col(BallotOption.title),
            col(BallotOption.cost_cents),
            col(Idea.street),
            col(Area.name),
            col(Idea.makers),
            col(Idea.id),
            col(Idea.area_code),
        )
        .join(Idea, col(Idea.id) == col(BallotOption.idea_id))
        .join(Area, col(Area.code) == col(Idea.area_code), isouter=True)
        .where(col(BallotOption.round_id) == vote_key[0], col(BallotOption.step_key) == vote_key[1])
        .order_by(col(BallotOption.number))
    )
    rows = session.connection().execute(query)
    return [
        Line(number, title, cost, street or area or "", makers, f"/idee/{idea_id}", code or "")
        for number, title, cost, street, area, makers, idea_id, code in rows
    ]


def rotated(found: Sequence[Line], voter: int) -> list[Line]:
    """The same list, begun at another line for each voter: line `voter` modulo the length.

    Every line stands on top for as many voters as any other, and one voter always sees the same.
    """
    start = voter % len(found) if found else 0
    return [*found[start:], *found[:start]]


def options(connection: sa.Connection, vote_key: Key) -> Mapping[int, Option]:
    """What ballots of an open vote are checked against; read once, as it is fixed by then."""
    kept = _printed.setdefault(connection.engine, {})
    if vote_key in kept:
        return kept[vote_key]
    found = _read(connection, vote_key)
    if found:
        if len(kept) >= _PRINTED_MAX:
            kept.clear()
        kept[vote_key] = found
    return found


def _read(connection: sa.Connection, vote_key: Key) -> Mapping[int, Option]:
    rows = connection.execute(
        sa.select(
            col(BallotOption.number), col(BallotOption.cost_cents), col(BallotOption.labels)
        ).where(
            col(BallotOption.round_id) == vote_key[0], col(BallotOption.step_key) == vote_key[1]
        )
    )
    return {
        number: Option(number, cost, next(iter(labels.get("areas", ())), ""))
        for number, cost, labels in rows
    }
