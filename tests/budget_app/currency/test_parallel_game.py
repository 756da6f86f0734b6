"""Many people play at once, on both databases: whatever the order, the books hold.

Households put in, take back, save and spend; meanwhile an issue runs, units lapse, the spelleiding
corrects, and in the end the step closes by the clock while deeds are under way.
"""

from collections.abc import Callable
from functools import partial
from random import Random

import pytest
from sqlmodel import Session, select

from budget_app import timer
from budget_app.currency import (
    accounts,
    audit,
    correcting,
    issuing,
    lapsing,
    letters,
    pledging,
    reading,
    saving,
)
from budget_app.currency.accounts import Holder
from budget_app.currency.models import Issue, Spaarpot
from budget_app.db import Database
from budget_app.errors import Refusal
from budget_app.people import service as people
from budget_app.projects import audit as projects_audit
from budget_app.projects import service as projects
from budget_app.projects.models import Project
from budget_app.route.service import lock_step
from tests.support import currency_round
from tests.support.currency_round import AREA, CurrencyRound
from tests.support.site import SECRET
from tests.support.together import together

HOUSEHOLDS, COSTS, DEEDS, PLAYERS = 6, (2_000, 3_500, 900, 30_000), 10, 8
CURRENCY = {"unspent": {"kind": "expire", "months": 3}}


class Table:
    """The game that all play at."""

    def __init__(self, database: Database) -> None:
        self.game = currency_round.make(database, HOUSEHOLDS, currency=CURRENCY)
        self.game.issue()
        with database.write() as session:
            round, now = self.game.round(session), self.game.clock.now()
            self.ideas = [self.game.idea(session, cost) for cost in COSTS]
            first = self.holder(0)
            self.pot = saving.found(session, round, first, "Straat", self.ideas, now).id or 0
        self.game.clock.forward(days=40)  # the first issue may lapse, the second runs meanwhile
        self.running = self.game.confirmed()

    def holder(self, number: int) -> Holder:
        household = self.game.households[number]
        return Holder(self.game.adults[household][0], household, True, 1)

    def play(self, player: int) -> None:
        """So many deeds of one person, some of which are refused in words."""
        random = Random(player)
        for number in range(DEEDS):
            deed = random.choice(DEALT)
            try:
                with self.game.db.write() as session:
                    deed(self, session, random, f"{player}-{number}")
            except Refusal:
                continue


def put(table: Table, session: Session, random: Random, form: str) -> None:
    args = (random.choice(table.ideas), random.randrange(1, 12), form, table.game.clock.now())
    holder = table.holder(random.randrange(HOUSEHOLDS))
    deed = random.choice([pledging.pledge, pledging.pledge, pledging.withdraw])
    deed(session, table.game.round(session), holder, *args)


def save(table: Table, session: Session, random: Random, form: str) -> None:
    args = (table.pot, random.randrange(1, 9), form, table.game.clock.now())
    holder = table.holder(random.randrange(HOUSEHOLDS))
    deed = random.choice([saving.put_in, saving.put_in, saving.take_out])
    deed(session, table.game.round(session), holder, *args)


def spend(table: Table, session: Session, random: Random, form: str) -> None:
    round, now, idea = (
        table.game.round(session),
        table.game.clock.now(),
        random.choice(table.ideas),
    )
    for number in range(HOUSEHOLDS):
        try:
            saving.agree(session, round, table.holder(number), table.pot, idea, now)
        except saving.NotAMember:
            continue
    saving.spend(session, round, table.holder(0), table.pot, idea, form, now)


def give(table: Table, session: Session, random: Random, form: str) -> None:
    issuing.give_some(session, session.get_one(Issue, table.running), table.game.clock.now(), 1)


def lapse(table: Table, session: Session, random: Random, form: str) -> None:
    for id in lapsing.due(session, table.game.clock.now()):
        lapsing.lapse_some(session, session.get_one(Issue, id), table.game.clock.now(), 2)


def undo(table: Table, session: Session, random: Random, form: str) -> None:
    household = str(random.choice(table.game.households))
    number, now = random.choice("12"), table.game.clock.now()
    correcting.take_back(session, table.game.round(session), household, number, "fout", now)


def fail(table: Table, session: Session, random: Random, form: str) -> None:
    query = select(Project).where(Project.state == "in_uitvoering").order_by(Project.id)  # type: ignore[arg-type]
    project = session.exec(query).first()
    if project is not None and random.random() < 0.3:
        projects.fail(session, project, "Het ging niet.", table.game.clock.now())


DEALT: list[Callable[[Table, Session, Random, str], None]] = [
    *(put,) * 5,
    *(save,) * 3,
    spend,
    give,
    lapse,
    undo,
    fail,
]


def close(table: Table) -> None:
    """The clock of a server closes the step, in the middle of everything."""
    with table.game.db.write() as session:
        step = lock_step(session, table.game.round_id, "inleg")
        step.closes_at = table.game.clock.now()
        session.add(step)
    timer.tick(table.game.db, table.game.clock)


@pytest.mark.parametrize("closes", [False, True])
def test_whoever_is_first_the_books_hold(database: Database, closes: bool) -> None:
    table = Table(database)
    jobs = [partial(table.play, player) for player in range(PLAYERS)]
    answers = together([*jobs, partial(close, table)] if closes else jobs)
    assert answers == [None] * len(answers)
    check(table.game)
    if not closes:
        close(table)
    issuing.run_waiting(database, table.game.clock)
    for _ in range(3):
        timer.tick(database, table.game.clock)
    check(table.game)
    with database.read() as session:
        left = reading.standing(session, table.game.round(session))
        assert left.circulating == 0
        assert session.exec(select(Spaarpot)).one()


def check(game: CurrencyRound) -> None:
    with game.db.read() as session:
        assert audit.breaches(session) == []
        assert projects_audit.breaches(session) == []


def test_a_hundred_who_take_back_at_once_take_back_what_there_is(database: Database) -> None:
    game = currency_round.make(database, 1)
    game.issue()
    with database.write() as session:
        idea, round, now = game.idea(session), game.round(session), game.clock.now()
        holder = Holder(0, game.households[0], False, 1)
        pledging.pledge(session, round, holder, idea, 30, "in", now)

    def back(number: int) -> int:
        with database.write() as session:
            round = game.round(session)
            return pledging.withdraw(session, round, holder, idea, 1, f"f{number}", now)

    answers = together([partial(back, number) for number in range(100)])
    assert answers.count(1) == 30
    assert sum(isinstance(answer, Refusal) for answer in answers) == 70
    with database.read() as session:
        assert accounts.purse(session, game.round(session), game.households[0]).balance == 100
    check(game)


def test_two_who_replace_a_code_at_once_leave_one_that_works(database: Database) -> None:
    game = currency_round.make(database, 2)
    game.issue()
    with database.write() as session:
        letters.write(session, SECRET, game.round(session), AREA, game.clock.now())

    def replace() -> str:
        with database.write() as session:
            number = str(game.households[0])
            args = (number, "", game.helpers[0], game.clock.now())
            return letters.replace(session, SECRET, game.round(session), *args)

    codes = together([replace] * 6)
    working = 0
    with database.read() as session:
        for code in codes:
            try:
                people.by_pass(session, SECRET, str(code))
                working += 1
            except people.RevokedCode:
                continue
    assert working == 1
