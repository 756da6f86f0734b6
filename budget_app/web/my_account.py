"""What the account page shows besides the account itself."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from budget_app.ballots.models import Participation
from budget_app.budgets.models import Round
from budget_app.clock import local_date
from budget_app.i18n import LazyText, _l
from budget_app.people import access
from budget_app.people.models import Pass, RollEntry
from budget_app.places.models import Area

MOST = 50
# What staff did, by the word under which it was noted.
DEEDS: dict[str, LazyText] = {
    "pass_replaced": _l("gaf u een nieuwe code; de oude werkt niet meer"),
    "searched": _l("zocht u op om u te helpen"),
    "idea_entered": _l("voerde een idee voor u in"),
    "code_given": _l("gaf u een eerste code"),
    "seat_given": _l("gaf u een plaats in een groep"),
    "seat_ended": _l("maakte uw plaats in een groep vrij"),
    "seats_seen": _l("zag uw naam bij de plaatsen van een groep"),
    "roll_extended": _l("voerde de lijst in waar u op staat en maakte brieven met codes"),
    "purse_letters": _l("maakte de brieven met codes voor de huishoudens in uw buurt"),
    "purse_letters_again": _l("maakte de brieven voor uw buurt nog een keer"),
}


@dataclass(frozen=True)
class Roll:
    """A round in which I may take part."""

    slug: str
    title: str
    area: str
    since: date | None
    took_part: bool


@dataclass(frozen=True)
class Look:
    """Someone of the staff saw my data."""

    on: date
    what: LazyText | str


def rolls(session: Session, account_id: int) -> list[Roll]:
    """The rounds on whose roll this account stands, newest first."""
    since: dict[int | None, date] = {
        round_id: issued_on
        for round_id, issued_on in session.exec(
            select(col(Pass.round_id), col(Pass.issued_on))
            .where(Pass.account_id == account_id)
            .order_by(col(Pass.issued_on).desc())
        )
    }
    took_part = set(
        session.exec(
            select(Participation.round_id).where(Participation.account_id == account_id)
        ).all()
    )
    query = (
        select(col(Round.id), Round.slug, Round.title, Area.name)
        .join(RollEntry, col(RollEntry.round_id) == col(Round.id))
        .join(Area, col(Area.code) == col(RollEntry.area_code))
        .where(RollEntry.account_id == account_id)
        .order_by(col(Round.id).desc())
        .limit(MOST)
    )
    return [
        Roll(slug, title, area, since.get(round_id), round_id in took_part)
        for round_id, slug, title, area in session.exec(query)
    ]


def looks(session: Session, account_id: int) -> list[Look]:
    """Who of the staff looked at this account's data, newest first."""
    return [
        Look(local_date(line.at), DEEDS.get(line.what, line.what))
        for line in access.about(session, account_id)
    ]
