"""What is past its term goes, at its time and not before; what was counted and paid stays."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col, select
from typer.testing import CliRunner

from budget_app import cli, timer
from budget_app.ballots import turnout
from budget_app.ballots.models import HouseholdParticipation, Participation
from budget_app.budgets.models import Round
from budget_app.db import Database
from budget_app.history import service as history
from budget_app.ideas.models import Idea, IdeaAuthor, IdeaVersion
from budget_app.keeping import over, purge
from budget_app.mail.models import Outgoing, Subscription
from budget_app.people import access, contact, roll, sessions
from budget_app.people import service as people
from budget_app.people.models import (
    AccessLog,
    Account,
    Household,
    LoginSession,
    Pass,
    Role,
    RollEntry,
)
from budget_app.people.roll_rules import Line
from budget_app.route.models import Step
from budget_app.settings import Settings
from budget_app.talk.models import Opinion
from tests.support.site import SECRET, Site
from tests.support.wijk import BUURT, GOOD_IDEA, Wijk

SETTINGS = Settings()
AFTER = SETTINGS.keep_after_round_days
STEPS = ("indienen", "praten", "jury", "stemmen", "doen", "verantwoorden")


@pytest.fixture
def wijk(database: Database) -> Wijk:
    """A round with three people on its list, in two households; two of them voted."""
    made = Wijk.found(Site(database))
    with database.write() as session:
        lines = [
            Line(BUURT, "A1", "straat 1", "Vijverlaan", "nl", 2),
            Line(BUURT, "A2", "straat 1", "Vijverlaan", "nl", 2),
            Line(BUURT, "A3", "straat 2", "Molenpad", "ar", 4),
        ]
        roll.add(session, SECRET, made.round_id, lines, made.site.clock.now())
        ids = sorted(session.exec(select(RollEntry.account_id)).all())
        home = session.get_one(Account, ids[0]).household_id or 0
        for account_id in ids[:2]:
            session.add(
                Participation(
                    round_id=made.round_id, step_key="stemmen", account_id=account_id,
                    area_code=BUURT,
                )
            )  # fmt: skip
        session.add(
            HouseholdParticipation(round_id=made.round_id, step_key="stemmen", household_id=home)
        )
        session.add(Subscription(round_id=made.round_id, account_id=ids[0]))
    return made


def end(wijk: Wijk) -> None:
    """Close every step, now."""
    for key in STEPS:
        with wijk.site.db.read() as session:
            state = session.get_one(Step, (wijk.round_id, key)).state
        if state == "waiting":
            wijk.open(key)
        wijk.close(key)


def come_to(wijk: Wijk, state: str) -> None:
    """Put the only idea in a state."""
    with wijk.site.db.write() as session:
        idea = session.exec(select(Idea)).one()
        idea.state = state
        session.add(idea)


def purged(wijk: Wijk, dry: bool = False) -> list[str]:
    return purge.run(wijk.site.db, SETTINGS, wijk.site.clock.now(), dry)


def count(wijk: Wijk, model: type[SQLModel]) -> int:
    with wijk.site.db.read() as session:
        return session.exec(select(sa.func.count()).select_from(model)).one()


def everything(wijk: Wijk) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, to see that nothing went."""
    with wijk.site.db.read() as session:
        return {
            table.name: [
                tuple(row)
                for row in session.connection().execute(
                    sa.select(table).order_by(*table.primary_key)
                )
            ]
            for table in SQLModel.metadata.sorted_tables
        }


@pytest.mark.parametrize("still", ["open", "waiting"])
def test_nothing_goes_of_a_round_that_is_not_over(wijk: Wijk, still: str) -> None:
    """Every step has closed but the last, which shows the accounts, or is still to open."""
    for key in STEPS[:-1]:
        if key != "indienen":
            wijk.open(key)
        wijk.close(key)
    if still == "open":
        wijk.open(STEPS[-1])
    before = everything(wijk)
    wijk.site.clock.forward(days=SETTINGS.keep_idle_round_days, seconds=-1)
    assert purged(wijk) == []
    assert everything(wijk) == before


def test_nothing_goes_before_the_term_is_over(wijk: Wijk) -> None:
    end(wijk)
    before = everything(wijk)
    wijk.site.clock.forward(days=AFTER, seconds=-1)
    assert purged(wijk) == []
    assert everything(wijk) == before
    wijk.site.clock.forward(seconds=1)
    assert purged(wijk)


