"""Money that was lent: it comes back to the pot in parts, or is let go in public with why.

What was lent is what was paid for the project; a repayment is a transfer back from there.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, select

from budget_app.budgets.config import StepRule
from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.clock import local_date
from budget_app.errors import FieldErrors, NotFound, Refusal
from budget_app.history import service as history
from budget_app.i18n import _l
from budget_app.ideas.models import Idea
from budget_app.ledger import service as ledger
from budget_app.ledger.models import LedgerAccount, Transfer
from budget_app.projects.models import Loan, Project
from budget_app.projects.money import paid_account, pot_of
from budget_app.projects.rules import demand_story

REPAID = "terugbetaald"


class NothingOwed(Refusal):
    sentence = _l("Deze lening is al terugbetaald, of hoeft niet meer terug.")


@dataclass(frozen=True)
class Lent:
    """How a loan stands, in cents. `late` once its day is past and something is still owed."""

    project_id: int
    title: str
    lent: int
    repaid: int
    forgiven: int
    forgiven_why: str
    due_on: date
    late: bool

    @property
    def owed(self) -> int:
        """What must still come back."""
        return self.lent - self.repaid - self.forgiven


def begin(session: Session, round: Round, step: StepRule, idea: Idea, now: datetime) -> None:
    """A project of the category that the rules lend to is a loan, due in so many days."""
    rule = config_of(round).loans
    if rule is None or idea.category != rule.category:
        return
    project = session.exec(select(Project).where(Project.idea_id == idea.id)).one()
    due_on = local_date(now) + timedelta(days=rule.days)
    session.add(Loan(project_id=project.id or 0, due_on=due_on))
    session.flush()


def repay(session: Session, project: Project, key: str, cents: int, now: datetime) -> Transfer:
    """A part of a loan came back: it goes to the pot, for the next one. `key` as in `pay`.

    Raises NotFound (no loan), NothingOwed, FieldErrors.
    """
    loan = _hold(session, project)
    done = session.exec(select(Transfer).where(Transfer.key == key)).first()
    if done:
        return done
    owed = _owed(session, project, loan)
    if owed <= 0:
        raise NothingOwed
    if not 0 < cents <= owed:
        raise FieldErrors(
            {
                "repaid": _l("Vul een bedrag in van ten hoogste {most}.").with_values(
                    most=ledger.amount_words(owed, "EUR")
                )
            }
        )
    pot = pot_of(session, session.get_one(Round, project.round_id))
    row = ledger.transfer(session, key, paid_account(session, project), pot, cents, REPAID, now)
    history.append(
        session, now, "gemeente", "repaid", f"project:{project.id}", project.round_id, cents=cents
    )
    return row


def forgive(session: Session, project: Project, why: str, now: datetime) -> int:
    """Let go, in public and with why, of what will not come back; tells how many cents.

    Raises NotFound (no loan), NothingOwed, FieldErrors.
    """
    loan = _hold(session, project)
    owed = _owed(session, project, loan)
    if owed <= 0:
        raise NothingOwed
    demand_story(forgive_why=why)
    loan.forgiven_on, loan.forgiven_cents, loan.forgiven_why = local_date(now), owed, why.strip()
    session.add(loan)
    history.append(
        session, now, "gemeente", "forgiven", f"project:{project.id}", project.round_id, cents=owed
    )
    return owed


def of_project(session: Session, project_id: int, today: date) -> Lent | None:
    """How the loan of a project stands; None when it is none."""
    return next(iter(_lent(session, Project.id == project_id, today)), None)  # type: ignore[arg-type]


def of_round(session: Session, round_id: int, today: date) -> list[Lent]:
    """Every loan of a round, the one that is due first in front."""
    return _lent(session, Project.round_id == round_id, today)  # type: ignore[arg-type]


def _lent(session: Session, where: sa.ColumnElement[bool], today: date) -> list[Lent]:
    paid = sa.alias(LedgerAccount.__table__)  # type: ignore[attr-defined]
    pot = sa.alias(LedgerAccount.__table__)  # type: ignore[attr-defined]
    back = (
        select(sa.func.coalesce(sa.func.sum(Transfer.amount), 0))
        .join(pot, pot.c.id == Transfer.credit_id)
        .where(Transfer.debit_id == paid.c.id, pot.c.kind == "pot")
        .scalar_subquery()
    )
    rows = session.exec(
        select(Loan, Idea.title, sa.func.coalesce(paid.c.balance, 0), back)  # type: ignore[call-overload]
        .join(Project, col(Project.id) == col(Loan.project_id))
        .join(Idea, col(Idea.id) == col(Project.idea_id))
        .outerjoin(
            paid,
            sa.and_(
                paid.c.round_id == Project.round_id,
                paid.c.currency == "EUR",
                paid.c.kind == "paid",
                paid.c.owner == sa.cast(Project.idea_id, sa.String),
            ),
        )
        .where(where)
        .order_by(col(Loan.due_on), col(Loan.project_id))
    )
    found = []
    for loan, title, left, repaid in rows:
        owed = int(left) - loan.forgiven_cents
        found.append(
            Lent(
                loan.project_id,
                title,
                int(left) + int(repaid),
                int(repaid),
                loan.forgiven_cents,
                loan.forgiven_why,
                loan.due_on,
                owed > 0 and loan.due_on < today,
            )
        )
    return found


def _hold(session: Session, project: Project) -> Loan:
    session.refresh(project, with_for_update=True)
    loan = session.get(Loan, project.id)
    if loan is None:
        raise NotFound
    return loan


def _owed(session: Session, project: Project, loan: Loan) -> int:
    return paid_account(session, project).balance - loan.forgiven_cents
