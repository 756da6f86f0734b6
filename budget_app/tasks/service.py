"""List a task, challenge for it, agree, hand it over, and give it back."""

from dataclasses import replace
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from budget_app.budgets.config import StepRule
from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.clock import local_date
from budget_app.errors import FieldErrors, NotFound, Refusal
from budget_app.history import service as history
from budget_app.i18n import _l
from budget_app.ideas import proposing
from budget_app.ideas import service as ideas
from budget_app.ideas.authors import UNNAMED
from budget_app.ideas.models import Idea, IdeaAuthor
from budget_app.ideas.service import Maker
from budget_app.ledger.service import amount_words
from budget_app.projects.models import Project
from budget_app.projects.rules import demand_line, demand_story
from budget_app.tasks import rules
from budget_app.tasks.models import Task, TaskAgreement, TaskChallenge


class TaskTaken(Refusal):
    sentence = _l("Bewoners doen deze taak al. Komt de taak terug, dan kunt u weer uitdagen.")


class NoTaskChosen(Refusal):
    sentence = _l("In deze ronde neemt u een taak over. Kies eerst een taak uit de lijst.")


class TooDearForTask(Refusal):
    sentence = _l("Voor deze taak is er {most}. Vul een lager bedrag in.")


def list_task(
    session: Session, round: Round, name: str, what: str, quality: str, cents: int, now: datetime
) -> Task:
    """Put a task of the municipality on the list, with the money set aside for it.

    Raises FieldErrors, also when the tasks together cost more than the round has.
    """
    demand_line(name=name)
    demand_story(what=what, quality=quality)
    session.refresh(round, with_for_update=True)
    if cents <= 0:
        raise FieldErrors({"budget": _l("Vul een bedrag in dat meer is dan nul.")})
    listed = session.exec(
        select(sa.func.sum(Task.budget_cents)).where(Task.round_id == round.id)
    ).one()
    if not rules.room_for(round.amount_cents, int(listed or 0), cents):
        left = amount_words(round.amount_cents - int(listed or 0), "EUR")
        raise FieldErrors(
            {"budget": _l("In deze ronde is er nog {left} voor taken.").with_values(left=left)}
        )
    task = Task(
        round_id=round.id or 0,
        name=name.strip(),
        what=what.strip(),
        quality=quality.strip(),
        budget_cents=cents,
        listed_at=now,
    )
    session.add(task)
    session.flush()
    history.append(
        session, now, "gemeente", "task_listed", f"task:{task.id}", round.id, cents=cents
    )
    return task


def challenge(session: Session, task_id: int, maker: Maker, now: datetime) -> Idea:
    """Start a plan to take over a task; clicking twice goes on with the same draft.

    Raises NotFound, TaskTaken, NotNow, NotOnRoll.
    """
    task = session.get(Task, task_id)
    if task is None:
        raise NotFound
    round = session.get_one(Round, task.round_id)
    session.refresh(round, with_for_update=True)
    proposing.demand_open(session, round, maker.account_id, now)
    if is_taken(session, task_id, now):
        raise TaskTaken
    draft = session.exec(
        select(Idea)
        .join(TaskChallenge, col(TaskChallenge.idea_id) == col(Idea.id))
        .join(IdeaAuthor, col(IdeaAuthor.idea_id) == col(Idea.id))
        .where(
            TaskChallenge.task_id == task_id,
            IdeaAuthor.account_id == maker.account_id,
            Idea.state == "concept",
        )
    ).first()
    if draft:
        return draft
    maker = replace(maker, name=maker.name or UNNAMED)
    content = {
        "title": task.name[:80],
        "cost_cents": task.budget_cents,
        "executor": "bewoners",
    }
    idea = ideas.start(session, round, content, maker, now)
    session.add(TaskChallenge(idea_id=idea.id or 0, task_id=task_id))
    session.flush()
    return idea


def demand_task(session: Session, round: Round, step: StepRule, idea: Idea, now: datetime) -> None:
    """Where a round hands over tasks, a plan is about one of them and costs no more than it has.

    Raises NoTaskChosen, TooDearForTask, TaskTaken.
    """
    if not config_of(round).tasks:
        return
    chosen = session.get(TaskChallenge, idea.id)
    if chosen is None:
        raise NoTaskChosen
    task = session.get_one(Task, chosen.task_id)
    if idea.cost_cents > task.budget_cents:
        raise TooDearForTask(most=amount_words(task.budget_cents, "EUR"))
    if is_taken(session, task.id or 0, now):
        raise TaskTaken


def is_taken(session: Session, task_id: int, now: datetime) -> bool:
    """Whether residents have agreed to do a task, or do it now, or were just chosen to."""
    today = local_date(now)
    found = session.exec(
        select(TaskAgreement)
        .join(TaskChallenge, col(TaskChallenge.idea_id) == col(TaskAgreement.idea_id))
        .where(TaskChallenge.task_id == task_id)
    )
    if rules.is_taken([stage_of(row, today) for row in found]):
        return True
    chosen = session.exec(
        select(Project.id)
        .join(TaskChallenge, col(TaskChallenge.idea_id) == col(Project.idea_id))
        .where(TaskChallenge.task_id == task_id, Project.state == "in_uitvoering")
    )
    return chosen.first() is not None


def stage_of(agreement: TaskAgreement, today: date) -> str:
    """Where an agreement is (see rules.stage)."""
    return rules.stage(
        agreement.agreed_at is not None,
        agreement.handed_over_on,
        agreement.given_back_on,
        agreement.until,
        today,
    )


def task_of(session: Session, idea_id: int) -> Task:
    """The task that an idea would take over. Raises NotFound when it takes over none."""
    found = session.get(TaskChallenge, idea_id)
    if found is None:
        raise NotFound
    return session.get_one(Task, found.task_id)


def is_challenge(session: Session, idea_id: int) -> bool:
    """Whether an idea would take over a task."""
    return session.get(TaskChallenge, idea_id) is not None
