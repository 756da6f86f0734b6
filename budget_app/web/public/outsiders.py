"""What a viewer cannot do in a round, so that no page leads them to a refusal."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session

from budget_app.budgets.reading import RoundFacts
from budget_app.i18n import LazyText, _l
from budget_app.people import service as people
from budget_app.people.service import Viewer

Barred = Mapping[str, LazyText]
"""By kind of step: why this viewer has no part in it."""
NOT_A_VOTER = _l(
    "Stemmen is voor mensen op de lijst van deze ronde. U staat niet op die lijst. Hebt u een "
    "brief met een code? Log dan in met die code."
)
NOT_A_RESIDENT = _l(
    "Ideeën komen hier van mensen op de lijst van deze ronde. U staat niet op die lijst. U kunt "
    "wel op ideeën reageren."
)
OF_THE_MUNICIPALITY = _l("In deze ronde komen de ideeën van de gemeente.")


def barred(
    session: Session, viewer: Viewer | None, rounds: Sequence[RoundFacts]
) -> dict[int, Barred]:
    """By round: what is not for this viewer. Whoever did not sign in may be anyone."""
    ids = [round.id for round in rounds]
    on = people.on_rolls(session, viewer.account_id, ids) if viewer and ids else set(ids)
    return {round.id: _barred(round, round.id in on) for round in rounds}


def _barred(round: RoundFacts, on_roll: bool) -> Barred:
    found: dict[str, LazyText] = {} if on_roll else {"vote": NOT_A_VOTER}
    if round.config.proposers == "municipality":
        found["gather"] = OF_THE_MUNICIPALITY
    elif round.config.proposers == "residents" and not on_roll:
        found["gather"] = NOT_A_RESIDENT
    return found
