"""Rounds in every other state: ended, gathering, a rolling fund, a draft, and real elections."""

from random import Random
from typing import Any

from sqlmodel import Session, select

from budget_app.ballots import box, importing
from budget_app.ballots import service as ballots
from budget_app.ballots.models import BallotOption
from budget_app.budgets import service as budgets
from budget_app.budgets.catalogue import all_models
from budget_app.budgets.config import RoundConfig
from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.clock import Clock, FixedClock
from budget_app.db import Database
from budget_app.demo import acts
from budget_app.demo.data import read
from budget_app.demo.people import BUURTEN, Cast
from budget_app.people.codes import new_receipt_code
from budget_app.projects import service as projects
from budget_app.projects.models import Project
from budget_app.route import service as route
from budget_app.settings import ROOT

INVENTED = "Een echte wijk. De mensen, ideeën en bedragen hier zijn verzonnen."
ELECTIONS = ROOT / "seeds" / "elections"
VOTERS_LAST_YEAR = 150


def last_year(session: Session, clock: FixedClock, cast: Cast) -> None:
    """Lombardijen 2025: gathered, judged, voted, done and accounted for."""
    round = acts.make_round(
        session,
        clock,
        "wijkstemming",
        {
            "title": "Bewonersbudget Lombardijen 2025",
            "areas": ["WK059990", *BUURTEN],
            "categories": ["groen", "ontmoeten", "spelen", "veilig"],
            "amount": {"kind": "fixed", "base_cents": 5_000_000},
        },
        INVENTED,
    )
    acts.seat_jury(session, clock, round, cast)
    acts.put_on_roll(session, round, cast.voters)
    for key in ("indienen", "praten", "jury"):
        route.open_step(session, round, key, clock.now(), cast.official)
    rows = read("andere-rondes.toml")["vorig_jaar"]
    made = [acts.hand_in(session, clock, round, row, cast) for row in rows]
    clock.forward(days=21)
    for key in ("indienen", "praten"):
        route.close_step(session, round, key, clock.now(), cast.official)
    for idea in made:
        acts.judge(session, clock, idea, cast, "pass", "Dit helpt de wijk en het kan.")
    clock.forward(days=14)
    route.close_step(session, round, "jury", clock.now(), cast.official)
    route.open_step(session, round, "stemmen", clock.now(), cast.official)
    _vote(session, clock, round, cast)
    clock.forward(days=14)
    for deed, key in (
        (route.close_step, "stemmen"),
        (route.open_step, "doen"),
        (route.open_step, "verantwoorden"),
    ):
        deed(session, round, key, clock.now(), cast.official)
    for idea, row in zip(made, rows, strict=True):
        if idea.state == "in_uitvoering":
            acts.carry_out(session, clock, idea, row["until"])
            project = session.exec(select(Project).where(Project.idea_id == idea.id)).one()
            projects.account_for(
                session, project, "Volgend jaar eerder beginnen met werven.", clock.now()
            )


def starting(session: Session, clock: FixedClock, cast: Cast) -> None:
    """Vreewijk gathers ideas, Hillesluis has a fund that never closes, and one draft waits."""
    vreewijk = acts.make_round(
        session,
        clock,
        "wijkstemming",
        _gathers_together("Bewonersbudget Vreewijk", "WK059991"),
        INVENTED,
    )
    fund = acts.make_round(
        session,
        clock,
        "leefbaarheidsfonds",
        {"title": "Leefbaarheidsfonds Hillesluis", "areas": ["WK059992"]},
        INVENTED,
    )
    rows = read("andere-rondes.toml")
    route.open_step(session, vreewijk, "indienen", clock.now(), cast.official)
    for row in rows["begint"]:
        acts.hand_in(session, clock, vreewijk, row, cast)
    acts.seat_jury(session, clock, fund, cast)
    for key in ("indienen", "afwegen", "doen", "verantwoorden"):
        route.open_step(session, fund, key, clock.now(), cast.official)
    for row in rows["fonds"]:
        idea = acts.hand_in(session, clock, fund, row, cast)
        if row["until"] == "in_uitvoering":
            acts.judge(session, clock, idea, cast, "pass", "Klein, nuttig en goed doordacht.")
    draft = RoundConfig.model_validate(
        {
            **all_models()["smederijen"].config,
            "title": "Plannen smeden in Vreewijk",
            "areas": ["WK059991"],
        }
    )
    budgets.create(session, draft, clock.now(), INVENTED)


def elections(database: Database, clock: Clock) -> None:
    """Two real elections, brought in by the same import that a municipality uses."""
    for name, area, title in (
        ("Netherlands_Amsterdam_417.pb", "WK036390", "Centrum Begroot 2021"),
        ("Netherlands_Assen_2024.pb", "GM0106", "Assen Top Idee 2024"),
    ):
        importing.import_file(database, clock, ELECTIONS / name, area_code=area, title=title)


def _gathers_together(title: str, area: str) -> dict[str, Any]:
    steps = [dict(step) for step in all_models()["wijkstemming"].config["steps"]]
    steps[0]["rolling"] = False
    return {
        "title": title,
        "areas": [area],
        "steps": steps,
        "categories": ["groen", "ontmoeten", "veilig"],
    }


def _vote(session: Session, clock: FixedClock, round: Round, cast: Cast) -> None:
    random = Random(25)  # noqa: S311  (invented votes need no secrets)
    vote = ballots.Vote(round, config_of(round).step("stemmen"))
    numbers = session.exec(
        select(BallotOption.number).where(BallotOption.round_id == round.id)
    ).all()
    wanted = {number: 0.75 - 0.18 * index for index, number in enumerate(numbers)}
    for account_id in random.sample(cast.voters, VOTERS_LAST_YEAR):
        chosen = {number: 1 for number in numbers if random.random() < wanted[number]}
        box.cast(session, vote, account_id, chosen, new_receipt_code(), cast.secret_key, clock)
    clock.forward(hours=1)
