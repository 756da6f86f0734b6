"""The body before which an idea lies now, for everyone: without anything of what it thinks."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from budget_app.bodies import rules
from budget_app.bodies.dockets import body_rule
from budget_app.bodies.judging import bench
from budget_app.bodies.models import Body, Docket
from budget_app.ideas.models import Idea


@dataclass(frozen=True, slots=True)
class Looks:
    """A body that looks at an idea; `free` members may judge it, `quorum` must."""

    body_key: str
    free: int
    quorum: int

    @property
    def stuck(self) -> bool:
        """Whether too few members are left to decide."""
        return self.free < self.quorum


def before(session: Session, idea: Idea, today: date) -> Looks | None:
    """Who looks at an idea now; None when nobody does."""
    if idea.state != "bij_de_jury":
        return None
    query = (
        select(Docket, Body.key)
        .join(Body, col(Body.id) == col(Docket.body_id))
        .where(Docket.idea_id == idea.id, col(Docket.verdict).is_(None))
        .order_by(col(Docket.id).desc())
    )
    found = session.exec(query).first()
    if found is None:
        return None
    docket, key = found
    sits = bench(session, docket, today)
    return Looks(key, len(sits.free), rules.quorum(body_rule(session, docket), len(sits.aside)))