def test_after_the_term_nobody_can_be_found_in_it(wijk: Wijk) -> None:
    end(wijk)
    wijk.site.clock.forward(days=AFTER)
    planned, done = purged(wijk, dry=True), purged(wijk)
    assert planned == done, "what --dry-run says is what goes"
    for model in (RollEntry, Pass, Participation, HouseholdParticipation, Subscription):
        assert count(wijk, model) == 0, model
    with wijk.site.db.read() as session:
        for account in session.exec(select(Account)):
            assert (account.area_code, account.street, account.household_id) == (None, "", None)
        homes = session.exec(select(Household)).all()
        assert {(home.street, home.mark_hash) for home in homes} == {("", None)}
        assert history.verify(session) == []
        _voted, on_roll = turnout.so_far(session, wijk.round_id)
        assert on_roll == 3, "the figure stays"


def test_twice_is_once(wijk: Wijk) -> None:
    end(wijk)
    wijk.site.clock.forward(days=AFTER)
    purged(wijk)
    after = everything(wijk)
    assert purged(wijk) == []
    assert everything(wijk) == after


def test_a_run_that_was_killed_is_finished_by_the_next(
    wijk: Wijk, monkeypatch: pytest.MonkeyPatch
) -> None:
    end(wijk)
    wijk.site.clock.forward(days=AFTER)
    monkeypatch.setattr(purge, "PART", 1)
    parts = 0

    def killed(*_args: object) -> int:
        nonlocal parts
        parts += 1
        if parts == 5:
            raise KeyboardInterrupt
        return real(*_args)  # type: ignore[arg-type]

    real = purge._do
    monkeypatch.setattr(purge, "_do", killed)
    with pytest.raises(KeyboardInterrupt):
        purged(wijk)
    monkeypatch.setattr(purge, "_do", real)
    purged(wijk)
    assert count(wijk, RollEntry) == count(wijk, Pass) == 0
    with wijk.site.db.read() as session:
        assert {account.street for account in session.exec(select(Account))} == {""}
        assert roll.total(session, wijk.round_id) == 3


@pytest.mark.parametrize("state", over.UNDER_WAY)
def test_what_still_goes_on_keeps_the_round(wijk: Wijk, state: str) -> None:
    """An appeal that a jury has, or work that is not done, when the last step has closed."""
    wijk.hand_in(wijk.resident("Ria"))
    come_to(wijk, "niet_gekozen")
    end(wijk)
    come_to(wijk, state)
    wijk.site.clock.forward(days=AFTER + 1)
    assert not any("round" in line for line in purged(wijk))
    assert count(wijk, RollEntry) == 4


def test_who_is_still_in_another_round_keeps_home_and_code(wijk: Wijk) -> None:
    """The same person on the list of a round that is open, an official, and someone else."""
    with wijk.site.db.write() as session:
        first = session.exec(select(RollEntry).order_by(col(RollEntry.account_id))).first()
        assert first is not None
        old = wijk.round(session)
        other = Round(
            slug="andere", title="Andere ronde", area_code=old.area_code, model="x", field=4,
            amount_cents=0, config=old.config, state="published", created_at=old.created_at,
        )  # fmt: skip
        session.add(other)
        session.flush()
        session.add(Step(round_id=other.id or 0, key="x", position=0, kind="vote"))
        account = session.get_one(Account, first.account_id)
        home = account.household_id
        people.put_on_roll(session, other.id or 0, account, BUURT)
    official_id, code = wijk.person("Ambtenaar", on_roll=False)
    with wijk.site.db.write() as session:
        began = wijk.site.clock.now().date()
        session.add(Role(account_id=official_id, name="municipality", starts_on=began))
    end(wijk)
    wijk.site.clock.forward(days=AFTER)
    purged(wijk)
    with wijk.site.db.read() as session:
        account = session.get_one(Account, first.account_id)
        assert (account.street, account.household_id) == ("Vijverlaan", home)
        assert session.get_one(Household, home).street == "Vijverlaan"
        left = session.exec(select(Pass.account_id)).all()
        assert sorted(left) == sorted([first.account_id, official_id])
        assert set(session.exec(select(Pass.mark_hash))) == {None}
        assert [entry.round_id for entry in session.exec(select(RollEntry))] == [other.id]
        assert people.by_pass(session, SECRET, code).id == official_id


def test_an_answer_to_the_neighbourhood_stays_without_its_giver(wijk: Wijk) -> None:
    ria = wijk.resident("Ria")
    wijk.hand_in(ria)
    with wijk.site.db.write() as session:
        idea = session.exec(select(Idea)).one()
        giver = session.exec(select(RollEntry.account_id)).first()
        now = wijk.site.clock.now()
        session.add(
            Opinion(
                idea_id=idea.id or 0, step_key="x", account_id=giver, answer="voor",
                reason="Mooi", at=now,
            )
        )  # fmt: skip
    come_to(wijk, "niet_gekozen")
    end(wijk)
    wijk.site.clock.forward(days=AFTER)
    purged(wijk)
    with wijk.site.db.read() as session:
        opinion = session.exec(select(Opinion)).one()
        assert (opinion.account_id, opinion.reason) == (None, "Mooi")
        assert session.exec(select(Idea.title)).one() == GOOD_IDEA["title"], "public words stay"


