"""One of my ideas: where it stands, what I can do, and who makes it with me."""

from fastapi import APIRouter, Response

from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.i18n import LazyText, _l
from budget_app.ideas import authors, changing, merging
from budget_app.ideas import service as ideas
from budget_app.ideas.models import Idea
from budget_app.people.models import Account
from budget_app.projects import reading as projects
from budget_app.web import idea_form, my_ideas, prospects
from budget_app.web.guards import Anyone, Form
from budget_app.web.visit import Visit

router = APIRouter()
REASON_MAX = 500


@router.get("/idee/{idea_id}")
def show(visit: Anyone, idea_id: int) -> Response:
    """Everything about one of my ideas."""
    return _page(visit, idea_id)


@router.post("/idee/{idea_id}/intrekken")
def withdraw(visit: Anyone, idea_id: int, form: Form) -> Response:
    """Take an idea back, with a reason that others can read once they could see the idea."""
    reason = form.text("reason")[:REASON_MAX]
    with visit.read() as session:
        was_draft = ideas.of_maker(session, idea_id, visit.me.account_id).state == "concept"
    if not reason and not was_draft:
        return _page(visit, idea_id, {"reason": _l("Schrijf in een paar woorden waarom.")})
    with visit.write() as session:
        idea = ideas.of_maker(session, idea_id, visit.me.account_id)
        ideas.withdraw(session, idea, visit.now, reason)
    visit.flash(_l("Uw concept is weg.") if was_draft else _l("U hebt uw idee ingetrokken."))
    return visit.go("/resident/")


@router.post("/idee/{idea_id}/klaar")
def ready(visit: Anyone, idea_id: int, form: Form) -> Response:
    """The makers have talked enough: their idea goes on to the next step."""
    with visit.write() as session:
        idea = ideas.of_maker(session, idea_id, visit.me.account_id)
        ideas.ready(session, session.get_one(Round, idea.round_id), idea, visit.now)
    return visit.go(f"/resident/idee/{idea_id}/ontvangen")


@router.post("/idee/{idea_id}/uitnodigen")
def invite(visit: Anyone, idea_id: int, form: Form) -> Response:
    """Make a link with which one person can become a maker; shown this once."""
    with visit.write() as session:
        idea = ideas.of_maker(session, idea_id, visit.me.account_id)
        code = authors.invite(session, visit.settings.secret_key, idea, visit.now)
    link = f"{visit.settings.public_url}/resident/uitnodiging/{code}"
    return visit.page("resident/idea_invite.html", idea=idea, link=link)


@router.post("/idee/{idea_id}/verlaten")
def leave(visit: Anyone, idea_id: int, form: Form) -> Response:
    """Stop being a maker of an idea."""
    with visit.write() as session:
        idea = ideas.of_maker(session, idea_id, visit.me.account_id)
        authors.leave(session, idea, visit.me.account_id, visit.now)
    visit.flash(_l("U bent geen maker meer van dit idee."))
    return visit.go("/resident/")


@router.get("/uitnodiging/{code}")
def asked(visit: Anyone, code: str) -> Response:
    """Someone asks me to make their idea with them."""
    with visit.read() as session:
        _invite, idea = authors.invited_to(session, visit.settings.secret_key, code, visit.now)
        round = session.get_one(Round, idea.round_id)
    return visit.page("resident/idea_invited.html", idea=idea, round=round, code=code)


@router.post("/uitnodiging/{code}")
def accept(visit: Anyone, code: str, form: Form) -> Response:
    """Agree, and become a maker."""
    with visit.write() as session:
        account = session.get_one(Account, visit.me.account_id)
        idea = authors.accept(session, visit.settings.secret_key, code, account, visit.now)
    visit.flash(_l("U bent nu ook maker van dit idee."))
    return visit.go(f"/resident/idee/{idea.id}")


def _page(visit: Visit, idea_id: int, errors: dict[str, LazyText] | None = None) -> Response:
    with visit.read() as session:
        idea = ideas.of_maker(session, idea_id, visit.me.account_id)
        round = session.get_one(Round, idea.round_id)
        into = session.get(Idea, idea.merged_into_id) if idea.merged_into_id else None
        context = {
            "idea": idea,
            "round": round,
            "offered": idea_form.choices(session, round),
            "ahead": prospects.ahead(session, config_of(round), idea),
            "deeds": my_ideas.deeds(session, idea, visit.now),
            "verdict": my_ideas.last_verdict(session, idea_id),
            "makers": authors.of_idea(session, idea_id),
            "versions": changing.versions(session, idea_id),
            "merges": my_ideas.merges_to_answer(session, [idea_id], visit.me.account_id),
            "proposals": my_ideas.waiting_proposals(session, [idea_id]),
            "asked": merging.asked(session, idea_id),
            "project_id": projects.of_idea(session, idea_id),
            "into": into,
        }
    status = 400 if errors else 200
    return visit.page("resident/idea.html", status, errors=errors or {}, **context)
