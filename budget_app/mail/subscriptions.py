"""Who wants news of a round, and how it stops: one click, without signing in."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, delete

from budget_app.budgets.models import Round
from budget_app.columns import Moment
from budget_app.db import insert_or_ignore
from budget_app.errors import Refusal
from budget_app.i18n import _l
from budget_app.mail.models import Outgoing, Subscription
from budget_app.people import signing
from budget_app.people.models import Account


class NoAddress(Refusal):
    sentence = _l("Geef eerst een e-mailadres op en bevestig het. Dat doet u bij Mijn gegevens.")


class UnknownStop(Refusal):
    status = 400
    sentence = _l("Deze link werkt niet. Zet de mail uit bij Mijn gegevens.")


def follow(session: Session, round_id: int, account_id: int) -> None:
    """Send this account news of a round from now on. Raises NoAddress."""
    if not can_follow(session, account_id):
        raise NoAddress
    account = session.get_one(Account, account_id)
    account.wants_mail = True
    session.add(account)
    session.flush()
    insert_or_ignore(
        session,
        Subscription.__table__,  # type: ignore[attr-defined]
        {"round_id": round_id, "account_id": account_id},
    )


def can_follow(session: Session, account_id: int) -> bool:
    """Whether mail can reach this account."""
    account = session.get_one(Account, account_id)
    return bool(account.email) and account.email_confirmed


def unfollow(session: Session, round_id: int, account_id: int) -> None:
    """No more news of this round."""
    session.exec(
        delete(Subscription).where(
            col(Subscription.round_id) == round_id, col(Subscription.account_id) == account_id
        )
    )


def follows(session: Session, round_id: int, account_id: int) -> bool:
    """Whether this account gets news of a round."""
    return session.get(Subscription, (round_id, account_id)) is not None


def tell_followers(
    session: Session, round: Round, template: str, now: datetime, **values: Any
) -> None:
    """Queue one message for everyone who follows a round, in one statement."""
    values |= {"round_id": round.id, "round": round.title, "slug": round.slug}
    readers = (
        sa.select(
            col(Subscription.account_id),
            sa.literal(template),
            sa.literal(values, sa.JSON),
            sa.literal(now, Moment),
            sa.literal(0),
            sa.literal(False),
            sa.literal(""),
        )
        .join(Account, col(Account.id) == col(Subscription.account_id))
        .where(
            col(Subscription.round_id) == round.id,
            col(Account.email_confirmed),
            col(Account.wants_mail),
        )
    )
    columns = ["account_id", "template", "values", "made_at", "attempts", "given_up", "last_error"]
    session.connection().execute(sa.insert(Outgoing).from_select(columns, readers))


def stop_word(secret_key: str, account_id: int, round_id: int | None) -> str:
    """The word in the link that stops mail: of one round, or all mail about one's own ideas."""
    return signing.make(secret_key, "stop", [account_id, round_id])


def meant(secret_key: str, word: str, now: datetime) -> tuple[int, int | None]:
    """The account and round that a word stops. Raises UnknownStop."""
    value = signing.read(secret_key, "stop", word, now)
    if value is None:
        raise UnknownStop
    return int(value[0]), None if value[1] is None else int(value[1])


def stop(session: Session, secret_key: str, word: str, now: datetime) -> None:
    """Do what the word says; doing it twice changes nothing."""
    account_id, round_id = meant(secret_key, word, now)
    if round_id is not None:
        unfollow(session, round_id, account_id)
        return
    account = session.get(Account, account_id)
    if account is not None:
        account.wants_mail = False
        session.add(account)
