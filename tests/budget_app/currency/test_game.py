"""Random games with a currency, against a model that keeps everything in dictionaries."""

from contextlib import suppress

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlmodel import Session, select

from budget_app.currency import accounts, asking, audit, issuing, opening, pledging, rules, saving
from budget_app.currency.accounts import Holder
from budget_app.currency.funding import AlreadyFunded
from budget_app.currency.models import Issue, Purse
from budget_app.db import Database
from budget_app.errors import FieldErrors, NotNow
from budget_app.projects import audit as projects_audit
from budget_app.projects import service as projects
from budget_app.projects.models import Project
from budget_app.route import service as route
from tests.support import currency_round
from tests.support.currency_round import CurrencyRound

HOUSEHOLDS, COSTS, PER_ISSUE = 4, (1_250, 3_000, 600), 25
who = st.integers(0, HOUSEHOLDS - 1)
which = st.integers(0, len(COSTS) - 1)
units = st.integers(-1, 14)


class Game(RuleBasedStateMachine):
    """A whole game in one transaction that is thrown away afterwards."""

    game: CurrencyRound
    ideas: list[int]
    pot_id: int

    def __init__(self) -> None:
        super().__init__()
        self.session = Session(self.game.db.writer, expire_on_commit=False)
        self.round = self.game.round(self.session)
        self.now = currency_round.NOW
        self.form = 0
        self.issues = 0
        self.after = rules.START
        self.open = True
        self.purses = [0] * HOUSEHOLDS
        self.stakes = [0] * HOUSEHOLDS
        self.pledged = [[0] * HOUSEHOLDS for _ in COSTS]
        self.paid = [False] * len(COSTS)
        self.spent = 0  # units that left circulation for good
        self.lapsed = 0  # units that came back when nobody could give any more

    def teardown(self) -> None:
        self.session.rollback()
        self.session.close()

    def holder(self, number: int) -> Holder:
        household = self.game.households[number]
        return Holder(self.game.adults[household][0], household, True, 1)

    def fresh(self) -> str:
        self.form += 1
        return str(self.form)

    def needs(self, idea: int) -> int:
        return COSTS[idea] // 100 + (COSTS[idea] % 100 > 0) - sum(self.pledged[idea])

    @precondition(lambda self: self.issues < 3)
    @rule(most=st.integers(1, 3))
    def issue(self, most: int) -> None:
        first, second = self.game.helpers
        try:
            issue = asking.ask(self.session, self.round, first, self.now)
        except asking.GameOver:
            assert not self.open
            return
        asking.confirm(self.session, issue, second, self.now)
        while issuing.give_some(self.session, issue, self.now, most):
            pass
        places = [rules.rank(self.round.config_hash or "", n) for n in self.game.households]
        division = rules.divide(PER_ISSUE, rules.Ring(places), self.after)
        self.after, self.issues = division.until, self.issues + 1
        for number, place in enumerate(places):
            self.purses[number] += division.units(place)
        self.now = rules.months_later(self.now, 2)

    @rule(number=who, idea=which, count=units)
    def pledge(self, number: int, idea: int, count: int) -> None:
        have, needs = self.purses[number], self.needs(idea)
        try:
            outcome = pledging.pledge(
                self.session,
                self.round,
                self.holder(number),
                self.ideas[idea],
                count,
                self.fresh(),
                self.now,
            )
        except (FieldErrors, AlreadyFunded, NotNow):
            assert not self.open or self.paid[idea] or not 1 <= count <= have
            return
        assert self.open
        assert not self.paid[idea]
        assert 1 <= count <= have
        assert outcome.units == min(count, needs)
        self.purses[number] -= outcome.units
        self.pledged[idea][number] += outcome.units
        self.settle(idea, outcome.funded)

    def settle(self, idea: int, funded: bool) -> None:
        assert funded == (self.needs(idea) == 0)
        self.paid[idea] = funded
        self.spent += sum(self.pledged[idea]) if funded else 0

    @rule(number=who, idea=which, count=units)
    def withdraw(self, number: int, idea: int, count: int) -> None:
        have = self.pledged[idea][number]
        allowed = self.open and not self.paid[idea] and 1 <= count <= have
        with suppress(FieldErrors, AlreadyFunded, NotNow):
            pledging.withdraw(
                self.session,
                self.round,
                self.holder(number),
                self.ideas[idea],
                count,
                self.fresh(),
                self.now,
            )
            assert allowed
            self.pledged[idea][number] -= count
            self.purses[number] += count
            return
        assert not allowed

    @rule(number=who, count=units, into=st.booleans())
    def save(self, number: int, count: int, into: bool) -> None:
        have = self.purses[number] if into else self.stakes[number]
        allowed = self.open and 1 <= count <= have
        deed = saving.put_in if into else saving.take_out
        args = (self.pot_id, count, self.fresh(), self.now)
        with suppress(FieldErrors, NotNow):
            deed(self.session, self.round, self.holder(number), *args)
            assert allowed
            moved = count if into else -count
            self.purses[number] -= moved
            self.stakes[number] += moved
            return
        assert not allowed

    @precondition(lambda self: self.open and any(self.stakes))
    @rule(idea=which)
    def spend(self, idea: int) -> None:
        members = [number for number in range(HOUSEHOLDS) if self.stakes[number]]
        if self.paid[idea]:
            return
        for number in members:
            saving.agree(
                self.session,
                self.round,
                self.holder(number),
                self.pot_id,
                self.ideas[idea],
                self.now,
            )
        outcome = saving.spend(
            self.session,
            self.round,
            self.holder(members[0]),
            self.pot_id,
            self.ideas[idea],
            self.fresh(),
            self.now,
        )
        assert outcome.units == min(sum(self.stakes), self.needs(idea))
        for number, part in enumerate(rules.share_out(outcome.units, self.stakes)):
            self.stakes[number] -= part
            self.pledged[idea][number] += part
        self.settle(idea, outcome.funded)

    @precondition(lambda self: any(self.paid))
    @rule(idea=which, bill=st.integers(1, 700))
    def fail(self, idea: int, bill: int) -> None:
        query = select(Project).where(Project.idea_id == self.ideas[idea])
        project = self.session.exec(query).first()
        if project is None or project.state != "in_uitvoering":
            return
        bill = min(bill, COSTS[idea])
        projects.pay(self.session, project, f"bill:{idea}", "Winkel", "hout", bill, self.now)
        projects.fail(self.session, project, "Het ging niet.", self.now)
        back = (COSTS[idea] - bill) // 100
        self.spent -= back
        if not self.open:  # nobody can give any more, so what comes back lapses
            self.lapsed += back
            return
        for number, part in enumerate(rules.share_out(back, self.pledged[idea])):
            self.purses[number] += part

    @precondition(lambda self: self.issues == 3)
    @rule()
    def close(self) -> None:
        if not self.open:
            return
        self.open = False
        route.close_step(self.session, self.round, "inleg", self.now, None)
        for idea, paid in enumerate(self.paid):
            for number in range(HOUSEHOLDS):
                if not paid:
                    self.purses[number] += self.pledged[idea][number]
                    self.pledged[idea][number] = 0
        for number in range(HOUSEHOLDS):
            self.purses[number] += self.stakes[number]
            self.stakes[number] = 0

    @invariant()
    def books_agree(self) -> None:
        purses = [
            accounts.purse(self.session, self.round, number).balance
            for number in self.game.households
        ]
        assert purses == self.purses
        held = [accounts.pledged(self.session, self.round, id).balance for id in self.ideas]
        expected = [
            0 if paid else sum(parts) for paid, parts in zip(self.paid, self.pledged, strict=True)
        ]
        assert held == expected
        in_hand = sum(self.purses) + sum(self.stakes) + sum(expected)
        assert asking.circulating(self.session, self.round) == in_hand
        assert in_hand + self.spent + self.lapsed == self.issues * PER_ISSUE
        assert audit.breaches(self.session) == []
        assert projects_audit.breaches(self.session) == []


def test_no_game_breaks_the_books(sqlite_database: Database) -> None:
    game = currency_round.make(
        sqlite_database, HOUSEHOLDS, currency={"per_round": PER_ISSUE, "rounds": 3}
    )
    opening.open_purses(game.db, game.round_id)
    with game.db.write() as session:
        ideas = [game.idea(session, cost) for cost in COSTS]
        household = game.households[0]
        first = Holder(game.adults[household][0], household, True, 1)
        pot = saving.found(
            session, game.round(session), first, "Straatpot", ideas, currency_round.NOW
        )
        assert len(session.exec(select(Purse)).all()) == HOUSEHOLDS
        assert session.exec(select(Issue)).all() == []
    Game.game, Game.ideas, Game.pot_id = game, ideas, pot.id or 0
    run_state_machine_as_test(
        Game,
        settings=settings(
            max_examples=12,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
