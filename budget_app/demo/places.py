"""The areas of the demo."""

from datetime import date
from typing import Any

from sqlmodel import Session

from budget_app.demo.data import read
from budget_app.places.models import Area


def load(session: Session) -> None:
    """Store every area of seeds/demo/places.toml, parents first."""
    for row in read("places.toml")["area"]:
        session.add(
            Area(
                code=row["code"],
                kind=row["kind"],
                name=row["name"],
                slug=row["slug"],
                parent_code=row.get("parent"),
                inhabitants=row.get("inhabitants"),
                households=row.get("households"),
                figures_on=date(2026, 1, 1) if "inhabitants" in row else None,
                outline=_polygon(row.get("outline")),
            )
        )
        session.flush()


def _polygon(corners: list[list[float]] | None) -> dict[str, Any] | None:
    if corners is None:
        return None
    return {"type": "Polygon", "coordinates": [[*corners, corners[0]]]}
