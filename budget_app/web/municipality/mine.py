"""Load what an official works on through the areas of their role."""

from sqlmodel import Session

from budget_app.budgets.models import Round
from budget_app.clock import local_date
from budget_app.errors import NotForYou, NotFound
from budget_app.i18n import _l
from budget_app.people import service as people
from budget_app.places.service import with_ancestors
from budget_app.web.visit import Visit


class OtherArea(NotForYou):
    sentence = _l("Deze ronde is van een ander gebied dan waar u voor werkt.")


def round_of(session: Session, visit: Visit, round_id: int) -> Round:
    """A round in the official's own area. Raises NotFound, OtherArea."""
    round = session.get(Round, round_id)
    if round is None:
        raise NotFound
    areas = areas_of(session, visit)
    if areas is not None and not areas & set(with_ancestors(session, round.area_code)):
        raise OtherArea
    return round


def areas_of(session: Session, visit: Visit) -> set[str] | None:
    """The areas in which this official works; None means everywhere."""
    today = local_date(visit.now)
    return people.role_areas(session, visit.me.account_id, "municipality", today)
