"""A round that nobody closes: the official is told in time, and then its people are forgotten."""

import pytest
from sqlmodel import Session, col, select

from budget_app.budgets.models import Round
from budget_app.clock import local_date
from budget_app.db import Database
from budget_app.history import service as history
from budget_app.keeping import over, purge
from budget_app.people import roll
from budget_app.people.models import Account, Pass, RollEntry
from budget_app.people.roll_rules import Line
from budget_app.settings import Settings
from tests.support.site import SECRET, Site
from tests.support.wijk import BUURT, Wijk

SETTINGS = Settings()
IDLE = SETTINGS.keep_idle_round_days
WARNS = "Hier gebeurde al lang niets"


@pytest.fixture
def forgotten(database: Database) -> Wijk:
    """A round that took a list, opened its first step, and was never looked at again."""
    made = Wijk.found(Site(database))
    with database.write() as session:
        lines = [Line(BUURT, f"A{n}", f"huis {n}", "Vijverlaan", "nl", n) for n in range(2, 8)]
        roll.add(session, SECRET, made.round_id, lines, made.site.clock.now())
    return made


def purged(wijk: Wijk) -> list[str]:
    return purge.run(wijk.site.db, SETTINGS, wijk.site.clock.now())


def on_roll(session: Session) -> int:
    return len(session.exec(select(RollEntry)).all())


def test_after_two_years_of_nothing_nobody_can_be_found_in_it(forgotten: Wijk) -> None:
    forgotten.site.clock.forward(days=IDLE, seconds=-1)
    assert purged(forgotten) == []
    forgotten.site.clock.forward(seconds=1)
    assert f"round {forgotten.round_id}: lines of the roll: 6" in purged(forgotten)
    with forgotten.site.db.read() as session:
        assert on_roll(session) == 0
        assert session.exec(select(Pass)).all() == []
        told = select(Account).where(col(Account.household_id).is_not(None))
        assert session.exec(told).all() == []
        assert roll.total(session, forgotten.round_id) == 6, "the figure stays"
        assert history.verify(session) == []
    assert purged(forgotten) == []


def test_a_run_that_was_killed_is_finished_by_the_next_and_not_years_later(
    forgotten: Wijk, monkeypatch: pytest.MonkeyPatch
) -> None:
    forgotten.site.clock.forward(days=IDLE)

    def killed(*_args: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(purge, "_do", killed)
        with pytest.raises(KeyboardInterrupt):
            purged(forgotten)
    forgotten.site.clock.forward(hours=1)
    assert f"round {forgotten.round_id}: lines of the roll: 6" in purged(forgotten)


def test_whatever_happens_begins_the_term_again(forgotten: Wijk) -> None:
    forgotten.site.clock.forward(days=IDLE - 1)
    forgotten.open("praten")
    forgotten.site.clock.forward(days=IDLE - 1)
    assert purged(forgotten) == []
    with forgotten.site.db.read() as session:
        assert on_roll(session) == 6


def test_the_official_is_told_in_time_and_not_of_others(forgotten: Wijk) -> None:
    began, clock = forgotten.site.clock.now(), forgotten.site.clock
    with forgotten.site.db.write() as session:
        old = forgotten.round(session)
        session.add(
            Round(
                slug="leeg", title="Zonder lijst", area_code=old.area_code, model="x", field=4,
                amount_cents=0, config=old.config, state="published", created_at=began,
            )
        )  # fmt: skip
    clock.forward(days=IDLE // 2 - 1)
    assert WARNS not in forgotten.staff("municipality").see("/municipality/")
    clock.forward(days=2)
    page = forgotten.staff("municipality").see("/municipality/")
    assert page.count(WARNS) == 1
    with forgotten.site.db.read() as session:
        (day,) = over.soon(session, SETTINGS, clock.now()).values()
    assert (local_date(day) - local_date(began)).days == IDLE
    assert f"{local_date(day).day} maart 2028" in page
    clock.forward(days=IDLE)
    purged(forgotten)
    assert WARNS not in forgotten.staff("municipality").see("/municipality/")


def test_the_privacy_page_says_so(sqlite_database: Database) -> None:
    site = Site(sqlite_database)
    site.app.state.settings = Settings(keep_idle_round_days=444)
    assert "Gebeurt er 444 dagen niets in een ronde" in site.visitor().see("/privacy")
