"""The code of a household's purse: on a letter, and a new one for who lost it."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from budget_app.budgets.models import Round
from budget_app.clock import local_date
from budget_app.currency.models import Purse
from budget_app.errors import FieldErrors
from budget_app.history import service as history
from budget_app.i18n import _l
from budget_app.people import access, passes, service, sessions
from budget_app.people.models import Account, Household, Pass
from budget_app.people.roll import Letter

MOST_LETTERS = 1000  # in one PDF
TEXTS = {
    "heading": _l("De beurs van uw huishouden"),
    "lead": _l(
        "Uw huishouden krijgt munten voor uw wijk. Samen met buren betaalt u daarmee ideeën."
    ),
    "how": _l("Ga naar dit adres en vul uw code in. Of scan het vierkant met uw telefoon."),
    "code_label": _l("De code van uw huishouden"),
    "secret": _l(
        "De code is voor alle volwassenen in huis. Geef hem aan niemand anders. "
        "Bent u de code kwijt? De spelleiding geeft u een nieuwe. De oude werkt dan niet meer."
    ),
    "mark_label": _l("Nummer van uw huishouden"),
}


def waiting(session: Session, round_id: int) -> dict[str, int]:
    """How many households had no letter yet, per buurt."""
    query = (
        select(Household.area_code, sa.func.count())
        .join(Purse, col(Purse.household_id) == col(Household.id))
        .where(Purse.round_id == round_id, col(Purse.lettered_on).is_(None))
        .group_by(col(Household.area_code))
        .order_by(col(Household.area_code))
    )
    return dict(session.exec(query).all())


def write(
    session: Session, secret_key: str, round: Round, area_code: str, now: datetime
) -> list[Letter]:
    """Letters for the next households of a buurt that had none, each with a code of its own."""
    query = (
        select(Purse, Household)
        .join(Household, col(Household.id) == col(Purse.household_id))
        .where(
            Purse.round_id == round.id,
            Household.area_code == area_code,
            col(Purse.lettered_on).is_(None),
        )
        .order_by(col(Household.street), col(Household.id))
        .limit(MOST_LETTERS)
        .with_for_update(of=Purse)
    )
    made = []
    for purse, household in session.exec(query).all():
        account = Account(
            area_code=area_code,
            street=household.street,
            language=household.language,
            household_id=household.id,
            created_on=local_date(now),
        )
        session.add(account)
        session.flush()
        code = service.issue_pass(session, secret_key, account.id or 0, now, round.id)
        purse.account_id, purse.lettered_on = account.id, local_date(now)
        session.add(purse)
        made.append(Letter(code, str(household.id), area_code, household.language))
    history.append(
        session,
        now,
        "spelleiding",
        "purse_letters",
        f"round:{round.id}",
        round.id,
        letters=len(made),
    )
    return made


def replace(
    session: Session, secret_key: str, round: Round, words: str, helper_id: int, now: datetime
) -> str:
    """A new code for a household, by its number or the municipality's mark; the old one dies.

    Whoever was signed in with the old one is out. Raises FieldErrors.
    """
    purse = _purse_by(session, secret_key, round, words.strip())
    if purse is None or purse.account_id is None:
        raise FieldErrors(
            {"household": _l("Geen huishouden met dit nummer of kenmerk heeft een brief.")}
        )
    code = service.replace_pass(session, secret_key, purse.account_id, now)
    sessions.end_all(session, purse.account_id)
    access.note(session, helper_id, purse.account_id, "pass_replaced", now)
    history.append(
        session, now, "spelleiding", "purse_code_replaced", f"round:{round.id}", round.id
    )
    return code


def _purse_by(session: Session, secret_key: str, round: Round, words: str) -> Purse | None:
    if words.isdecimal() and len(words) < 10:
        found = session.get(Purse, (round.id, int(words)))
        if found is not None:
            return found
    mark = passes.mark_hash(secret_key, round.id or 0, words)
    if mark is None:
        return None
    household = session.exec(
        select(Account.household_id)
        .join(Pass, col(Pass.account_id) == col(Account.id))
        .where(Pass.mark_hash == mark)
    ).first()
    return session.get(Purse, (round.id, household)) if household else None
