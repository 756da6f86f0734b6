"""From award to accounted for."""

from datetime import date, datetime

from sqlmodel import Session, col, select

from budget_app.budgets.amounts import split
from budget_app.budgets.config import StepRule
from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.clock import local_date
from budget_app.errors import FieldErrors, Refusal
from budget_app.history import service as history
from budget_app.i18n import _l
from budget_app.ideas import moves
from budget_app.ideas.models import Idea
from budget_app.ideas.service import makers_of
from budget_app.ledger import service as ledger
from budget_app.ledger.models import LedgerAccount
from budget_app.mail import service as mail
from budget_app.projects.models import Milestone, Payment, Project, Promise, Update


class ProjectEnded(Refusal):
    sentence = _l("Dit project is al afgesloten.")


class PromiseSettled(Refusal):
    sentence = _l("Deze belofte is al afgehandeld.")


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


def start(session: Session, round: Round, step: StepRule, idea: Idea, now: datetime) -> Project:
    """Award an idea its money and make a project of it. Raises NotEnoughMoney."""
    project = Project(
        idea_id=idea.id or 0,
        round_id=round.id or 0,
        budget_cents=idea.cost_cents,
        executor_name=idea.makers,
        started_at=now,
    )
    session.add(project)
    session.flush()
    if idea.cost_cents:
        ledger.transfer(
            session,
            f"award:{idea.id}",
            pot_of(session, round),
            award_account(session, project),
            idea.cost_cents,
            "toekenning",
            now,
        )
    for maker in makers_of(session, idea.id or 0):
        mail.tell(session, maker, "idea_won", now, idea_id=idea.id, title=idea.title)
    return project


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
    """Pay a bill from the project's award. `key` makes a repeated click harmless."""
    _running(project)
    paid = ledger.account(
        session, project.round_id, "paid", str(project.idea_id), f"betaald {project.idea_id}"
    )
    moved = ledger.transfer(session, key, award_account(session, project), paid, cents, what, now)
    existing = session.exec(select(Payment).where(Payment.transfer_id == moved.id)).first()
    if existing:
        return existing
    payment = Payment(
        project_id=project.id or 0,
        transfer_id=moved.id or 0,
        payee=payee,
        what=what,
        in_wijk=in_wijk,
        paid_on=local_date(now),
    )
    session.add(payment)
    history.append(
        session, now, "gemeente", "paid", f"project:{project.id}", project.round_id, cents=cents
    )
    return payment


def promise(
    session: Session, project: Project, who: str, what: str, due_on: date, now: datetime
) -> Promise:
    """Promise something in public, by a date."""
    _running(project)
    row = Promise(project_id=project.id or 0, who=who, what=what, due_on=due_on, made_at=now)
    session.add(row)
    session.flush()
    return row


def settle_promise(session: Session, row: Promise, state: str, why: str, now: datetime) -> None:
    """Say whether a promise was kept; late and broken ones need a reason."""
    if row.state != "open":
        raise PromiseSettled
    if state != "kept" and not why.strip():
        raise FieldErrors({"why": _l("Schrijf op waarom. Iedereen kan dit lezen.")})
    row.state, row.settled_on, row.why = state, local_date(now), why.strip()
    session.add(row)


def tell(
    session: Session, project: Project, body: str, by_name: str, photo_id: int | None, now: datetime
) -> Update:
    """News from the work."""
    row = Update(project_id=project.id or 0, body=body, by_name=by_name, photo_id=photo_id, at=now)
    session.add(row)
    session.flush()
    return row


def milestone(session: Session, project: Project, title: str, due_on: date) -> Milestone:
    """Plan a part of the work."""
    row = Milestone(project_id=project.id or 0, title=title, due_on=due_on)
    session.add(row)
    session.flush()
    return row


def finish(session: Session, project: Project, now: datetime) -> None:
    """The work is done; the accounting remains."""
    _running(project)
    project.state, project.ended_at = "klaar", now
    session.add(project)
    idea = session.get_one(Idea, project.idea_id)
    moves.advance(session, session.get_one(Round, project.round_id), idea, now, "makers")


def account_for(session: Session, project: Project, lessons: str, now: datetime) -> int:
    """Close the books of a finished project; what was not spent goes back to the pot, in cents."""
    if project.state != "klaar":
        raise ProjectEnded
    award = award_account(session, project)
    left = award.balance
    if left:
        pot = pot_of(session, session.get_one(Round, project.round_id))
        ledger.transfer(session, f"return:{project.idea_id}", award, pot, left, "over", now)
    project.state, project.lessons = "verantwoord", lessons
    session.add(project)
    history.append(
        session,
        now,
        "makers",
        "accounted",
        f"project:{project.id}",
        project.round_id,
        returned=left,
    )
    return left


def fail(session: Session, project: Project, why: str, now: datetime) -> None:
    """A project that will not be done: said in public with why; its money goes back to the pot."""
    _running(project)
    project.state, project.ended_at, project.lessons = "mislukt", now, why
    session.add(project)
    award = award_account(session, project)
    if award.balance:
        pot = pot_of(session, session.get_one(Round, project.round_id))
        ledger.transfer(
            session, f"return:{project.idea_id}", award, pot, award.balance, "over", now
        )
    moves.record(session, session.get_one(Idea, project.idea_id), "mislukt", now, "makers", why)


def payments_of(session: Session, project_id: int) -> list[Payment]:
    """What was paid, oldest first."""
    query = select(Payment).where(Payment.project_id == project_id).order_by(col(Payment.id))
    return list(session.exec(query))


def _running(project: Project) -> None:
    if project.state != "in_uitvoering":
        raise ProjectEnded
