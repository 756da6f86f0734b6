"""Count what is stored once more, and hold it against the result that was made official."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from budget_app.ballots import counting
from budget_app.ballots.models import Result
from budget_app.ballots.service import Vote
from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of


@dataclass(frozen=True)
class Check:
    """One vote, counted again."""

    step_key: str
    stored_sha256: str
    recounted_sha256: str

    @property
    def equal(self) -> bool:
        """Whether the stored ballots still give the stored result."""
        return self.stored_sha256 == self.recounted_sha256


def of_round(session: Session, slug: str) -> list[Check]:
    """Every counted vote of a round, counted again; empty when there is none."""
    found = session.exec(
        select(Round, Result)
        .join(Result, col(Result.round_id) == col(Round.id))
        .where(Round.slug == slug)
        .order_by(col(Result.id))
    ).all()
    return [
        Check(
            result.step_key,
            result.outcome_sha256,
            counting.recount(
                session, Vote(round, config_of(round).step(result.step_key))
            ).outcome_sha256,
        )
        for round, result in found
    ]
