"""Where an idea can lie: the buurten of its round."""

from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from budget_app.budgets.models import RoundArea
from budget_app.places.models import Area


def buurten(session: Session, round_id: int) -> list[tuple[str, str]]:
    """Code and name of every buurt in the round's area, by name; the areas themselves if none."""
    covered = select(RoundArea.area_code).where(RoundArea.round_id == round_id)
    wijken = select(Area.code).where(col(Area.parent_code).in_(covered), Area.kind == "wijk")
    inside = session.exec(
        select(Area.code, Area.name)
        .where(
            Area.kind == "buurt",
            sa.or_(
                col(Area.code).in_(covered),
                col(Area.parent_code).in_(covered),
                col(Area.parent_code).in_(wijken),
            ),
        )
        .order_by(col(Area.name))
    ).all()
    if not inside:
        inside = session.exec(select(Area.code, Area.name).where(col(Area.code).in_(covered))).all()
    return [(code, name) for code, name in inside]


def outlines(session: Session, codes: list[str]) -> list[dict[str, Any]]:
    """These areas as GeoJSON features with code and name, to draw; without those not mapped."""
    rows = session.exec(
        select(Area.code, Area.name, Area.outline).where(col(Area.code).in_(codes))
    ).all()
    return [
        {
            "type": "Feature",
            "properties": {"code": code, "name": name},
            "geometry": outline.get("geometry", outline),
        }
        for code, name, outline in rows
        if outline
    ]
