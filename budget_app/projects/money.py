"""A project's money: into the pot, out to bills, and back when there is some left."""

from collections.abc import Callable
from datetime import datetime

from sqlmodel import Session, select

from budget_app.budgets.amounts import split
from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.clock import local_date
from budget_app.errors import FieldErrors, Refusal
from budget_app.history import service as history
from budget_app.i18n import _l
from budget_app.ledger import service as ledger
from budget_app.ledger.models import LedgerAccount, Transfer
from budget_app.projects import rules
from budget_app.projects.models import Payment, Project

CLOSED = ("verantwoord", "mislukt")  # the books of such a project are closed
# What must hold before so many cents are paid for a project; each raises a refusal of its own.
BEFORE_PAYING: list[Callable[[Session, Project, int], None]] = []
# Who else must know that an idea left so many cents of its award in the pot of its round.
ON_RETURN: list[Callable[[Session, Round, int, int, datetime], None]] = []


class ProjectEnded(Refusal):
    sentence = _l("Dit project is al afgesloten.")


def fill_pot(session: Session, round: Round, now: datetime) -> None:
    """Let every funder pay their share into the round's pot, once, when the rules freeze."""
    config = config_of(round)
    pot = pot_of(session, round)
    for funder, cents in zip(
        config.funders, split(round.amount_cents, config.funders), strict=True
    ):
        if cents:
            source = ledger.account(session, round.id or 0, "funder", funder.name, funder.name)
            key = f"round:{round.id}:funder:{funder.name}"
            ledger.transfer(session, key, source, pot, cents, "inleg", now)


def pot_of(session: Session, round: Round) -> LedgerAccount:
    """The ledger account that holds what has not been awarded yet."""
    return ledger.account(session, round.id or 0, "pot", "", round.title)


def award_account(session: Session, project: Project) -> LedgerAccount:
    """The ledger account that holds what a project was awarded and has not spent."""
    return ledger.account(
        session, project.round_id, "award", str(project.idea_id), f"idea {project.idea_id}"
    )


def paid_account(session: Session, project: Project) -> LedgerAccount:
    """The ledger account that holds what was paid for a project."""
    return ledger.account(
        session, project.round_id, "paid", str(project.idea_id), f"betaald {project.idea_id}"
    )


def paid_for(session: Session, project: Project) -> int:
    """What was paid for a project until now, in cents, less what came back."""
    query = select(LedgerAccount.balance).where(
        LedgerAccount.round_id == project.round_id,
        LedgerAccount.currency == "EUR",
        LedgerAccount.kind == "paid",
        LedgerAccount.owner == str(project.idea_id),
    )
    return session.exec(query).first() or 0


def pay(
    session: Session,
    project: Project,
    key: str,
    payee: str,
    what: str,
    cents: int,
    now: datetime,
    in_wijk: bool = False,
) -> Payment:
    """Pay a bill of so many cents from the project's award. `key` makes a repeated click harmless.

    Bills still come in when the work is done, until the books close.
    Raises ProjectEnded, FieldErrors, NotEnoughMoney, OtherBooking.
    """
    rules.demand_line(payee=payee, what=what)
    if cents <= 0:
        raise FieldErrors({"amount": _l("Vul een bedrag in dat meer is dan nul.")})
    session.refresh(project, with_for_update=True)
    paid, award = paid_account(session, project), award_account(session, project)
    if project.state in CLOSED:
        raise ProjectEnded
    if session.exec(select(Transfer.id).where(Transfer.key == key)).first() is None:
        for demand in BEFORE_PAYING:
            demand(session, project, cents)
    moved = ledger.transfer(session, key, award, paid, cents, what, now)
    existing = session.exec(select(Payment).where(Payment.transfer_id == moved.id)).first()
    if existing:
        return existing
    payment = Payment(
        project_id=project.id or 0,
        transfer_id=moved.id or 0,
        payee=payee.strip(),
        what=what.strip(),
        in_wijk=in_wijk,
        paid_on=local_date(now),
    )
    session.add(payment)
    session.flush()
    history.append(
        session, now, "gemeente", "paid", f"project:{project.id}", project.round_id, cents=cents
    )
    return payment


def correct(session: Session, payment: Payment, why: str, now: datetime) -> None:
    """Take a payment back that was wrong: the ledger gets a reversal, the payment stays, named so.

    Raises ProjectEnded, FieldErrors, AlreadyReversed.
    """
    rules.demand_line(why=why)
    project = session.get_one(Project, payment.project_id)
    session.refresh(project, with_for_update=True)
    if project.state in CLOSED:
        raise ProjectEnded
    moved = session.get_one(Transfer, payment.transfer_id)
    ledger.reverse(session, moved, why.strip(), now)
    history.append(
        session,
        now,
        "gemeente",
        "payment_corrected",
        f"project:{project.id}",
        project.round_id,
        cents=moved.amount,
    )


def give_back(session: Session, project: Project, now: datetime) -> int:
    """Return what an award has left to the pot of its round; tells how many cents."""
    round = session.get_one(Round, project.round_id)
    pot = pot_of(session, round)
    award = award_account(session, project)
    left = ledger.hold(session, pot, award)[award.id or 0].balance
    if left:
        ledger.transfer(session, f"return:{project.idea_id}", award, pot, left, "over", now)
        for tell in ON_RETURN:
            tell(session, round, project.idea_id, left, now)
    return left
