"""What a newcomer finds in the demo."""

from pathlib import Path

from sqlmodel import select

from budget_app.budgets.models import Round
from budget_app.clock import AMSTERDAM
from budget_app.db import Database
from budget_app.ideas.models import STATES, Idea
from budget_app.talk.models import Meeting
from tests.support.demo import copy_demo

LOMBARDIJEN = "bewonersbudget-lombardijen-2026"


def test_lombardijen_has_ideas_in_every_state(tmp_path: Path) -> None:
    demo = Database(copy_demo(tmp_path / "demo.db"))
    with demo.read() as session:
        round = session.exec(select(Round).where(Round.slug == LOMBARDIJEN)).one()
        found = session.exec(select(Idea.state).where(Idea.round_id == round.id)).all()
    assert set(found) == set(STATES)


def test_meetings_are_held_when_people_are_awake(tmp_path: Path) -> None:
    with Database(copy_demo(tmp_path / "demo.db")).read() as session:
        meetings = session.exec(select(Meeting.starts_at)).all()
    assert meetings
    assert all(18 <= at.astimezone(AMSTERDAM).hour <= 20 for at in meetings)
