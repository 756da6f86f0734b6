"""Plan a voting day, and keep its vote to that day."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from budget_app.budgets.config import StepRule
from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.clock import AMSTERDAM, local_date
from budget_app.errors import FieldErrors, NotFound, Refusal
from budget_app.events.models import Stand, VotingDay
from budget_app.history import service as history
from budget_app.i18n import LazyText, _l
from budget_app.ideas.models import Idea
from budget_app.route import rules as route_rules
from budget_app.route import service as route

LONGEST_PLACE, LONGEST_PROGRAMME = 200, 5000


class NoDayYet(Refusal):
    sentence = _l("Deze stemming is op een stemdag. Plan eerst de dag en de plaats.")


class NotThatDay(Refusal):
    sentence = _l("Deze stemming kan alleen open op de stemdag zelf: {day}, van {start} tot {end}.")


class AlreadyHeld(Refusal):
    sentence = _l("De stemming is al begonnen. De dag kan niet meer veranderen.")


@dataclass(frozen=True)
class Plan:
    """A voting day as it is typed."""

    opens_at: datetime | None
    closes_at: datetime | None
    place: str
    programme: str


def step_of(round: Round) -> StepRule:
    """The vote of a round that is held on one day. Raises NotFound when there is none."""
    for step in config_of(round).steps:
        if step.voting_day:
            return step
    raise NotFound


def day_of(session: Session, round: Round) -> VotingDay | None:
    """The voting day of a round, if it is planned."""
    return session.get(VotingDay, (round.id, step_of(round).key))


def plan(session: Session, round: Round, given: Plan, now: datetime) -> VotingDay:
    """Set the day, the times and the place, and give every idea a stand.

    Raises AlreadyHeld, FieldErrors.
    """
    rule = step_of(round)
    step = route.lock_step(session, round.id or 0, rule.key)
    if step.state != "waiting":
        raise AlreadyHeld
    opens_at, closes_at = _demand_day(given, now)
    day = session.get(VotingDay, (round.id, rule.key)) or VotingDay(
        round_id=round.id or 0, step_key=rule.key, opens_at=opens_at, closes_at=closes_at, place=""
    )
    day.opens_at, day.closes_at = opens_at, closes_at
    day.place, day.programme = given.place.strip(), given.programme.strip()
    step.opens_at, step.closes_at = opens_at, closes_at
    session.add_all([day, step])
    session.flush()
    give_stands(session, round)
    history.append(
        session,
        now,
        "gemeente",
        "voting_day_planned",
        f"step:{rule.key}",
        round.id,
        opens=opens_at.isoformat(),
        closes=closes_at.isoformat(),
        place=day.place,
    )
    return day


def give_stands(session: Session, round: Round) -> None:
    """A stand for every idea on its way to the vote; who has one keeps its number."""
    rule = step_of(round)
    taken = session.exec(
        select(Stand).where(Stand.round_id == round.id, Stand.step_key == rule.key)
    ).all()
    placed = {stand.idea_id for stand in taken}
    number = max((stand.number for stand in taken), default=0)
    for idea in _coming(session, round, rule):
        if idea.id in placed:
            continue
        number += 1
        session.add(
            Stand(round_id=round.id or 0, step_key=rule.key, number=number, idea_id=idea.id or 0)
        )
    session.flush()


def keep_to_the_day(session: Session, round: Round, step: StepRule, now: datetime) -> None:
    """A vote of a voting day opens on that day only. Raises NoDayYet, NotThatDay."""
    if not step.voting_day:
        return
    day = session.get(VotingDay, (round.id, step.key))
    if day is None:
        raise NoDayYet
    if not day.opens_at <= now < day.closes_at:
        raise NotThatDay(
            day=_written(day.opens_at, "%d-%m-%Y"),
            start=_written(day.opens_at, "%H:%M"),
            end=_written(day.closes_at, "%H:%M"),
        )
    give_stands(session, round)


def _demand_day(given: Plan, now: datetime) -> tuple[datetime, datetime]:
    errors: dict[str, LazyText] = {}
    if given.opens_at is None:
        errors["opens_at"] = _l("Vul in wanneer de stemdag begint.")
    elif given.opens_at <= now:
        errors["opens_at"] = _l("Kies een tijd die nog moet komen.")
    if given.closes_at is None:
        errors["closes_at"] = _l("Vul in wanneer de stemdag eindigt.")
    elif given.opens_at and given.closes_at <= given.opens_at:
        errors["closes_at"] = _l("De stemdag eindigt voordat hij begint.")
    elif given.opens_at and local_date(given.closes_at) != local_date(given.opens_at):
        errors["closes_at"] = _l("Een stemdag begint en eindigt op dezelfde dag.")
    if not given.place.strip():
        errors["place"] = _l("Vul in waar het is.")
    elif len(given.place) > LONGEST_PLACE:
        errors["place"] = _l("Dit is te lang. Gebruik ten hoogste {most} tekens.").with_values(
            most=LONGEST_PLACE
        )
    if len(given.programme) > LONGEST_PROGRAMME:
        errors["programme"] = _l("Dit is te lang. Gebruik ten hoogste {most} tekens.").with_values(
            most=LONGEST_PROGRAMME
        )
    if errors or given.opens_at is None or given.closes_at is None:
        raise FieldErrors(errors)
    return given.opens_at, given.closes_at


def _coming(session: Session, round: Round, rule: StepRule) -> list[Idea]:
    config = config_of(round)
    query = (
        select(Idea)
        .where(
            Idea.round_id == round.id,
            col(Idea.step_key).is_not(None),
            col(Idea.state).not_in(route_rules.ENDED),
        )
        .order_by(col(Idea.number))
    )
    return [
        idea
        for idea in session.exec(query)
        if idea.step_key == rule.key or route_rules.must_pass(config, idea, rule)
    ]


def _written(moment: datetime, form: str) -> str:
    return moment.astimezone(AMSTERDAM).strftime(form)
