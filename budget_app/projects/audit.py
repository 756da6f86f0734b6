"""Whether the money went where the outcomes say: every invariant across features, in one list."""

from collections import defaultdict
from collections.abc import Iterator

import sqlalchemy as sa
from sqlmodel import Session, col, select

from budget_app.ballots.models import Result
from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.ideas.models import Idea
from budget_app.ledger import service as ledger
from budget_app.ledger.models import LedgerAccount, Transfer
from budget_app.projects.models import Payment, Project
from budget_app.projects.money import CLOSED
from budget_app.route import rules as route
from budget_app.route.models import StepEvent


def breaches(session: Session) -> list[str]:
    """Everything about money that does not hold, the ledger's own invariants first; else empty."""
    return [
        *ledger.breaches(session),
        *_pots(session),
        *awards(session),
        *_payments(session),
        *_outcomes(session),
    ]


def _pots(session: Session) -> Iterator[str]:
    """Where a round was opened here, its funders paid in exactly its amount, and it has a pot.

    Elections that were brought in from elsewhere opened no step here and have no money here.
    """
    owed: dict[int, int] = defaultdict(int)
    pots: dict[int, int] = {}
    for row in session.exec(
        select(LedgerAccount).where(col(LedgerAccount.kind).in_(("funder", "pot")))
    ):
        if row.kind == "pot":
            pots[row.round_id] = row.balance
        elif row.kind == "funder":
            owed[row.round_id] -= row.balance
    for id, amount in session.exec(
        select(Round.id, Round.amount_cents).where(col(Round.id).in_(select(StepEvent.round_id)))
    ):
        if owed[id or 0] != amount:
            yield f"round {id}: funders paid in {owed[id or 0]} of {amount}"
        if amount and pots.get(id or 0) is None:
            yield f"round {id}: there is no pot"


def awards(session: Session, round_id: int | None = None) -> Iterator[str]:
    """Each project was awarded its budget once, from the pot; what is closed holds nothing.

    Of all rounds, or one.
    """
    account_in = () if round_id is None else (LedgerAccount.round_id == round_id,)
    project_in = () if round_id is None else (Project.round_id == round_id,)
    given: dict[tuple[int, str], int] = {}
    giver = sa.alias(LedgerAccount.__table__)  # type: ignore[attr-defined]
    for round_id, owner, amount in session.exec(
        select(LedgerAccount.round_id, LedgerAccount.owner, sa.func.sum(Transfer.amount))  # type: ignore[arg-type]
        .join(Transfer, col(Transfer.credit_id) == col(LedgerAccount.id))
        .join(giver, giver.c.id == Transfer.debit_id)
        .where(LedgerAccount.kind == "award", giver.c.kind == "pot", giver.c.currency == "EUR")
        .where(*account_in)
        .group_by(col(LedgerAccount.round_id), col(LedgerAccount.owner))
    ):
        given[round_id, owner] = int(amount)
    held = {
        (row.round_id, row.owner): row.balance
        for row in session.exec(
            select(LedgerAccount).where(
                LedgerAccount.kind == "award", LedgerAccount.currency == "EUR", *account_in
            )
        )
    }
    for project in session.exec(select(Project).where(*project_in)):
        key = (project.round_id, str(project.idea_id))
        awarded = given.pop(key, 0)
        if awarded != project.budget_cents:
            yield f"project {project.id}: awarded {awarded}, budget {project.budget_cents}"
        if project.state in CLOSED and held.get(key, 0):
            yield f"project {project.id} is {project.state} and still holds {held[key]}"
    for (round_id, owner), amount in given.items():
        yield f"round {round_id}: {amount} awarded to idea {owner}, which has no project"


def _payments(session: Session) -> Iterator[str]:
    """Every euro that left an award is a payment someone wrote down, or came back."""
    corrected = select(Transfer.reverses_id).where(col(Transfer.reverses_id).is_not(None))
    written: dict[int, int] = defaultdict(int)
    for idea_id, amount in session.exec(
        select(Project.idea_id, sa.func.sum(Transfer.amount))  # type: ignore[arg-type]
        .join(Payment, col(Payment.project_id) == col(Project.id))
        .join(Transfer, col(Transfer.id) == col(Payment.transfer_id))
        .where(col(Transfer.id).not_in(corrected))
        .group_by(col(Project.idea_id))
    ):
        written[idea_id] = int(amount)
    repaid = _repaid(session)
    for row in session.exec(
        select(LedgerAccount).where(LedgerAccount.kind == "paid", LedgerAccount.currency == "EUR")
    ):
        if row.balance + repaid[row.id or 0] != written.pop(int(row.owner), 0):
            yield f"idea {row.owner}: paid {row.balance} is not what its bills say"
    for idea_id, amount in written.items():
        yield f"idea {idea_id}: bills of {amount} without money that moved"


def _repaid(session: Session) -> dict[int, int]:
    """What came back to the pot of loans, in cents, per account from which bills were paid."""
    paid = sa.alias(LedgerAccount.__table__)  # type: ignore[attr-defined]
    rows = session.exec(
        select(Transfer.debit_id, sa.func.sum(Transfer.amount))  # type: ignore[arg-type]
        .join(paid, paid.c.id == Transfer.debit_id)
        .join(LedgerAccount, col(LedgerAccount.id) == col(Transfer.credit_id))
        .where(paid.c.kind == "paid", LedgerAccount.kind == "pot")
        .group_by(col(Transfer.debit_id))
    )
    return defaultdict(int, {account: int(amount) for account, amount in rows})


def _outcomes(session: Session) -> Iterator[str]:
    """After a vote that decides on money, exactly its winners have a project."""
    awarded: dict[int, dict[int, Idea]] = defaultdict(dict)
    for idea in session.exec(select(Idea).join(Project, col(Project.idea_id) == col(Idea.id))):
        awarded[idea.round_id][idea.id or 0] = idea
    for result, round in session.exec(
        select(Result, Round).join(Round, col(Round.id) == col(Result.round_id))
    ):
        config = config_of(round)
        vote = config.step(result.step_key)
        realising = {step.key for step in config.steps if step.kind in ("realise", "account")}
        winners = {int(idea) for idea in result.outcome["winner_ideas"]}
        have = awarded[round.id or 0]
        for idea_id in sorted(set(have) - winners):
            if route.applies(vote, have[idea_id]):
                yield f"idea {idea_id} has a project and did not win in round {round.id}"
        for idea in session.exec(select(Idea).where(col(Idea.id).in_(winners - set(have)))):
            if idea.step_key in realising:
                yield f"idea {idea.id} won in round {round.id} and has no project"
