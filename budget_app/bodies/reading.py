"""The tables of bodies as a member sees them: what waits for whom, and until when.

A fixed number of statements, however many ideas lie there.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from budget_app.bodies import rules
from budget_app.bodies.models import Body, Docket, Recusal, Score, Seat
from budget_app.bodies.seats import in_term
from budget_app.budgets.config import BodyRule
from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.clock import local_date
from budget_app.ideas.models import Idea, IdeaAuthor
from budget_app.people.models import Account

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One open dossier. `turn`: "you", "others", "ready" to decide, "away" (you stepped back)."""

    docket_id: int
    idea_id: int
    title: str
    cost_cents: int
    makers: str
    street: str
    due_at: datetime
    overdue: bool
    sitting: int
    is_appeal: bool
    turn: str
    judged: int
    quorum: int
    short: bool  # too few members are left who may judge it


@dataclass(frozen=True)
class Table:
    """A body's open dossiers for one member, the most urgent first, and how far the member is."""

    body_id: int
    name: str
    round_title: str
    round_slug: str
    lines: tuple[Line, ...]
    total: int

    def of(self, *turns: str) -> list[Line]:
        """The dossiers where it is this one's turn."""
        return [line for line in self.lines if line.turn in turns]

    @property
    def done(self) -> int:
        """How many dossiers ask nothing of the member any more."""
        return self.total - len(self.of("you"))

    @property
    def overdue(self) -> int:
        """How many dossiers are past the day on which the body owed an answer."""
        return sum(line.overdue for line in self.lines)


def tables(
    session: Session, body_ids: Collection[int], account_id: int, now: datetime
) -> list[Table]:
    """The tables of these bodies for a member, the newest round first."""
    bodies = session.exec(
        select(Body, Round)
        .join(Round, col(Round.id) == col(Body.round_id))
        .where(col(Body.id).in_(body_ids))
        .order_by(col(Round.id).desc(), col(Body.id))
    ).all()
    facts = _facts(session, [body.id or 0 for body, _round in bodies], local_date(now))
    return [_table(body, round, facts, account_id, now) for body, round in bodies]


@dataclass(frozen=True)
class _Facts:
    """Everything about these bodies' open dossiers, keyed for looking up."""

    open: dict[int, list[tuple[Docket, Idea]]]
    decided: dict[int, int]
    scored: dict[int, dict[int, int]]  # docket -> member -> number of questions answered
    away: dict[int, set[int]]
    makers: dict[int, list[rules.Person]]
    members: dict[int, list[rules.Person]]


def _facts(session: Session, body_ids: list[int], today: date) -> _Facts:
    its = aliased(Idea)
    stopped = col(its.state).in_(["ingetrokken", "niet_gekozen"])
    taken_back = select(its.id).where(its.id == Docket.idea_id, stopped)
    waiting = sa.and_(
        col(Docket.body_id).in_(body_ids), col(Docket.verdict).is_(None), ~taken_back.exists()
    )
    facts = _Facts(*(defaultdict(kind) for kind in (list, int, dict, set, list, list)))  # type: ignore[arg-type]
    for docket, idea in session.exec(
        select(Docket, Idea)
        .join(Idea, col(Idea.id) == col(Docket.idea_id))
        .where(waiting)
        .order_by(col(Docket.due_at), col(Docket.id))
    ):
        facts.open[docket.body_id].append((docket, idea))
    for body_id, count in session.exec(
        select(Docket.body_id, sa.func.count())
        .where(col(Docket.body_id).in_(body_ids), col(Docket.verdict).is_not(None))
        .group_by(col(Docket.body_id))
    ):
        facts.decided[body_id] = count
    for docket_id, member, count in session.exec(
        select(Score.docket_id, Score.account_id, sa.func.count())
        .join(Docket, col(Docket.id) == col(Score.docket_id))
        .where(waiting)
        .group_by(col(Score.docket_id), col(Score.account_id))
    ):
        facts.scored[docket_id][member] = count
    for docket_id, member in session.exec(
        select(Recusal.docket_id, Recusal.account_id)
        .join(Docket, col(Docket.id) == col(Recusal.docket_id))
        .where(waiting)
    ):
        facts.away[docket_id].add(member)
    _add_people(session, facts, body_ids, waiting, today)
    return facts


