"""A Lombaspel at its third issue: households put in, saved together, and paid for two ideas."""

from collections.abc import Iterable
from datetime import timedelta
from random import Random
from typing import Any

from sqlmodel import Session, col, select

from budget_app.budgets.models import Round
from budget_app.clock import Clock, FixedClock, local_date
from budget_app.currency import accounts, asking, issuing, letters, opening, pledging, saving
from budget_app.currency.models import Purse
from budget_app.db import Database
from budget_app.demo import acts
from budget_app.demo.data import CODES, read
from budget_app.demo.people import Cast
from budget_app.ideas.models import Idea
from budget_app.people import roll
from budget_app.people import service as people
from budget_app.people.models import Account, Household, Role, RollEntry
from budget_app.people.roll_rules import Line
from budget_app.projects import service as projects
from budget_app.projects.models import Project
from budget_app.route import service as route

NOTE = "Pendrecht is een echte wijk. De straten, mensen, ideeën en bedragen hier zijn verzonnen."
AREAS = ["WK059993", "BU05999301", "BU05999302"]
HOUSEHOLDS = 160
DAYS_AGO = 126  # two issues, two months apart, and the third may be asked for now
SECOND_ADULT_ABOVE = 50
LANGUAGES = ("nl", "nl", "nl", "nl", "en", "ar")
SAVERS, SAVED = 12, 8
LEADERS = ("spelleider", "spelleider2")


def load(database: Database, clock: Clock, cast: Cast) -> None:
    """Play the game from its start to today."""
    then = FixedClock(clock.now() - timedelta(days=DAYS_AGO))
    rows = read("lombaspel.toml")
    with database.write() as session:
        leaders = [_leader(session, then, cast.secret_key, role) for role in LEADERS]
        cast = _makers(session, then, cast, rows["idea"])
        round = _begin(session, then, cast)
        round_id = round.id or 0
        roll.add(session, cast.secret_key, round_id, _lines(rows["streets"]), then.now())
        made = [acts.hand_in(session, then, round, row, cast) for row in rows["idea"]]
        for idea, row in zip(made, rows["idea"], strict=True):
            if row["until"] != "bij_de_jury":
                acts.judge(session, then, idea, cast, "pass", "Dit helpt de straat en het kan.")
    for number in (1, 2):
        _issue(database, round_id, then, leaders)
        with database.write() as session:
            _put_in(session, round, then, number, list(zip(made, rows["idea"], strict=True)))
            if number == 1:
                _hand_out_codes(session, round, then, cast.secret_key)
                _carry_out(session, then, made[0], rows["idea"][0]["bill"])
            else:
                _save(session, round, then, made[2].id or 0)
        then.forward(days=62)


def _leader(session: Session, clock: FixedClock, secret_key: str, role: str) -> int:
    """Someone of the spelleiding."""
    today = local_date(clock.now())
    account = Account(name="Spelleider (verzonnen)", created_on=today)
    session.add(account)
    session.flush()
    session.add(Role(account_id=account.id or 0, name="desk", area_code=AREAS[0], starts_on=today))
    people.issue_pass(session, secret_key, account.id or 0, clock.now(), code=CODES[role])
    return account.id or 0


def _makers(
    session: Session, clock: FixedClock, cast: Cast, rows: Iterable[dict[str, Any]]
) -> Cast:
    made = {}
    for name in sorted({row["maker"] for row in rows}):
        account = Account(name=name, area_code=AREAS[1], created_on=local_date(clock.now()))
        session.add(account)
        session.flush()
        made[name] = account.id or 0
    return Cast(cast.secret_key, made, cast.jury, [], cast.official)


def _begin(session: Session, clock: FixedClock, cast: Cast) -> Round:
    model = acts.model_config("lombaspel")
    currency = {**model["currency"], "second_adult_above": SECOND_ADULT_ABOVE}
    changes = {"title": "Lombaspel Pendrecht", "areas": AREAS, "currency": currency}
    round = acts.make_round(session, clock, "lombaspel", changes, NOTE)
    acts.seat_jury(session, clock, round, cast)
    for key in ("indienen", "jury", "inleggen", "doen", "verantwoorden"):
        route.open_step(session, round, key, clock.now(), cast.official)
    return round


