"""The ideas of a round as parts of a whole budget."""

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col, select

from budget_app.budgets.config import StepRule
from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.errors import NotFound
from budget_app.ideas.models import Idea
from budget_app.packages.models import PackageItem
from budget_app.route import rules as route
from budget_app.route.models import IdeaMove

IDEA: sa.Table = Idea.__table__  # type: ignore[attr-defined]
MOVE: sa.Table = IdeaMove.__table__  # type: ignore[attr-defined]
ITEM: sa.Table = PackageItem.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Item:
    """An idea that can be in a package. `cost` in cents."""

    id: int
    number: int
    title: str
    cost: int
    place: str
    state: str

    @property
    def url(self) -> str:
        """Where its page is."""
        return f"/idee/{self.id}"


COLUMNS = (
    IDEA.c.id,
    IDEA.c.number,
    IDEA.c.title,
    IDEA.c.cost_cents,
    IDEA.c.street,
    IDEA.c.state,
)


def step_of(round: Round) -> StepRule:
    """The step in which ideas are put together. Raises NotFound when the route has none."""
    step = config_of(round).first("compose")
    if step is None:
        raise NotFound
    return step


def available(session: Session, round_id: int, step_key: str) -> list[Item]:
    """The ideas that came to the step, in the order of the list."""
    query = (
        sa.select(*COLUMNS)
        .where(
            IDEA.c.round_id == round_id,
            IDEA.c.step_key == step_key,
            IDEA.c.subject == "idea",
            IDEA.c.state.not_in(route.ENDED),
        )
        .order_by(IDEA.c.number)
    )
    return [Item(*row) for row in session.connection().execute(query)]


def came_to(session: Session, round_id: int, step_key: str) -> list[Item]:
    """Every idea that stood in the step, wherever it is now, in the order of the list."""
    query = (
        sa.select(*COLUMNS)
        .where(
            IDEA.c.round_id == round_id,
            IDEA.c.subject == "idea",
            IDEA.c.id.in_(sa.select(MOVE.c.idea_id).where(MOVE.c.step_key == step_key)),
        )
        .order_by(IDEA.c.number)
    )
    return [Item(*row) for row in session.connection().execute(query)]


def of_packages(session: Session, package_ids: Collection[int]) -> dict[int, list[Item]]:
    """What each of these packages is made of, in the order of the list."""
    found: dict[int, list[Item]] = {id: [] for id in package_ids}
    query = (
        sa.select(ITEM.c.package_id, *COLUMNS)
        .join(IDEA, IDEA.c.id == ITEM.c.idea_id)
        .where(ITEM.c.package_id.in_(list(package_ids)))
        .order_by(IDEA.c.number)
    )
    for package_id, *row in session.connection().execute(query):
        found[package_id].append(Item(*row))
    return found


def packages_with(session: Session, idea_id: int) -> list[tuple[int, str]]:
    """The published packages that an idea is in: number in addresses, and title."""
    query = (
        sa.select(IDEA.c.id, IDEA.c.title)
        .join(ITEM, ITEM.c.package_id == IDEA.c.id)
        .where(ITEM.c.idea_id == idea_id, IDEA.c.state != "concept")
        .where(sa.or_(IDEA.c.state != "ingetrokken", IDEA.c.submitted_at.is_not(None)))
        .order_by(IDEA.c.number)
    )
    return [(id, title) for id, title in session.connection().execute(query)]


def rows_of(session: Session, package_id: int) -> list[Idea]:
    """The ideas of a package as rows, to move them."""
    query = (
        select(Idea)
        .join(PackageItem, col(PackageItem.idea_id) == col(Idea.id))
        .where(PackageItem.package_id == package_id)
        .order_by(col(Idea.number))
    )
    return list(session.exec(query))
