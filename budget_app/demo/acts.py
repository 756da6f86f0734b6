"""What people do in the demo, through the same services as the pages."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import cycle
from typing import Any

from sqlmodel import Session, col, select

from budget_app.bodies import service as bodies
from budget_app.bodies.models import Body, Docket, Seat
from budget_app.budgets import service as budgets
from budget_app.budgets.catalogue import all_models
from budget_app.budgets.config import RoundConfig
from budget_app.budgets.models import Round
from budget_app.clock import FixedClock, local_date
from budget_app.demo.people import Cast
from budget_app.ideas import moves
from budget_app.ideas import service as ideas
from budget_app.ideas.models import Idea
from budget_app.people import service as people
from budget_app.people.models import Account
from budget_app.projects import service as projects
from budget_app.projects.models import Project
from budget_app.route import service as route

REASONS = {
    "leefbaarheid": "Veel buren hebben hier iets aan, ook wie niet meedoet.",
    "uitvoerbaarheid": "De makers weten hoe en hebben genoeg handen.",
}


def make_round(
    session: Session, clock: FixedClock, model: str, changes: dict[str, Any], note: str
) -> Round:
    """A published round made from a model with a municipality's changes."""
    config = RoundConfig.model_validate({**model_config(model), **changes})
    round = budgets.create(session, config, clock.now(), note)
    return route.publish(session, round, clock.now())


def model_config(model: str) -> dict[str, Any]:
    """The settings of a model, as its file gives them."""
    return all_models()[model].config


def seat_jury(session: Session, clock: FixedClock, round: Round, cast: Cast) -> None:
    """Fill the seats of every body of the round with the demo's jury."""
    config = budgets.config_of(round)
    for body in session.exec(select(Body).where(Body.round_id == round.id)):
        sides = cycle(config.body(body.key).constituencies)
        for account_id, side in zip(cast.jury, sides, strict=False):
            session.add(
                Seat(
                    body_id=body.id or 0,
                    account_id=account_id,
                    constituency=side,
                    starts_on=local_date(clock.now()) - timedelta(days=30),
                    ends_on=local_date(clock.now()) + timedelta(days=500),
                )
            )
    session.flush()


def put_on_roll(session: Session, round: Round, account_ids: Iterable[int]) -> None:
    """Say who may vote in this round."""
    for account in session.exec(select(Account).where(col(Account.id).in_(list(account_ids)))):
        people.put_on_roll(session, round.id or 0, account, account.area_code or round.area_code)


def hand_in(
    session: Session, clock: FixedClock, round: Round, row: dict[str, Any], cast: Cast
) -> Idea:
    """Write an idea as in a row of seeds/demo, and submit it unless it stays a draft."""
    maker = ideas.Maker(cast.makers[row["maker"]], row["maker"])
    lat, lon = row.get("at", (None, None))
    content = {
        "title": row["title"],
        "body": row["body"],
        "street": row.get("street", ""),
        "area_code": row.get("buurt"),
        "lat": lat,
        "lon": lon,
        "category": row.get("category", ""),
        "cost_cents": row["cost"],
        "own_hours": row.get("hours", 0),
        "own_goods": row.get("goods", ""),
        "own_cents": row.get("own_euros", 0) * 100,
        "executor": row.get("executor", "bewoners"),
    }
    idea = ideas.start(session, round, content, maker, clock.now())
    if row["until"] != "concept":
        ideas.submit(session, round, idea, maker, clock.now())
    return idea


def judge(
    session: Session, clock: FixedClock, idea: Idea, cast: Cast, verdict: str, why: str
) -> None:
    """The whole jury scores an idea and settles the verdict."""
    docket = session.exec(
        select(Docket).where(Docket.idea_id == idea.id, col(Docket.verdict).is_(None))
    ).one()
    value = 4 if verdict == "pass" else 2
    keys = [criterion.key for criterion in bodies.body_rule(session, docket).criteria]
    for account_id in cast.jury:
        account = session.get_one(Account, account_id)
        given = {key: (value, REASONS.get(key, why) if verdict == "pass" else why) for key in keys}
        bodies.score(session, docket, account, given, clock.now())
    bodies.settle(session, docket, verdict, why, clock.now(), local_date(clock.now()))


def to_the_jury(session: Session, clock: FixedClock, round: Round, idea: Idea) -> None:
    """The makers say that their idea is ready, or the talk is over."""
    if idea.state == "in_gesprek":
        moves.advance(session, round, idea, clock.now(), "maker")


def carry_out(session: Session, clock: FixedClock, idea: Idea, until: str) -> None:
    """Do the work: milestones, a bill, news, and the end that the row names."""
    project = session.exec(select(Project).where(Project.idea_id == idea.id)).one()
    now, today = clock.now(), local_date(clock.now())
    first = projects.milestone(
        session, project, "Spullen bestellen", today + timedelta(days=7), now
    )
    projects.milestone(session, project, "Samen opbouwen", today + timedelta(days=30), now)
    projects.promise(
        session,
        project,
        "De makers",
        "Elke maand laten zien hoe het gaat",
        today + timedelta(days=35),
        now,
    )
    projects.tell(session, project, "De eerste bestelling is gedaan.", idea.makers, None, now)
    bill = min(idea.cost_cents // 2, 80_000)
    projects.pay(
        session, project, f"demo:{idea.id}:1", "IJzerhandel Verzonnen", "materiaal", bill, now, True
    )
    first.done_on = today
    session.add(first)
    clock.forward(days=5)
    if until == "klaar":
        projects.tell(session, project, "Het staat! Kom kijken.", idea.makers, None, clock.now())
        projects.finish(session, project, clock.now())
    if until == "mislukt":
        projects.fail(
            session,
            project,
            "De stalling ging niet door. Het geld dat over is, gaat terug.",
            clock.now(),
        )
