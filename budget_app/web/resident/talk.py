"""Take part in the talk: react to an idea, and say that it is a good one."""

from fastapi import APIRouter, Response

from budget_app.errors import FieldErrors
from budget_app.i18n import _l
from budget_app.ideas import service as ideas
from budget_app.talk import service as talk
from budget_app.web.guards import Anyone, Form
from budget_app.web.public.idea import Typed, page

router = APIRouter()


@router.post("/idee/{idea_id}/reactie")
def react(visit: Anyone, idea_id: int, form: Form) -> Response:
    """Say something; a refused reaction comes back as it was typed."""
    me = visit.me
    try:
        with visit.write() as session:
            idea = ideas.visible(session, idea_id, me.account_id)
            said = talk.react(
                session,
                idea,
                me.account_id,
                me.name,
                form.text("tone"),
                form.text("body"),
                visit.now,
            )
    except FieldErrors as refusal:
        return page(visit, idea_id, Typed(form.values(), refusal.errors, refusal.status))
    visit.flash(_l("Dank u wel. Uw reactie staat erbij."))
    return visit.go(f"/idee/{idea_id}#reactie-{said.id}")


@router.post("/idee/{idea_id}/steun")
def endorse(visit: Anyone, idea_id: int, form: Form) -> Response:
    """Support an idea, or take the support back. The form says which, so a second click is safe."""
    me = visit.me
    wants = form.text("steun") != "nee"
    with visit.write() as session:
        idea = ideas.visible(session, idea_id, me.account_id)
        (talk.endorse if wants else talk.take_back)(session, idea, me.account_id, visit.now)
    visit.flash(_l("U steunt dit idee.") if wants else _l("U steunt dit idee niet meer."))
    return visit.go(f"/idee/{idea_id}")
