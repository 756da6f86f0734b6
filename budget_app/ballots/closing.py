"""Close a vote: wipe the order of the rows, count, and make the result official."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col, select

from budget_app.ballots import counting, turnout
from budget_app.ballots.models import Ballot, HouseholdParticipation, Participation, Result
from budget_app.ballots.service import Vote
from budget_app.budgets.config import StepRule
from budget_app.budgets.models import Round
from budget_app.history import service as history
from budget_app.ideas import moves
from budget_app.ideas.models import Idea


def close_vote(session: Session, round: Round, step: StepRule, now: datetime) -> None:
    """Everything that happens when a vote closes, in one transaction."""
    vote = Vote(round, step)
    shuffle(session, Participation, vote, "account_id")
    shuffle(session, Ballot, vote, "receipt_hash")
    forget_households(session, vote)
    result = counting.count(session, vote, now)
    result.turnout = turnout.per_area(session, vote)
    session.add(result)
    history.append(
        session,
        now,
        "telling",
        "vote_counted",
        f"step:{step.key}",
        round.id,
        input_sha256=result.input_sha256,
        outcome_sha256=result.outcome_sha256,
        ballots=result.outcome["voters"],
    )
    settle(session, round, step, result, now)


def settle(session: Session, round: Round, step: StepRule, result: Result, now: datetime) -> None:
    """Tell every idea on the list whether it won; winners go on along the route."""
    winners = {int(winner) for winner in result.outcome["winner_ideas"]}
    ideas = session.exec(
        select(Idea)
        .where(
            Idea.round_id == round.id, Idea.step_key == step.key, Idea.state == "op_de_stemlijst"
        )
        .order_by(col(Idea.number))
    ).all()
    for idea in ideas:
        if idea.id in winners:
            moves.record(session, idea, "gekozen", now, "bewoners")
            moves.advance(session, round, idea, now)
        else:
            moves.record(session, idea, "niet_gekozen", now, "bewoners")


def forget_households(session: Session, vote: Vote) -> None:
    """Which households took part served to refuse a second ballot; nobody votes any more."""
    model: sa.Table = HouseholdParticipation.__table__  # type: ignore[attr-defined]
    session.connection().execute(
        sa.delete(model).where(model.c.round_id == vote.key[0], model.c.step_key == vote.key[1])
    )


def shuffle(session: Session, table: type[SQLModel], vote: Vote, key: str) -> None:
    """Rewrite a vote's rows in the order of their key.

    What the database keeps besides the columns (where a row lies, in which transaction it was
    written) told in which order people voted; after this it tells nothing.
    """
    model: sa.Table = table.__table__  # type: ignore[attr-defined]
    where = sa.and_(model.c.round_id == vote.key[0], model.c.step_key == vote.key[1])
    kept = sa.table(f"sorted_{model.name}", *(sa.column(column.name) for column in model.c))
    names = [column.name for column in model.c]
    connection = session.connection()
    rows = sa.select(model).where(where).compile(connection, compile_kwargs={"literal_binds": True})
    connection.execute(sa.text(f"CREATE TEMPORARY TABLE {kept.name} AS {rows}"))
    connection.execute(sa.delete(model).where(where))
    connection.execute(
        sa.insert(model).from_select(names, sa.select(*kept.c).order_by(kept.c[key]))
    )
    connection.execute(sa.text(f"DROP TABLE {kept.name}"))
