"""Hide a reaction that hurts. The reason takes its place, for everyone to read."""

from fastapi import APIRouter, Response

from budget_app.errors import FieldErrors, NotFound
from budget_app.i18n import _l
from budget_app.talk import service as talk
from budget_app.talk.models import Reaction
from budget_app.web.guards import Anyone, Form
from budget_app.web.visit import Visit

router = APIRouter()


@router.get("/reactie/{reaction_id}")
def ask(visit: Anyone, reaction_id: int) -> Response:
    """The reaction, and the question why it should be hidden."""
    return _page(visit, reaction_id)


@router.post("/reactie/{reaction_id}")
def hide(visit: Anyone, reaction_id: int, form: Form) -> Response:
    """Hide it, with the reason."""
    try:
        with visit.write() as session:
            reaction = session.get(Reaction, reaction_id)
            if reaction is None:
                raise NotFound
            talk.hide(session, reaction, form.text("reason"), visit.now)
    except FieldErrors as refusal:
        return _page(visit, reaction_id, refusal)
    visit.flash(_l("De reactie is verborgen. Uw reden staat erbij."))
    return visit.go(f"/idee/{reaction.idea_id}#reacties")


def _page(visit: Visit, reaction_id: int, refusal: FieldErrors | None = None) -> Response:
    with visit.read() as session:
        reaction = session.get(Reaction, reaction_id)
    if reaction is None or reaction.hidden_at is not None:
        raise NotFound
    return visit.page(
        "municipality/reaction.html",
        refusal.status if refusal else 200,
        reaction=reaction,
        errors=refusal.errors if refusal else {},
    )
