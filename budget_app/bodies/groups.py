"""Bodies as everyone may see them: places per constituency, vacancies, terms, and draws by lot."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from budget_app.bodies import rules
from budget_app.bodies.models import Body, Draw, Seat, Volunteer
from budget_app.bodies.seats import in_term
from budget_app.budgets.config import BodyRule, RoundConfig
from budget_app.budgets.models import Round
from budget_app.people.models import RollEntry


@dataclass(frozen=True, slots=True)
class Places:
    """The seats of one constituency; `ends` the last days of those that are filled.

    `drawn_for` are kept for a draw by lot that was announced; `free` are nobody's.
    """

    name: str
    filled: int
    drawn_for: int
    free: int
    ends: tuple[date | None, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A body with its seats and its draws, the newest first."""

    body_id: int
    rule: BodyRule
    places: tuple[Places, ...]
    draws: tuple[Draw, ...]

    @property
    def filled(self) -> int:
        """How many seats someone holds today."""
        return sum(one.filled for one in self.places)

    @property
    def vacant(self) -> int:
        """How many seats nobody holds today."""
        return self.rule.seats - self.filled

    @property
    def too_few(self) -> bool:
        """Whether fewer sit here than must judge, so that nothing can be decided."""
        return self.filled < self.rule.quorum


@dataclass(frozen=True, slots=True)
class Call:
    """A draw for which someone can still volunteer."""

    draw_id: int
    body: str
    round_title: str


def of_round(session: Session, round_id: int, config: RoundConfig, today: date) -> list[Group]:
    """Every body of a round, in the order of its rules."""
    ids = {
        key: id or 0
        for key, id in session.exec(select(Body.key, Body.id).where(Body.round_id == round_id))
    }
    ends: dict[int, dict[str, list[date | None]]] = defaultdict(lambda: defaultdict(list))
    for seat in session.exec(
        select(Seat)
        .where(col(Seat.body_id).in_(ids.values()), *in_term(today))
        .order_by(col(Seat.ends_on))
    ):
        ends[seat.body_id][seat.constituency].append(seat.ends_on)
    draws: dict[int, list[Draw]] = defaultdict(list)
    for found in session.exec(
        select(Draw).where(col(Draw.body_id).in_(ids.values())).order_by(col(Draw.id).desc())
    ):
        draws[found.body_id].append(found)
    return [
        _group(ids[rule.key], rule, ends[ids[rule.key]], draws[ids[rule.key]])
        for rule in config.bodies
        if rule.key in ids
    ]


def calls_for(session: Session, account_id: int, now: datetime) -> list[Call]:
    """The draws that this resident can volunteer for and has not."""
    answered = select(Volunteer.id).where(
        Volunteer.draw_id == Draw.id, Volunteer.account_id == account_id
    )
    rows = session.exec(
        select(Draw.id, Body.name, Round.title)
        .join(Body, col(Body.id) == col(Draw.body_id))
        .join(Round, col(Round.id) == col(Body.round_id))
        .join(RollEntry, col(RollEntry.round_id) == col(Round.id))
        .where(
            RollEntry.account_id == account_id,
            col(Draw.closed_at).is_(None),
            Draw.announced_at <= now,
            ~sa.exists(answered),
        )
        .order_by(col(Draw.id).desc())
        .limit(5)
    )
    return [Call(id or 0, body, title) for id, body, title in rows]


def _group(
    body_id: int, rule: BodyRule, ends: dict[str, list[date | None]], draws: list[Draw]
) -> Group:
    filled = Counter({name: len(days) for name, days in ends.items()})
    kept: Counter[str] = Counter()
    for one in draws:
        if one.drawn_at is None:
            kept[one.constituency] += one.places
    free = rules.places_for(rule, filled + kept)
    places = tuple(
        Places(name, filled[name], kept[name], free[name], tuple(ends.get(name, [])))
        for name in rule.constituencies
    )
    return Group(body_id, rule, places, tuple(draws))
