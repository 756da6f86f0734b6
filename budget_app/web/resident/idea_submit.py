"""Look an idea over, hand it in, and get a receipt that says what happens next."""

from fastapi import APIRouter, Response

from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.errors import FieldErrors
from budget_app.ideas import moves, proposing, rules, similar
from budget_app.ideas import service as ideas
from budget_app.ideas.service import CONTENT, AlreadySubmitted, Maker, TooLateForRound
from budget_app.route import service as route
from budget_app.web import idea_form, prospects
from budget_app.web.guards import Anyone, Form
from budget_app.web.visit import Visit

router = APIRouter()


@router.get("/idee/{idea_id}/controleren")
def look_over(visit: Anyone, idea_id: int) -> Response:
    """The draft as others will see it, what it still needs, and what looks like it."""
    return _look(visit, idea_id)


@router.post("/idee/{idea_id}/indienen")
def hand_in(visit: Anyone, idea_id: int, form: Form) -> Response:
    """Hand a draft in."""
    try:
        with visit.write() as session:
            idea = ideas.of_maker(session, idea_id, visit.me.account_id)
            maker = Maker(visit.me.account_id, idea.makers)
            proposing.hand_in(
                session, session.get_one(Round, idea.round_id), idea, maker, visit.now
            )
    except AlreadySubmitted:
        pass  # the second of two clicks: the first one's receipt answers both
    except FieldErrors as unfinished:
        return _look(visit, idea_id, unfinished)
    return visit.go(f"/resident/idee/{idea_id}/ontvangen")


@router.get("/idee/{idea_id}/ontvangen")
def receipt(visit: Anyone, idea_id: int) -> Response:
    """What happens next, by when, and who answers."""
    with visit.read() as session:
        idea = ideas.of_maker(session, idea_id, visit.me.account_id)
        round = session.get_one(Round, idea.round_id)
        ahead = prospects.ahead(session, config_of(round), idea)
    return visit.page("resident/idea_receipt.html", idea=idea, round=round, ahead=ahead)


def _look(visit: Visit, idea_id: int, unfinished: FieldErrors | None = None) -> Response:
    with visit.read() as session:
        idea = ideas.of_maker(session, idea_id, visit.me.account_id)
        round = session.get_one(Round, idea.round_id)
        base = proposing.base_of(session, idea.round_id, idea.builds_on_id)
        found = similar.find(session, idea.round_id, idea.title, idea.body, idea.id)
        offered = idea_form.choices(session, round)
        can_submit = route.may(session, idea.round_id, "submit", "resident", visit.now)
        missed = moves.too_late(session, round, idea)
    return visit.page(
        "resident/idea_preview.html",
        unfinished.status if unfinished else 200,
        idea=idea,
        round=round,
        offered=offered,
        base=base,
        similar=found,
        errors=rules.missing({name: getattr(idea, name) for name in CONTENT}, idea.subject),
        can_submit=can_submit,
        too_late=TooLateForRound(step=missed.name).text if missed else None,
    )
