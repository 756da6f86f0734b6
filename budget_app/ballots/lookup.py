"""Find a ballot by its receipt code: whether it is in the box, and later which line it became."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col, select

from budget_app.ballots.models import Ballot, Result
from budget_app.ballots.service import UnknownReceipt, Vote, line_id, receipt_hash_of
from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.i18n import _l
from budget_app.route.models import Step

NEWEST_VOTES = 500


class NoSuchBallot(UnknownReceipt):
    sentence = _l(
        "Bij deze code hoort geen stem. Kijk of u de code goed typte. Een code ziet er zo uit: "
        "PAUW-4821-ROOS-3075."
    )


@dataclass(frozen=True)
class Found:
    """A ballot that is in the box; `line` and `place` only once the result is public."""

    title: str
    slug: str
    counted: bool
    line: str = ""
    place: int = 0
    of: int = 0


def find(session: Session, secret_key: str, code: str) -> Found:
    """The ballot with this code, in any vote. Raises NoSuchBallot. Never tells what was voted."""
    votes = _votes(session)
    hashes = {receipt_hash_of(secret_key, vote, code): vote for vote in votes}
    ballot = session.exec(
        select(Ballot.receipt_hash).where(col(Ballot.receipt_hash).in_(list(hashes)))
    ).first()
    if ballot is None:
        raise NoSuchBallot
    vote = hashes[ballot]
    counted = session.exec(
        select(Result.id).where(Result.round_id == vote.key[0], Result.step_key == vote.key[1])
    ).first()
    if counted is None:
        return Found(vote.round.title, vote.round.slug, False)
    before, all_of_them = session.exec(
        select(
            sa.func.count(sa.case((col(Ballot.receipt_hash) <= ballot, 1))), sa.func.count()
        ).where(Ballot.round_id == vote.key[0], Ballot.step_key == vote.key[1])
    ).one()
    line = line_id(ballot)
    return Found(vote.round.title, vote.round.slug, True, line, before, all_of_them)


def _votes(session: Session) -> list[Vote]:
    """The votes that ballots can be of, newest first."""
    rows = session.exec(
        select(Round, Step.key)
        .join(Step, col(Step.round_id) == col(Round.id))
        .where(Step.kind == "vote", Step.state != "waiting")
        .order_by(col(Round.id).desc())
        .limit(NEWEST_VOTES)
    ).all()
    return [Vote(round, config_of(round).step(key)) for round, key in rows]