def _lines(streets: list[list[str]]) -> list[Line]:
    """The list of the municipality: every third household has two adults, the first one too."""
    lines = []
    for number in range(HOUSEHOLDS):
        street, area = streets[number * len(streets) // HOUSEHOLDS]
        for adult in range(2 if number % 3 == 0 else 1):
            mark = f"P-{number + 1:04d}-{adult + 1}"
            language = LANGUAGES[number % len(LANGUAGES)]
            lines.append(Line(area, mark, f"h{number}", street, language))
    return lines


def _issue(database: Database, round_id: int, clock: FixedClock, leaders: list[int]) -> None:
    opening.open_purses(database, round_id)
    with database.write() as session:
        round = session.get_one(Round, round_id)
        issue = asking.ask(session, round, leaders[0], clock.now())
        asking.confirm(session, issue, leaders[1], clock.now())
        issue_id = issue.id or 0
    issuing.run(database, issue_id, clock)


def _put_in(
    session: Session,
    round: Round,
    clock: FixedClock,
    number: int,
    ideas: list[tuple[Idea, dict[str, Any]]],
) -> None:
    """Households put in what the seeds say, the street of the idea first."""
    random = Random(number)  # noqa: S311  (invented gifts need no secrets)
    purses = _purses(session, round)
    for idea, row in ideas:
        if row.get("issue") != number:
            continue
        missing = row.get("put_in", row["cost"] // 100)
        street = [id for id, where in purses.items() if where == row["street"]]
        others = [id for id in purses if id not in street]
        random.shuffle(others)
        for household in [*street, *others]:
            have = accounts.purse(session, round, household).balance
            units = min(missing, have, random.randrange(34, 62))
            if units < 1 or household == min(purses):
                continue
            holder = accounts.Holder(0, household, False, 1)
            form = f"demo-{idea.id}"
            pledging.pledge(session, round, holder, idea.id or 0, units, form, clock.now())
            missing -= units
            if not missing:
                break


def _save(session: Session, round: Round, clock: FixedClock, goal: int) -> None:
    """Neighbours of one street save together."""
    now = clock.now()
    street = [id for id, where in _purses(session, round).items() if where == "Fictiestraat"]
    holders = [accounts.Holder(0, household, False, 1) for household in street[1:]]
    pot = saving.found(session, round, holders[0], "Buren van de Fictiestraat", [goal], now)
    able = [
        each
        for each in holders
        if accounts.purse(session, round, each.household_id).balance >= SAVED
    ]
    for holder in able[:SAVERS]:
        saving.put_in(session, round, holder, pot.id or 0, SAVED, "demo", now)
    for holder in able[: SAVERS // 2]:
        saving.agree(session, round, holder, pot.id or 0, goal, now)


def _purses(session: Session, round: Round) -> dict[int, str]:
    """Every household with a purse, and its street."""
    query = (
        select(Household.id, Household.street)
        .join(Purse, col(Purse.household_id) == col(Household.id))
        .where(Purse.round_id == round.id)
        .order_by(col(Household.id))
    )
    return {int(id or 0): street for id, street in session.exec(query)}


def _hand_out_codes(session: Session, round: Round, clock: FixedClock, secret_key: str) -> None:
    """Letters for one buurt; the first household and its two adults have codes that are printed."""
    letters.write(session, secret_key, round, AREAS[1], clock.now())
    household = min(_purses(session, round))
    purse = session.get_one(Purse, (round.id, household))
    adults = session.exec(
        select(RollEntry.account_id)
        .where(RollEntry.round_id == round.id, RollEntry.household_id == household)
        .order_by(col(RollEntry.account_id))
    ).all()
    holders = [("huishouden", purse.account_id), *zip(("thuis", "thuis2"), adults, strict=True)]
    for role, account_id in holders:
        people.issue_pass(
            session, secret_key, account_id or 0, clock.now(), round.id, code=CODES[role]
        )


def _carry_out(session: Session, clock: FixedClock, idea: Idea, bill: int) -> None:
    """The first idea was made for less than was put in: the rest went back to who put it in."""
    project = session.exec(select(Project).where(Project.idea_id == idea.id)).one()
    now = clock.now()
    key = f"demo:{idea.id}:1"
    projects.pay(session, project, key, "Tuincentrum Verzonnen", "planten", bill, now, True)
    projects.tell(session, project, "De hele straat hielp mee.", idea.makers, None, now)
    projects.finish(session, project, now)
    projects.account_for(session, project, "Vraag eerst waar de leidingen liggen.", now)
