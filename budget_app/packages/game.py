"""The budget game: divide the round's money over its ideas. Talk, and never counted as votes."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from budget_app.ballots.rules import euros
from budget_app.budgets.models import Round
from budget_app.errors import FieldErrors
from budget_app.i18n import _l
from budget_app.packages import items, rules
from budget_app.packages.models import GamePlay
from budget_app.people.models import Account
from budget_app.route import service as route


@dataclass(frozen=True)
class Played:
    """What all games together say: how many played, and how often each idea was in."""

    players: int
    counts: dict[int, int | None]

    @property
    def enough(self) -> bool:
        """Whether there is anything to show."""
        return self.players >= rules.SMALLEST


def play(
    session: Session, round: Round, account_id: int, chosen: Collection[int], now: datetime
) -> rules.Division:
    """Keep how someone divides the money; a later game takes the place of an earlier one.

    Raises NotNow, FieldErrors (nothing chosen, or more than there is).
    """
    step = items.step_of(round)
    route.demand(session, round.id or 0, "play", "resident", now, step.key)
    costs = {item.id: item.cost for item in items.available(session, round.id or 0, step.key)}
    division = rules.divide(costs, chosen, round.amount_cents)
    if not division.chosen:
        raise FieldErrors({"ideas": _l("Kies ten minste één idee.")})
    if division.too_much:
        sentence = _l("Er is {budget}. U koos voor {over} te veel. Haal iets weg.")
        over, budget = euros(division.too_much), euros(round.amount_cents)
        raise FieldErrors({"ideas": sentence.with_values(budget=budget, over=over)})
    session.merge(
        GamePlay(
            round_id=round.id or 0,
            step_key=step.key,
            account_id=account_id,
            idea_ids=list(division.chosen),
        )
    )
    session.flush()
    return division


def of_player(session: Session, round: Round, account_id: int) -> list[int]:
    """The ideas that someone chose when they last played."""
    found = session.get(GamePlay, (round.id, items.step_of(round).key, account_id))
    return list(found.idea_ids) if found else []


def played(session: Session, round_id: int, step_key: str) -> Played:
    """All games of a round together, with nobody recognisable in a small number."""
    rows = session.exec(
        select(GamePlay.idea_ids).where(
            GamePlay.round_id == round_id, GamePlay.step_key == step_key
        )
    ).all()
    counts = Counter(idea for chosen in rows for idea in chosen)
    return Played(len(rows), rules.shown(counts, len(rows)))


def forget(session: Session, account: Account, now: datetime) -> None:
    """Take away what someone played."""
    session.connection().execute(sa.delete(GamePlay).where(col(GamePlay.account_id) == account.id))
