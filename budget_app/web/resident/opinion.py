"""Answer when the neighbourhood is consulted on an idea."""

from fastapi import APIRouter, Response

from budget_app.errors import FieldErrors
from budget_app.i18n import _l
from budget_app.ideas import service as ideas
from budget_app.talk import consulting
from budget_app.web.guards import Anyone, Form
from budget_app.web.public.idea import Typed, page

router = APIRouter()


@router.post("/idee/{idea_id}/mening")
def give(visit: Anyone, idea_id: int, form: Form) -> Response:
    """Keep my answer, in place of an earlier one."""
    me = visit.me
    try:
        with visit.write() as session:
            idea = ideas.visible(session, idea_id, me.account_id)
            consulting.give(
                session, idea, me.account_id, form.text("answer"), form.text("why"), visit.now
            )
    except FieldErrors as refusal:
        return page(visit, idea_id, Typed(form.values(), refusal.errors, refusal.status))
    visit.flash(_l("Dank u wel. Uw antwoord telt mee. U kunt het nog veranderen."))
    return visit.go(f"/idee/{idea_id}#raadpleging")
