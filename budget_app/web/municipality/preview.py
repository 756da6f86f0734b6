"""What residents will see, before anyone sees it."""

from fastapi import APIRouter, Response

from budget_app.budgets import reading as rounds
from budget_app.budgets.check import problems
from budget_app.places import reading as places
from budget_app.web.guards import Anyone
from budget_app.web.municipality.mine import round_of
from budget_app.web.public.rules import in_words

router = APIRouter()


@router.get("/ronde/{round_id}/voorbeeld")
def show(visit: Anyone, round_id: int) -> Response:
    """The round and its rules as residents will read them."""
    with visit.read() as session:
        facts = rounds.draft(round_of(session, visit, round_id))
        state = round_of(session, visit, round_id).state
        names = places.named(session, list(facts.config.areas))
    return visit.page(
        "municipality/preview.html",
        is_draft=state == "draft",
        problems=problems(facts.config),
        **in_words(facts, names),
    )
