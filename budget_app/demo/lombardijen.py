"""Lombardijen: one budget with ideas in every state, a jury at work and a vote open now."""

import json
from datetime import UTC, datetime, time, timedelta
from random import Random
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, select

from budget_app.ballots.models import Ballot, BallotOption, Participation
from budget_app.ballots.service import Vote, receipt_hash_of
from budget_app.budgets.catalogue import all_models
from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.clock import AMSTERDAM, FixedClock, local_date
from budget_app.demo import acts
from budget_app.demo.data import read
from budget_app.demo.people import BUURTEN, Cast
from budget_app.ideas import merging, moves
from budget_app.ideas import service as ideas
from budget_app.ideas.models import Idea
from budget_app.people.codes import new_receipt_code
from budget_app.people.models import RollEntry
from budget_app.route import service as route
from budget_app.talk import service as talk
from budget_app.talk.models import Meeting

NOTE = "Lombardijen is een echte wijk. De mensen, ideeën, buurten en bedragen hier zijn verzonnen."
SMALL_CENTS = 250_000
TINY_CENTS = 50_000
VOTED_ALREADY = 187
ART: dict[str, object] = {
    "key": "kunst",
    "kind": "gather",
    "category": "kunst",
    "name": "Kunst verzamelen",
    "explains": "Ideeën voor kunst wachten op elkaar. Daarna praten we er samen over.",
    "who_decides": "De makers",
}
BOUGHT_TOGETHER: dict[str, object] = {
    "key": "inkopen",
    "kind": "realise",
    "name": "Samen inkopen",
    "explains": "Wat voor ideeën tot € 500 nodig is, koopt de wijk op één dag in.",
    "who_decides": "De makers",
    "below_cents": TINY_CENTS,
    "rolling": True,
}
VERDICTS = {
    "aanpassen": (
        "repair",
        "Mooi plan. Zeg nog wie de tunnel schoonhoudt en of de eigenaar het goed vindt.",
    ),
    "afgewezen": (
        "decline",
        "Dit is goed voor één huis en niet voor de wijk. Filmen van de straat mag ook niet.",
    ),
}


def load(session: Session, clock: FixedClock, cast: Cast) -> Round:
    """Play the round from its first idea to today."""
    round = acts.make_round(session, clock, "wijkstemming", _changes(clock), NOTE)
    acts.seat_jury(session, clock, round, cast)
    acts.put_on_roll(session, round, [*cast.voters, *cast.makers.values(), *cast.jury])
    for key in ("indienen", "kunst", "praten", "jury", "doen", "verantwoorden"):
        route.open_step(session, round, key, clock.now(), cast.official)
    rows = read("lombardijen-2026.toml")["idea"]
    made = _gather(session, clock, round, rows, cast)
    _talk(session, clock, round, made, cast)
    clock.forward(days=8)
    _judge(session, clock, round, rows, made, cast)
    clock.forward(days=3)
    moves.leave_behind(session, round, config_of(round).step("stemmen"), clock.now())
    route.open_step(session, round, "stemmen", clock.now(), cast.official)
    _some_votes(session, round, cast)
    return round


def _changes(clock: FixedClock) -> dict[str, Any]:
    """What the municipality set: only big ideas need the vote, which ends on a Sunday.

    Ideas for art wait for each other, and what costs little is bought on one day.
    """
    model = all_models()["wijkstemming"].config
    steps = []
    for step in model["steps"]:
        step = dict(step)
        if step["key"] == "doen":
            step["above_cents"] = TINY_CENTS
            steps.append({**BOUGHT_TOGETHER, "opens_at": _buying_day(clock).isoformat()})
        if step["key"] == "praten":
            step["rolling"] = True
        if step["key"] == "stemmen":
            step["above_cents"] = SMALL_CENTS
            step["closes_at"] = _sunday_evening(clock).isoformat()
        steps.append(step)
        if step["key"] == "indienen":
            steps.append(ART)
    return {
        "title": "Bewonersbudget Lombardijen 2026",
        "areas": ["WK059990", *BUURTEN],
        "categories": ["groen", "ontmoeten", "spelen", "veilig", "kunst"],
        "steps": steps,
        "decision_sentence": (
            "Bewoners beslissen. Ideeën tot € 2.500 gaan door als de wijkjury ze goedkeurt. "
            "Over grotere ideeën stemt iedereen."
        ),
        "funders": [
            {"name": "Gemeente Rotterdam", "share": 70, "entitles": "Kijkt of een idee mag."},
            {
                "name": "Woningcorporatie (verzonnen)",
                "share": 30,
                "entitles": "Denkt mee over ideeën bij haar woningen.",
            },
        ],
    }


