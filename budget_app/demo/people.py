"""Invented people: makers of ideas, a jury, staff, and everyone else on the roll."""

from dataclasses import dataclass, field
from random import Random

from sqlmodel import Session

from budget_app.clock import FixedClock, local_date
from budget_app.demo.data import CODES
from budget_app.people import service as people
from budget_app.people.models import Account, Household, Role

BUURTEN = ("BU05999001", "BU05999002", "BU05999003")
ON_THE_ROLL = 420
JURY = ("Ria Jurylid (verzonnen)", "Omar Jurylid (verzonnen)", "Jet Jurylid (verzonnen)")


@dataclass
class Cast:
    """Everyone in the demo, by name or by role, as account ids."""

    secret_key: str
    makers: dict[str, int] = field(default_factory=dict)
    jury: list[int] = field(default_factory=list)
    voters: list[int] = field(default_factory=list)
    official: int = 0


def load(session: Session, secret_key: str, makers: list[str], clock: FixedClock) -> Cast:
    """Make all accounts, and the passes whose codes are printed at the start."""
    cast = Cast(secret_key)
    for name in makers:
        cast.makers[name] = _account(session, clock, name, buurt=len(cast.makers) % 3)
    cast.jury = [_account(session, clock, name, buurt=1) for name in JURY]
    cast.official = _staff(session, clock, "Mo Ambtenaar (verzonnen)", "municipality")
    helper = _staff(session, clock, "Els Helper (verzonnen)", "desk")
    random = Random(20260302)  # noqa: S311  (invented people need no secrets)
    for _ in range(ON_THE_ROLL):
        cast.voters.append(_account(session, clock, "", buurt=random.randrange(3)))
    newcomers = [_account(session, clock, "", buurt=0), _account(session, clock, "", buurt=1)]
    cast.voters = [*newcomers, *cast.voters]
    holders = {
        "bewoner": newcomers[0],
        "buurvrouw": newcomers[1],
        "maker": cast.makers[makers[0]],
        "jury": cast.jury[0],
        "jury2": cast.jury[1],
        "jury3": cast.jury[2],
        "helper": helper,
        "gemeente": cast.official,
    }
    for role, account_id in holders.items():
        people.issue_pass(session, secret_key, account_id, clock.now(), code=CODES[role])
    return cast


def _account(session: Session, clock: FixedClock, name: str, buurt: int) -> int:
    household = Household(area_code=BUURTEN[buurt])
    session.add(household)
    session.flush()
    account = Account(
        name=name,
        area_code=BUURTEN[buurt],
        household_id=household.id,
        created_on=local_date(clock.now()),
    )
    session.add(account)
    session.flush()
    return account.id or 0


def _staff(session: Session, clock: FixedClock, name: str, role: str) -> int:
    today = local_date(clock.now())
    account = Account(name=name, created_on=today)
    session.add(account)
    session.flush()
    session.add(Role(account_id=account.id or 0, name=role, area_code="GM0599", starts_on=today))
    return account.id or 0
