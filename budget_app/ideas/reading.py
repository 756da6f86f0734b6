"""Ideas as lists show them.

The list is the busiest page. Its statements are built once per combination of choices and then
kept, values travel as parameters, and rows come back as plain columns.
"""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from budget_app.budgets.config import EURO
from budget_app.budgets.models import Round
from budget_app.ideas.models import STATES, Idea

IDEA: sa.Table = Idea.__table__  # type: ignore[attr-defined]
ROUND: sa.Table = Round.__table__  # type: ignore[attr-defined]
# Drafts, and drafts that were thrown away, are their makers' own.
PUBLIC = sa.and_(
    IDEA.c.state != "concept",
    sa.or_(IDEA.c.state != "ingetrokken", IDEA.c.submitted_at.is_not(None)),
)
SORTS: dict[str, tuple[Any, ...]] = {
    "nieuw": (IDEA.c.number.desc(),),
    "nummer": (IDEA.c.number,),
    "steun": (IDEA.c.endorsements.desc(), IDEA.c.number),
    "goedkoop": (IDEA.c.cost_cents, IDEA.c.number),
    "duur": (IDEA.c.cost_cents.desc(), IDEA.c.number),
}
CARD = (
    IDEA.c.id,
    IDEA.c.number,
    IDEA.c.title,
    IDEA.c.cost_cents,
    IDEA.c.state,
    IDEA.c.makers,
    IDEA.c.street,
    IDEA.c.area_code,
    IDEA.c.photo_id,
    IDEA.c.endorsements,
)
PIN = (IDEA.c.id, IDEA.c.title, IDEA.c.lat, IDEA.c.lon)
STOPPED = ("ingetrokken", "samengevoegd", "afgewezen")
MOST_WORDS = 8
ESCAPE = "/"


@dataclass(frozen=True, slots=True)
class IdeaRow:
    """What a card shows of an idea. Hashable, so that a card can be kept by its content."""

    id: int
    number: int
    title: str
    cost_cents: int
    state: str
    makers: str
    street: str
    area_code: str | None
    photo_id: int | None
    endorsements: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a visitor wants to see of a round's ideas; an empty word leaves that open."""

    words: str = ""
    state: str = ""
    category: str = ""
    area: str = ""
    sort: str = "nieuw"
    going: bool = False  # leave out what was taken back, merged or declined


@dataclass(frozen=True, slots=True)
class Facets:
    """How many ideas each choice would give, the other choices kept."""

    total: int
    states: dict[str, int]
    categories: dict[str, int]
    areas: dict[str, int]


def facets(session: Session, round_id: int, wanted: Wanted) -> Facets:
    """Counts per state, category and buurt, from one statement."""
    searched = Wanted(words=wanted.words)
    query, values = _facets_query(len(_words(wanted.words))), _values(round_id, searched)
    states: Counter[str] = Counter()
    categories: Counter[str] = Counter()
    areas: Counter[str] = Counter()
    total = 0
    for state, category, area, count in session.connection().execute(query, values):
        fits = (
            wanted.state in ("", state),
            wanted.category in ("", category),
            wanted.area in ("", area),
        )
        states[state] += count if fits[1] and fits[2] else 0
        categories[category] += count if fits[0] and fits[2] else 0
        areas[area or ""] += count if fits[0] and fits[1] else 0
        total += count if all(fits) else 0
    in_order = {state: states[state] for state in STATES if state in states}
    return Facets(total, in_order, dict(sorted(categories.items())), dict(areas))


def rows(
    session: Session, round_id: int, wanted: Wanted, limit: int, offset: int = 0
) -> list[IdeaRow]:
    """One page of a round's public ideas; an unknown sort falls back to the newest first."""
    values = _values(round_id, wanted) | {"most": limit, "skip": offset}
    found = session.connection().execute(_rows_query(_shape(wanted), wanted.sort), values)
    return [IdeaRow(*row) for row in found]


@dataclass(frozen=True, slots=True)
class Pin:
    """An idea on the map."""

    id: int
    title: str
    lat: float
    lon: float


def pins(session: Session, round_id: int, wanted: Wanted, limit: int = 2000) -> tuple[Pin, ...]:
    """The newest public ideas that have a place, as points in WGS 84."""
    values = _values(round_id, wanted) | {"most": limit}
    found = session.connection().execute(_pins_query(_shape(wanted)), values)
    return tuple(Pin(*row) for row in found)


def states_in(session: Session, round_ids: list[int]) -> dict[int, Counter[str]]:
    """How many public ideas of each state several rounds hold."""
    query = (
        sa.select(IDEA.c.round_id, IDEA.c.state, sa.func.count())
        .where(IDEA.c.round_id.in_(round_ids), PUBLIC)
        .group_by(IDEA.c.round_id, IDEA.c.state)
    )
    found: dict[int, Counter[str]] = {round_id: Counter() for round_id in round_ids}
    for round_id, state, count in session.connection().execute(query):
        found[round_id][state] = count
    return found