def _buying_day(clock: FixedClock) -> datetime:
    return clock.now() + timedelta(days=START_DAYS_AGO + 12)


def _sunday_evening(clock: FixedClock) -> datetime:
    today = clock.now() + timedelta(days=START_DAYS_AGO)
    soon = today + timedelta(days=4)
    return _in_the_evening(soon + timedelta(days=(6 - soon.weekday()) % 7), 20, 0)


def _in_the_evening(day: datetime, hour: int, minute: int) -> datetime:
    """That day at this time on the clocks of the wijk, in summer and in winter."""
    return datetime.combine(local_date(day), time(hour, minute), AMSTERDAM).astimezone(UTC)


START_DAYS_AGO = 40


def _gather(
    session: Session, clock: FixedClock, round: Round, rows: list[dict[str, Any]], cast: Cast
) -> dict[str, Idea]:
    made = {}
    for row in rows:
        made[row["title"]] = acts.hand_in(session, clock, round, row, cast)
        clock.forward(hours=7)
    return made


def _talk(
    session: Session, clock: FixedClock, round: Round, made: dict[str, Idea], cast: Cast
) -> None:
    random = Random(7)  # noqa: S311  (invented talk needs no secrets)
    says = read("reacties.toml")["reactie"]
    people = list(cast.makers.items())
    for idea in made.values():
        if idea.state == "concept":
            continue
        for row in random.sample(says, random.randrange(0, 4)):
            name, account_id = random.choice(people)
            talk.react(session, idea, account_id, name, row["toon"], row["tekst"], clock.now())
        for account_id in random.sample(cast.voters[2:], random.randrange(3, 40)):
            talk.endorse(session, idea, account_id, clock.now())
    session.add(
        Meeting(
            round_id=round.id or 0,
            title="Ideeënavond in de buurtkamer",
            place="Spinozaplein 1 (verzonnen)",
            starts_at=_in_the_evening(clock.now() + timedelta(days=2), 19, 30),
            agenda="Wie heeft welk idee? Wat lijkt op elkaar? Wie helpt wie?",
            minutes="Er kwamen 46 buren. Twee plannen voor een lange tafel gaan samen verder.",
        )
    )


def _judge(
    session: Session,
    clock: FixedClock,
    round: Round,
    rows: list[dict[str, Any]],
    made: dict[str, Idea],
    cast: Cast,
) -> None:
    for row in rows:
        idea, until = made[row["title"]], row["until"]
        if until in ("concept", "in_gesprek", "ingediend"):
            continue
        if until == "samengevoegd":
            into = made[row["merges_into"]]
            merge = merging.propose(
                session, idea, into, cast.makers[row["maker"]], "Zullen wij samen?", clock.now()
            )
            merging.answer(session, merge, cast.makers[into.makers], True, clock.now())
            continue
        if until == "ingetrokken":
            ideas.withdraw(session, idea, clock.now(), "Ik vind het achteraf te veel lawaai.")
            continue
        acts.to_the_jury(session, clock, round, idea)
        if until in ("bij_de_jury", "niet_gekozen"):
            continue
        verdict, why = VERDICTS.get(
            until, ("pass", "Dit helpt de wijk en de makers kunnen het aan.")
        )
        acts.judge(session, clock, idea, cast, verdict, why)
        if until in ("in_uitvoering", "klaar", "mislukt"):
            acts.carry_out(session, clock, idea, until)


def _some_votes(session: Session, round: Round, cast: Cast) -> None:
    """Ballots that were cast already, put straight into the box: nobody looks on."""
    random = Random(11)  # noqa: S311  (invented votes need no secrets)
    vote = Vote(round, config_of(round).step("stemmen"))
    numbers = session.exec(
        select(BallotOption.number).where(BallotOption.round_id == round.id)
    ).all()
    liked = [random.random() ** 2 for _ in numbers]
    rolls = {
        entry.account_id: entry.area_code
        for entry in session.exec(select(RollEntry).where(RollEntry.round_id == round.id))
    }
    took_part, ballots = [], []
    for account_id in random.sample(cast.voters[2:], VOTED_ALREADY):
        chosen = [n for n, like in zip(numbers, liked, strict=True) if random.random() < like][:8]
        place = {"round_id": round.id, "step_key": vote.step.key}
        took_part.append(
            {**place, "account_id": account_id, "area_code": rolls[account_id], "channel": "web"}
        )
        code = receipt_hash_of(cast.secret_key, vote, new_receipt_code())
        ballots.append(
            {**place, "receipt_hash": code, "content": json.dumps({str(n): 1 for n in chosen})}
        )
    connection = session.connection()
    connection.execute(sa.insert(Participation), took_part)
    connection.execute(sa.insert(Ballot), ballots)
