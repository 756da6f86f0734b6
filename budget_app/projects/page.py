"""A project as pages show it, in a fixed number of statements."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from budget_app.budgets.models import Round
from budget_app.errors import NotFound
from budget_app.ideas.models import Idea
from budget_app.ledger.models import LedgerAccount, Transfer
from budget_app.projects import rules
from budget_app.projects.models import Milestone, Payment, Project, Promise, Update

UPDATES_PER_PAGE = 10


@dataclass(frozen=True, slots=True)
class Work:
    """A part of the work; `state` is "done", "late" or "coming"."""

    id: int
    title: str
    due_on: date
    done_on: date | None
    state: str


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise as everyone sees it; `state` is late by itself once its day is past."""

    id: int
    side: str
    who: str
    text: str
    due: date
    state: str
    is_open: bool
    why: str


@dataclass(frozen=True, slots=True)
class Bill:
    """A payment in cents; `corrected` says why it was taken back, or is empty."""

    id: int
    payee: str
    what: str
    cents: int
    paid_on: date
    in_wijk: bool
    corrected: str


@dataclass(frozen=True)
class ProjectPage:
    """Everything a page needs of a project. Amounts are cents."""

    project: Project
    idea: Idea
    round_title: str
    round_slug: str
    round_note: str
    left_cents: int  # still with the project
    work: list[Work]
    promises: list[Promised]
    bills: list[Bill]
    updates: list[Update]
    update_count: int

    @property
    def paid_cents(self) -> int:
        """What was paid, corrections taken off."""
        return sum(bill.cents for bill in self.bills if not bill.corrected)

    @property
    def in_wijk_cents(self) -> int:
        """What was paid to suppliers in the wijk, corrections taken off."""
        return sum(bill.cents for bill in self.bills if bill.in_wijk and not bill.corrected)

    @property
    def returned_cents(self) -> int:
        """What went back to the pot when the books closed."""
        return self.project.budget_cents - self.paid_cents - self.left_cents

    @property
    def is_closed(self) -> bool:
        """Whether nothing can be added any more."""
        return self.project.state in ("verantwoord", "mislukt")


def page_of(session: Session, project_id: int, today: date, updates_page: int = 1) -> ProjectPage:
    """A project with its work, promises, bills and a page of its news. Raises NotFound."""
    found = session.exec(
        select(Project, Idea, Round)
        .join(Idea, col(Idea.id) == col(Project.idea_id))
        .join(Round, col(Round.id) == col(Project.round_id))
        .where(Project.id == project_id)
    ).first()
    if found is None:
        raise NotFound
    project, idea, round = found
    award = select(LedgerAccount.balance).where(
        LedgerAccount.round_id == project.round_id,
        LedgerAccount.kind == "award",
        LedgerAccount.owner == str(project.idea_id),
    )
    count = session.exec(
        select(sa.func.count()).select_from(Update).where(Update.project_id == project_id)
    ).one()
    last = max(1, -(-count // UPDATES_PER_PAGE))
    return ProjectPage(
        project=project,
        idea=idea,
        round_title=round.title,
        round_slug=round.slug,
        round_note=round.note,
        left_cents=session.exec(award).first() or 0,
        work=_work(session, project_id, today),
        promises=_promises(session, project_id, today),
        bills=_bills(session, project_id),
        updates=_updates(session, project_id, min(max(1, updates_page), last)),
        update_count=count,
    )


def idea_of(session: Session, project: Project) -> Idea:
    """The idea that a project carries out."""
    return session.get_one(Idea, project.idea_id)


def round_of(session: Session, project: Project) -> Round:
    """The round whose money a project spends."""
    return session.get_one(Round, project.round_id)


def _work(session: Session, project_id: int, today: date) -> list[Work]:
    rows = session.exec(
        select(Milestone)
        .where(Milestone.project_id == project_id)
        .order_by(col(Milestone.due_on), col(Milestone.id))
    )
    return [
        Work(
            row.id or 0,
            row.title,
            row.due_on,
            row.done_on,
            "done" if row.done_on else "late" if row.due_on < today else "coming",
        )
        for row in rows
    ]


def _promises(session: Session, project_id: int, today: date) -> list[Promised]:
    rows = session.exec(
        select(Promise)
        .where(Promise.project_id == project_id)
        .order_by(col(Promise.due_on), col(Promise.id))
    )
    return [
        Promised(
            id=row.id or 0,
            side=row.side,
            who=row.who,
            text=row.what,
            due=row.due_on,
            state=rules.shown_state(row.state, row.due_on, today),
            is_open=row.state == "open",
            why=row.why,
        )
        for row in rows
    ]


def _bills(session: Session, project_id: int) -> list[Bill]:
    back = aliased(Transfer)
    rows = session.exec(
        select(Payment, Transfer.amount, back.what)
        .join(Transfer, col(Transfer.id) == col(Payment.transfer_id))
        .outerjoin(back, col(back.reverses_id) == col(Transfer.id))
        .where(Payment.project_id == project_id)
        .order_by(col(Payment.id))
    )
    return [
        Bill(p.id or 0, p.payee, p.what, cents, p.paid_on, p.in_wijk, why or "")
        for p, cents, why in rows
    ]


def _updates(session: Session, project_id: int, page: int) -> list[Update]:
    query = (
        select(Update)
        .where(Update.project_id == project_id)
        .order_by(col(Update.at).desc(), col(Update.id).desc())
        .offset((page - 1) * UPDATES_PER_PAGE)
        .limit(UPDATES_PER_PAGE)
    )
    return list(session.exec(query))
