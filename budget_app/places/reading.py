"""Areas as pages show them: without outlines, in few statements."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session

from budget_app.errors import NotFound
from budget_app.places.models import Area

AREA: sa.Table = Area.__table__  # type: ignore[attr-defined]
MOST_OUTLINES = 200
SHOWN = (AREA.c.code, AREA.c.kind, AREA.c.name, AREA.c.slug, AREA.c.parent_code)
_CODES: sa.BindParameter[list[str]] = sa.bindparam("codes", expanding=True)
NAMED = sa.select(*SHOWN).where(sa.or_(AREA.c.code.in_(_CODES), AREA.c.parent_code.in_(_CODES)))


@dataclass(frozen=True, slots=True)
class AreaFacts:
    """An area with its own page."""

    code: str
    kind: str
    name: str
    slug: str
    parent_code: str | None

    @property
    def url(self) -> str:
        """Where its page is."""
        return f"/wijk/{self.slug}"


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """An area with what lies inside it and what it lies in."""

    area: AreaFacts
    inside: tuple[AreaFacts, ...]
    around: tuple[AreaFacts, ...]

    @property
    def codes(self) -> list[str]:
        """Every code of which a round concerns this area."""
        return [area.code for area in (self.area, *self.inside, *self.around)]


def by_slug(session: Session, slug: str) -> Neighbourhood:
    """The area at an address, with its parts and what it is part of. Raises NotFound."""
    connection = session.connection()
    row = connection.execute(sa.select(*SHOWN).where(AREA.c.slug == slug)).first()
    if row is None:
        raise NotFound
    area = AreaFacts(*row)
    parent = AREA.alias("parent")
    near = connection.execute(
        sa.select(*SHOWN)
        .where(
            sa.or_(
                AREA.c.parent_code == area.code,
                AREA.c.code == area.parent_code,
                AREA.c.code.in_(
                    sa.select(parent.c.parent_code).where(parent.c.code == area.parent_code)
                ),
            )
        )
        .order_by(AREA.c.name)
    )
    others = [AreaFacts(*row) for row in near]
    inside = tuple(other for other in others if other.parent_code == area.code)
    return Neighbourhood(area, inside, tuple(other for other in others if other not in inside))


def named(session: Session, codes: list[str]) -> dict[str, AreaFacts]:
    """Areas by code, with the buurten inside them."""
    found = session.connection().execute(NAMED, {"codes": codes})
    return {row.code: AreaFacts(*row) for row in found}


def matching(session: Session, words: str, limit: int) -> list[AreaFacts]:
    """Areas whose name holds these words."""
    query = (
        sa.select(*SHOWN)
        .where(AREA.c.name.icontains(words, autoescape=True))
        .order_by(AREA.c.name)
        .limit(limit)
    )
    return [AreaFacts(*row) for row in session.connection().execute(query)]


def outlines(session: Session, codes: list[str]) -> tuple[tuple[AreaFacts, str], ...]:
    """The shapes to draw, as GeoJSON text: the buurten inside these areas, else the areas."""
    query = (
        sa.select(*SHOWN, sa.cast(AREA.c.outline, sa.Text))
        .where(
            sa.or_(AREA.c.code.in_(codes), AREA.c.parent_code.in_(codes)),
            AREA.c.kind.in_(("wijk", "buurt")),
        )
        .order_by(AREA.c.code)
        .limit(MOST_OUTLINES)
    )
    found = [
        (AreaFacts(*row[:-1]), str(row[-1]))
        for row in session.connection().execute(query)
        if row[-1] not in (None, "null")
    ]
    split = {area.parent_code for area, _ in found if area.kind == "buurt"}
    return tuple(pair for pair in found if pair[0].code not in split)
