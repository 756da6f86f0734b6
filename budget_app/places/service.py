"""How areas lie in one another."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from budget_app.places.models import Area


def with_ancestors(session: Session, code: str) -> list[str]:
    """The code itself, then its wijk, then its gemeente."""
    found: list[str] = []
    current: str | None = code
    while current is not None and current not in found:
        found.append(current)
        current = session.exec(select(Area.parent_code).where(Area.code == current)).first()
    return found


def choosable(session: Session, within: set[str] | None) -> list[Area]:
    """Every area that an official may put a round in: theirs and all below, in reading order."""
    areas = list(session.exec(select(Area).order_by(col(Area.code))))
    if within is None:
        return areas
    allowed = set(within)
    for _ in range(2):  # gemeente, wijk, buurt: two levels below the top
        allowed |= {area.code for area in areas if area.parent_code in allowed}
    return [area for area in areas if area.code in allowed]


def names(session: Session, codes: Iterable[str]) -> dict[str, str]:
    """What these areas are called, by code."""
    query = select(Area.code, Area.name).where(col(Area.code).in_(list(codes)))
    return dict(session.exec(query).all())


def with_parts(session: Session, codes: Iterable[str]) -> list[str]:
    """These areas and everything inside them."""
    found = set(codes)
    for _ in range(2):  # gemeente, wijk, buurt: two levels below the top
        inside = session.exec(select(Area.code).where(col(Area.parent_code).in_(found))).all()
        found |= set(inside)
    return sorted(found)
