"""Rounds as pages show them: plain facts, in few statements."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from budget_app.budgets.config import RoundConfig
from budget_app.budgets.models import Round, RoundArea
from budget_app.budgets.service import config_of
from budget_app.errors import NotFound
from budget_app.places.reading import AREA, SHOWN, AreaFacts

ROUND: sa.Table = Round.__table__  # type: ignore[attr-defined]
ROUND_AREA: sa.Table = RoundArea.__table__  # type: ignore[attr-defined]
COLUMNS = (
    ROUND.c.id,
    ROUND.c.slug,
    ROUND.c.title,
    ROUND.c.area_code,
    ROUND.c.model,
    ROUND.c.field,
    ROUND.c.amount_cents,
    ROUND.c.config,
    ROUND.c.config_hash,
    ROUND.c.frozen_at,
    ROUND.c.chosen_route,
    ROUND.c.state,
    ROUND.c.previous_id,
    ROUND.c.note,
)
MOST_ROUNDS = 40


def _published(where: sa.ColumnElement[bool]) -> sa.Select[Any]:
    return sa.select(*COLUMNS).where(where, ROUND.c.state != "draft")


# Built once: nearly every page starts with one of these.
BY_SLUG = _published(ROUND.c.slug == sa.bindparam("value"))
BY_ID = _published(ROUND.c.id == sa.bindparam("value"))


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """A published round."""

    id: int
    slug: str
    title: str
    area_code: str
    model: str
    field: int
    amount_cents: int
    config: RoundConfig
    config_hash: str | None
    frozen_at: datetime | None
    chosen_route: str
    previous_id: int | None
    note: str

    @property
    def url(self) -> str:
        """Where its page is."""
        return f"/ronde/{self.slug}"


def by_slug(session: Session, slug: str) -> RoundFacts:
    """The published round at an address; raises NotFound, for drafts too."""
    return _one(session, BY_SLUG, slug)


def by_id(session: Session, round_id: int) -> RoundFacts:
    """A published round; raises NotFound, for drafts too."""
    return _one(session, BY_ID, round_id)


def covering(session: Session, area_codes: list[str]) -> list[RoundFacts]:
    """Published rounds that cover any of these areas, newest first, at most MOST_ROUNDS."""
    covers = sa.select(ROUND_AREA.c.round_id).where(ROUND_AREA.c.area_code.in_(area_codes))
    return _many(session, ROUND.c.id.in_(covers))


def with_ids(session: Session, ids: list[int]) -> list[RoundFacts]:
    """These rounds, newest first."""
    return _many(session, ROUND.c.id.in_(ids))


def newest(session: Session, limit: int) -> list[RoundFacts]:
    """The newest published rounds."""
    return _many(session, sa.true())[:limit]


def matching(session: Session, words: str) -> list[RoundFacts]:
    """Published rounds whose title holds these words, newest first."""
    return _many(session, ROUND.c.title.icontains(words, autoescape=True))


def wijken(session: Session, words: str = "") -> list[AreaFacts]:
    """The areas in which a round is or was, a buurt counted as its wijk, by name."""
    inner = AREA.alias("inner")
    home = sa.case(
        (sa.and_(inner.c.kind == "buurt", inner.c.parent_code.is_not(None)), inner.c.parent_code),
        else_=inner.c.code,
    )
    taking_part = (
        sa.select(home)
        .select_from(ROUND)
        .join(ROUND_AREA, ROUND_AREA.c.round_id == ROUND.c.id)
        .join(inner, inner.c.code == ROUND_AREA.c.area_code)
        .where(ROUND.c.state == "published")
    )
    query = sa.select(*SHOWN).where(AREA.c.code.in_(taking_part)).order_by(AREA.c.name)
    if words:
        query = query.where(AREA.c.name.icontains(words, autoescape=True))
    return [AreaFacts(*row) for row in session.connection().execute(query)]


def _one(session: Session, query: sa.Select[Any], value: str | int) -> RoundFacts:
    row = session.connection().execute(query, {"value": value}).first()
    if row is None:
        raise NotFound
    return _facts(row)


def _many(session: Session, where: sa.ColumnElement[bool]) -> list[RoundFacts]:
    query = _published(where).order_by(ROUND.c.id.desc()).limit(MOST_ROUNDS)
    return [_facts(row) for row in session.connection().execute(query)]


def draft(round: Round) -> RoundFacts:
    """A round that its official holds, published or not, as pages show one."""
    return _facts(round)


def _facts(row: Any) -> RoundFacts:
    return RoundFacts(
        id=row.id,
        slug=row.slug,
        title=row.title,
        area_code=row.area_code,
        model=row.model,
        field=row.field,
        amount_cents=row.amount_cents,
        config=config_of(row),
        config_hash=row.config_hash,
        frozen_at=row.frozen_at,
        chosen_route=row.chosen_route,
        previous_id=row.previous_id,
        note=row.note,
    )