def test_a_draft_that_nobody_touched_goes_with_all_its_words(wijk: Wijk) -> None:
    visitor = wijk.resident("Ria")
    page = f"/resident/ronde/{wijk.slug}/idee"
    visitor.do(page, {**GOOD_IDEA, "doe": "bewaar"})
    assert f"{SETTINGS.keep_draft_days} dagen na uw laatste" in visitor.see(page)
    wijk.site.clock.forward(days=SETTINGS.keep_draft_days, seconds=-1)
    assert not any("drafts" in line for line in purged(wijk))
    wijk.site.clock.forward(seconds=1)
    assert "drafts: 1" in purged(wijk, dry=True)
    assert "drafts: 1" in purged(wijk)
    assert not any("drafts" in line for line in purged(wijk))
    with wijk.site.db.read() as session:
        idea = session.exec(select(Idea)).one()
        assert (idea.title, idea.body, idea.street) == ("", "", "")
        assert count(wijk, IdeaAuthor) == 0
        version = session.exec(select(IdeaVersion)).first()
        assert version is None or (version.by_account_id, version.content["title"]) == (None, "")


def test_mail_looks_and_addresses_go_in_their_time(wijk: Wijk) -> None:
    now = wijk.site.clock.now()
    asked, _ = wijk.person("Ria")
    helper, _ = wijk.person("Helper")
    sure, _ = wijk.person("Bob", email="bob@voorbeeld.example", email_confirmed=True)
    with wijk.site.db.write() as session:
        account = session.get_one(Account, asked)
        contact.set_email(session, SECRET, account, "ria@voorbeeld.example", now)
        session.add(Outgoing(account_id=asked, template="confirm_address", values={}, made_at=now))
        access.note(session, helper, asked, "searched", now)
        sessions.start(session, asked, now, 12)

    def address(account_id: int) -> str | None:
        with wijk.site.db.read() as session:
            return session.get_one(Account, account_id).email

    def days_pass(days: int) -> None:
        wijk.site.clock.moment = now + timedelta(days=days)
        purged(wijk)

    days_pass(SETTINGS.keep_unconfirmed_days - 1)
    assert address(asked) == "ria@voorbeeld.example"
    days_pass(SETTINGS.keep_unconfirmed_days)
    assert (address(asked), address(sure)) == (None, "bob@voorbeeld.example")
    days_pass(SETTINGS.keep_mail_days - 1)
    assert count(wijk, Outgoing) == 1
    days_pass(SETTINGS.keep_mail_days)
    assert count(wijk, Outgoing) == 0
    days_pass(SETTINGS.keep_looks_days - 1)
    assert count(wijk, AccessLog) == 1
    days_pass(SETTINGS.keep_looks_days)
    assert count(wijk, AccessLog) == 0
    timer.tick(wijk.site.db, wijk.site.clock, SETTINGS)
    assert count(wijk, LoginSession) == 0


def test_the_clock_does_it_and_so_does_a_command(wijk: Wijk) -> None:
    end(wijk)
    wijk.site.clock.forward(days=AFTER)
    done = timer.tick(wijk.site.db, wijk.site.clock, SETTINGS)
    assert f"round {wijk.round_id}: lines of the roll: 3" in done
    assert timer.tick(wijk.site.db, wijk.site.clock, SETTINGS) == []
    url = ["--database-url", wijk.site.db.url]
    said = CliRunner().invoke(cli.app, ["purge", "--dry-run", *url])
    assert said.exit_code == 0, said.output
    assert "Nothing is past its term." in said.output


def test_the_command_says_first_and_does_it_then(wijk: Wijk) -> None:
    end(wijk)
    wijk.site.clock.forward(days=-2000)
    with wijk.site.db.write() as session:
        _look_long_ago(session, wijk)
    url = ["--database-url", wijk.site.db.url]
    for words in (["--dry-run"], []):
        assert "looks: 1" in CliRunner().invoke(cli.app, ["purge", *words, *url]).output
    assert "looks" not in CliRunner().invoke(cli.app, ["purge", *url]).output


def _look_long_ago(session: Session, wijk: Wijk) -> None:
    ids = session.exec(select(RollEntry.account_id).order_by(col(RollEntry.account_id))).all()
    access.note(session, ids[0], ids[1], "searched", wijk.site.clock.now())
