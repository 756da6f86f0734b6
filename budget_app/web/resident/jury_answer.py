"""What makers do with the answer of a jury: hand in again, ask again, take over words."""

from fastapi import APIRouter, Response

from budget_app.bodies import service as bodies
from budget_app.bodies.models import TextProposal
from budget_app.budgets.models import Round
from budget_app.errors import FieldErrors, NotFound
from budget_app.i18n import LazyText, _l
from budget_app.ideas import proposing
from budget_app.ideas import service as ideas
from budget_app.web import my_ideas
from budget_app.web.guards import Anyone, Form
from budget_app.web.visit import Visit

router = APIRouter()


@router.get("/idee/{idea_id}/opnieuw")
def look_over(visit: Anyone, idea_id: int) -> Response:
    """What the jury asked, and the button to hand the repaired idea in."""
    return _again(visit, idea_id)


@router.post("/idee/{idea_id}/opnieuw")
def hand_in_again(visit: Anyone, idea_id: int, form: Form) -> Response:
    """Lay the repaired idea before the same body."""
    try:
        with visit.write() as session:
            idea = ideas.of_maker(session, idea_id, visit.me.account_id)
            proposing.demand_complete(idea)
            bodies.resubmit(session, session.get_one(Round, idea.round_id), idea, visit.now)
    except bodies.NothingChanged as refusal:
        return _again(visit, idea_id, refusal)
    return visit.go(f"/resident/idee/{idea_id}/ontvangen")


def _again(visit: Visit, idea_id: int, refusal: bodies.NothingChanged | None = None) -> Response:
    with visit.read() as session:
        idea = ideas.of_maker(session, idea_id, visit.me.account_id)
        verdict = my_ideas.last_verdict(session, idea_id)
        deeds = my_ideas.deeds(session, idea, visit.now)
    return visit.page(
        "resident/idea_again.html",
        refusal.status if refusal else 200,
        idea=idea,
        verdict=verdict,
        deeds=deeds,
        refusal=refusal,
    )


@router.get("/idee/{idea_id}/bezwaar")
def object_to(visit: Anyone, idea_id: int) -> Response:
    """The reasons of the jury, and room for one's own."""
    return _objection(visit, idea_id)


@router.post("/idee/{idea_id}/bezwaar")
def appeal(visit: Anyone, idea_id: int, form: Form) -> Response:
    """Ask once for another judgment."""
    try:
        with visit.write() as session:
            idea = ideas.of_maker(session, idea_id, visit.me.account_id)
            bodies.appeal(session, idea, visit.me.account_id, form.text("reason"), visit.now)
    except FieldErrors as wrong:
        return _objection(visit, idea_id, form.text("reason"), wrong.errors)
    visit.flash(_l("Uw bezwaar is binnen. Uw idee wordt opnieuw bekeken."))
    return visit.go(f"/resident/idee/{idea_id}")


@router.get("/voorstel/{proposal_id}")
def read_proposal(visit: Anyone, proposal_id: int) -> Response:
    """The words a jury proposes beside one's own."""
    with visit.read() as session:
        proposal = session.get(TextProposal, proposal_id)
        if proposal is None:
            raise NotFound
        ideas.of_maker(session, proposal.idea_id, visit.me.account_id)
        waiting = my_ideas.waiting_proposals(session, [proposal.idea_id])
        asked = next((one for one in waiting if one.id == proposal_id), None)
    if asked is None:
        raise bodies.ProposalAnswered
    return visit.page("resident/text_proposal.html", asked=asked)


@router.post("/voorstel/{proposal_id}")
def answer_proposal(visit: Anyone, proposal_id: int, form: Form) -> Response:
    """Take the words over, or keep one's own."""
    accept = form.text("antwoord") == "ja"
    with visit.write() as session:
        proposal = session.get(TextProposal, proposal_id)
        if proposal is None:
            raise NotFound
        bodies.answer_proposal(session, proposal, visit.me.account_id, accept, visit.now)
        idea_id = proposal.idea_id
    visit.flash(
        _l("De nieuwe woorden staan in uw idee.") if accept else _l("Uw eigen woorden blijven.")
    )
    return visit.go(f"/resident/idee/{idea_id}")


def _objection(
    visit: Visit, idea_id: int, reason: str = "", errors: dict[str, LazyText] | None = None
) -> Response:
    with visit.read() as session:
        idea = ideas.of_maker(session, idea_id, visit.me.account_id)
        verdict = my_ideas.last_verdict(session, idea_id)
        deeds = my_ideas.deeds(session, idea, visit.now)
    return visit.page(
        "resident/idea_appeal.html",
        400 if errors else 200,
        idea=idea,
        verdict=verdict,
        deeds=deeds,
        reason=reason,
        errors=errors or {},
    )
