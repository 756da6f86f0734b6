"""News of a round by mail: start and stop."""

from fastapi import APIRouter, Response

from budget_app.budgets import service as budgets
from budget_app.i18n import _l
from budget_app.mail import subscriptions
from budget_app.web.guards import Anyone, Form

router = APIRouter()


@router.get("/ronde/{slug}/volgen")
def ask(visit: Anyone, slug: str) -> Response:
    """What one gets, and the button for it."""
    with visit.read() as session:
        round = budgets.by_slug(session, slug)
        follows = subscriptions.follows(session, round.id or 0, visit.me.account_id)
        can = subscriptions.can_follow(session, visit.me.account_id)
    return visit.page("resident/follow.html", round=round, follows=follows, can=can)


@router.post("/ronde/{slug}/volgen")
def choose(visit: Anyone, slug: str, form: Form) -> Response:
    """Start, or stop."""
    stop = form.text("doe") == "stop"
    with visit.write() as session:
        round_id = budgets.by_slug(session, slug).id or 0
        if stop:
            subscriptions.unfollow(session, round_id, visit.me.account_id)
        else:
            subscriptions.follow(session, round_id, visit.me.account_id)
    visit.flash(
        _l("U krijgt geen nieuws van deze ronde meer.")
        if stop
        else _l("U krijgt een mail als de stemming opent en als de uitslag er is.")
    )
    return visit.go(f"/ronde/{slug}")