def everywhere(session: Session, words: str, limit: int, offset: int) -> list[tuple[IdeaRow, str]]:
    """Public ideas of published rounds that hold these words, each with its round's currency."""
    query = (
        sa.select(*CARD, ROUND.c.config["amount"]["currency"].as_string())
        .join(ROUND, ROUND.c.id == IDEA.c.round_id)
        .where(ROUND.c.state != "draft", PUBLIC, *_holds(len(_words(words))))
        .order_by(IDEA.c.id.desc())
        .limit(limit)
        .offset(offset)
    )
    found = session.connection().execute(query, _patterns(words))
    return [(IdeaRow(*row[:-1]), row[-1] or EURO) for row in found]


def titles(session: Session, round_id: int, numbers: list[int]) -> dict[int, tuple[int, str]]:
    """Ideas by number: their id and title, drafts left out."""
    query = sa.select(IDEA.c.number, IDEA.c.id, IDEA.c.title).where(
        IDEA.c.round_id == round_id, IDEA.c.number.in_(numbers), PUBLIC
    )
    return {row.number: (row.id, row.title) for row in session.connection().execute(query)}


def titles_by_id(session: Session, ids: list[int]) -> dict[int, str]:
    """The titles of public ideas by id."""
    query = sa.select(IDEA.c.id, IDEA.c.title).where(IDEA.c.id.in_(ids), PUBLIC)
    return {row.id: row.title for row in session.connection().execute(query)}


TABLE_HEAD = (
    "number",
    "title",
    "state",
    "cost_cents",
    "category",
    "area_code",
    "street",
    "own_hours",
    "own_cents",
    "endorsements",
    "reactions",
)


def table(session: Session, round_id: int) -> list[tuple[Any, ...]]:
    """The public ideas of a round as rows under TABLE_HEAD, without names of people."""
    query = (
        sa.select(*(IDEA.c[name] for name in TABLE_HEAD))
        .where(IDEA.c.round_id == round_id, PUBLIC)
        .order_by(IDEA.c.number)
    )
    return [tuple(row) for row in session.connection().execute(query)]


# Which choices are made: state, category, area, only what goes on, and how many words.
Shape = tuple[bool, bool, bool, bool, int]


def _shape(wanted: Wanted) -> Shape:
    return (
        bool(wanted.state),
        bool(wanted.category),
        bool(wanted.area),
        wanted.going,
        len(_words(wanted.words)),
    )


def _values(round_id: int, wanted: Wanted) -> dict[str, Any]:
    values: dict[str, Any] = {"round": round_id}
    values |= {"state": wanted.state} if wanted.state else {}
    values |= {"category": wanted.category} if wanted.category else {}
    values |= {"area": wanted.area} if wanted.area else {}
    return values | _patterns(wanted.words)


@lru_cache(maxsize=16)
def _facets_query(words: int) -> sa.Select[Any]:
    return (
        sa.select(IDEA.c.state, IDEA.c.category, IDEA.c.area_code, sa.func.count())
        .where(*_conditions((False, False, False, False, words)))
        .group_by(IDEA.c.state, IDEA.c.category, IDEA.c.area_code)
    )


@lru_cache(maxsize=512)
def _rows_query(shape: Shape, sort: str) -> sa.Select[Any]:
    return (
        sa.select(*CARD)
        .where(*_conditions(shape))
        .order_by(*SORTS.get(sort, SORTS["nieuw"]))
        .limit(sa.bindparam("most"))
        .offset(sa.bindparam("skip"))
    )


@lru_cache(maxsize=128)
def _pins_query(shape: Shape) -> sa.Select[Any]:
    return (
        sa.select(*PIN)
        .where(*_conditions(shape), IDEA.c.lat.is_not(None), IDEA.c.lon.is_not(None))
        .order_by(IDEA.c.number.desc())
        .limit(sa.bindparam("most"))
    )


def _conditions(shape: Shape) -> list[Any]:
    by_state, by_category, by_area, going, words = shape
    found: list[Any] = [IDEA.c.round_id == sa.bindparam("round"), PUBLIC, *_holds(words)]
    if by_state:
        found.append(IDEA.c.state == sa.bindparam("state"))
    if by_category:
        found.append(IDEA.c.category == sa.bindparam("category"))
    if by_area:
        found.append(IDEA.c.area_code == sa.bindparam("area"))
    if going:
        found.append(IDEA.c.state.not_in(STOPPED))
    return found


def _holds(words: int) -> list[Any]:
    """Every word stands somewhere in the title, the story, the street or the makers' names."""
    text = IDEA.c.title + " " + IDEA.c.body + " " + IDEA.c.street + " " + IDEA.c.makers
    return [text.ilike(sa.bindparam(f"word{place}"), escape=ESCAPE) for place in range(words)]


def _patterns(words: str) -> dict[str, str]:
    escaped = (
        word.replace(ESCAPE, ESCAPE * 2).replace("%", f"{ESCAPE}%").replace("_", f"{ESCAPE}_")
        for word in _words(words)
    )
    return {f"word{place}": f"%{word}%" for place, word in enumerate(escaped)}


def _words(words: str) -> list[str]:
    return words.split()[:MOST_WORDS]