def _add_people(
    session: Session,
    facts: _Facts,
    body_ids: list[int],
    waiting: sa.ColumnElement[bool],
    today: date,
) -> None:
    person = (col(Account.id), col(Account.street), col(Account.household_id))
    for idea_id, id, street, home in session.exec(
        select(col(IdeaAuthor.idea_id), *person)
        .join(Account, col(Account.id) == col(IdeaAuthor.account_id))
        .where(
            IdeaAuthor.status == "agreed",
            col(IdeaAuthor.idea_id).in_(select(Docket.idea_id).where(waiting)),
        )
    ):
        facts.makers[idea_id].append(rules.Person(id or 0, street, home))
    for body_id, id, street, home in session.exec(
        select(col(Seat.body_id), *person)
        .join(Account, col(Account.id) == col(Seat.account_id))
        .where(col(Seat.body_id).in_(body_ids), *in_term(today))
    ):
        facts.members[body_id].append(rules.Person(id or 0, street, home))


def _table(body: Body, round: Round, facts: _Facts, account_id: int, now: datetime) -> Table:
    config = config_of(round)
    rule = config.body(body.key)
    body_id = body.id or 0
    lines = tuple(
        _line(docket, idea, rule, config.neighbour_recusal, facts, account_id, now)
        for docket, idea in facts.open[body_id]
    )
    total = len(lines) + facts.decided[body_id]
    return Table(body_id, body.name, round.title, round.slug, lines, total)


def _line(
    docket: Docket,
    idea: Idea,
    rule: BodyRule,
    strict: bool,
    facts: _Facts,
    account_id: int,
    now: datetime,
) -> Line:
    id = docket.id or 0
    bonds = {
        member.id: rules.bond(member, facts.makers[docket.idea_id], idea.street)
        for member in facts.members[docket.body_id]
    }
    bound = {member for member, why in bonds.items() if why == "own" or (why and strict)}
    away = bound | (facts.away[id] & set(bonds))
    free = set(bonds) - away
    complete = {m for m in free if facts.scored[id].get(m, 0) >= len(rule.criteria)}
    quorum = rules.quorum(rule, len(away))
    turn = "others" if account_id in complete else "you"
    if account_id in away:
        turn = "away"
    elif turn == "others" and len(complete) >= quorum:
        turn = "ready"
    return Line(
        docket_id=id,
        idea_id=docket.idea_id,
        title=idea.title,
        cost_cents=idea.cost_cents,
        makers=idea.makers,
        street=idea.street,
        due_at=docket.due_at,
        overdue=docket.due_at < now,
        sitting=docket.sitting,
        is_appeal=docket.is_appeal,
        turn=turn,
        judged=len(complete),
        quorum=quorum,
        short=len(free) < quorum,
    )


@dataclass(frozen=True, slots=True)
class Decided:
    """A dossier with its verdict."""

    docket_id: int
    title: str
    verdict: str
    decided_at: datetime


def decided(session: Session, body_id: int, page: int) -> list[Decided]:
    """What a body decided, the newest first, a page at a time."""
    rows = session.exec(
        select(Docket.id, Idea.title, Docket.verdict, Docket.decided_at)
        .join(Idea, col(Idea.id) == col(Docket.idea_id))
        .where(Docket.body_id == body_id, col(Docket.verdict).is_not(None))
        .order_by(col(Docket.decided_at).desc(), col(Docket.id).desc())
        .offset((page - 1) * PER_PAGE)
        .limit(PER_PAGE)
    )
    return [
        Decided(id, title, verdict, at) for id, title, verdict, at in rows if id and verdict and at
    ]
