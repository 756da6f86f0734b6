"""The municipality's tasks as everyone sees them, in a fixed number of statements."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from budget_app.bodies.models import Docket
from budget_app.clock import local_date
from budget_app.ideas.models import Idea
from budget_app.projects.models import Project
from budget_app.tasks import rules, service
from budget_app.tasks.models import Task, TaskAgreement, TaskChallenge


@dataclass(frozen=True)
class Challenge:
    """A plan to take over a task. `answer_by` is the day on which an answer is owed."""

    idea: Idea
    project_id: int | None
    answer_by: datetime | None
    late: bool
    stage: str  # of its agreement, or empty


@dataclass(frozen=True)
class Listed:
    """A task with the plans of residents who challenge for it."""

    task: Task
    challenges: list[Challenge]

    @property
    def is_taken(self) -> bool:
        """Whether residents do it, or are about to."""
        stages = [each.stage for each in self.challenges]
        running = any(each.idea.state == "in_uitvoering" for each in self.challenges)
        return running or rules.is_taken(stages)


@dataclass(frozen=True)
class Handover:
    """A task that became a project: what was agreed, and where that stands."""

    task: Task
    agreement: TaskAgreement | None
    stage: str


def of_round(session: Session, round_id: int, now: datetime) -> list[Listed]:
    """Every task of a round with its public challenges, as listed."""
    tasks = session.exec(select(Task).where(Task.round_id == round_id).order_by(col(Task.id)))
    found: dict[int, list[Challenge]] = defaultdict(list)
    query = (
        select(TaskChallenge.task_id, Idea, Project.id, TaskAgreement)
        .join(Idea, col(Idea.id) == col(TaskChallenge.idea_id))
        .outerjoin(Project, col(Project.idea_id) == col(Idea.id))
        .outerjoin(TaskAgreement, col(TaskAgreement.idea_id) == col(Idea.id))
        .where(Idea.round_id == round_id, col(Idea.submitted_at).is_not(None))
        .order_by(col(Idea.number))
    )
    rows = session.exec(query).all()
    due = _owed(session, [idea.id or 0 for _, idea, _, _ in rows])
    today = local_date(now)
    for task_id, idea, project_id, agreement in rows:
        by = due.get(idea.id or 0)
        stage = service.stage_of(agreement, today) if agreement else ""
        late = by is not None and by < now
        found[task_id].append(Challenge(idea, project_id, by, late, stage))
    return [Listed(task, found[task.id or 0]) for task in tasks]


def handover_of(session: Session, idea_id: int, now: datetime) -> Handover | None:
    """What was agreed about the task that an idea takes over; None when it takes over none."""
    if not service.is_challenge(session, idea_id):
        return None
    agreement = session.get(TaskAgreement, idea_id)
    stage = service.stage_of(agreement, local_date(now)) if agreement else ""
    return Handover(service.task_of(session, idea_id), agreement, stage)


def to_agree(session: Session, idea_ids: list[int]) -> list[tuple[int, str]]:
    """Of these ideas the projects whose makers still owe an answer to an agreement: (id, title)."""
    query = (
        select(Project.id, Idea.title)
        .join(Idea, col(Idea.id) == col(Project.idea_id))
        .join(TaskAgreement, col(TaskAgreement.idea_id) == col(Idea.id))
        .where(
            col(Idea.id).in_(idea_ids),
            col(TaskAgreement.agreed_at).is_(None),
            Project.state == "in_uitvoering",
        )
        .order_by(col(Project.id))
    )
    return [(project_id or 0, title) for project_id, title in session.exec(query)]


def _owed(session: Session, idea_ids: list[int]) -> dict[int, datetime]:
    rows = session.exec(
        select(Docket.idea_id, Docket.due_at).where(
            col(Docket.idea_id).in_(idea_ids), col(Docket.verdict).is_(None)
        )
    )
    return dict(rows.all())
