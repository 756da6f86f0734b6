"""Sign in with an OpenID provider: to it, and back."""

from fastapi import APIRouter, Response

from budget_app.errors import NotFound
from budget_app.i18n import _l
from budget_app.people import attempts, identities, oidc, sessions
from budget_app.web.addresses import safe_path
from budget_app.web.guards import Anyone
from budget_app.web.visit import SESSION_COOKIE, Visit

router = APIRouter()
STATE_COOKIE = "bb_oidc"
BACK = "/inloggen/terug"
VISITS_PER_ADDRESS = 300  # in a quarter of an hour; a whole street can share an address


@router.get("/inloggen/oidc")
def leave(visit: Anyone, verder: str = "/") -> Response:
    """On to the provider; a mark stays in this browser, so that no other comes back for it."""
    _demand(visit)
    with visit.write() as session:
        attempts.count(session, f"oidc:{visit.address}", VISITS_PER_ADDRESS, visit.now)
    with visit.write() as session:
        address, state = oidc.begin(
            session, visit.settings, _back(visit), safe_path(verder), visit.now
        )
    visit.set_cookie(STATE_COOKIE, state, int(oidc.VISIT_TAKES.total_seconds()))
    return visit.go(address)


@router.get(BACK)
def come_back(visit: Anyone) -> Response:
    """Back from the provider: who is this?"""
    _demand(visit)
    answer = dict(visit.request.query_params)
    state = answer.get("state", "")
    if not state or visit.request.cookies.get(STATE_COOKIE) != state:
        raise oidc.NotSignedIn
    with visit.write() as session:
        pending = oidc.take(session, state, visit.now)
    person = oidc.finish(visit.settings, pending, _back(visit), answer, visit.now)
    with visit.write() as session:
        account = identities.account_for(session, visit.settings.secret_key, person, visit.now)
        language = account.language
        secret = sessions.start(
            session,
            account.id or 0,
            visit.now,
            visit.settings.session_hours,
            visit.request.cookies.get(SESSION_COOKIE),
        )
    visit.set_cookie(STATE_COOKIE, None)
    visit.sign_in(secret, language)
    visit.flash(_l("U bent ingelogd."))
    return visit.go(safe_path(pending.return_to))


def _demand(visit: Visit) -> None:
    if visit.settings.oidc_issuer is None:
        raise NotFound


def _back(visit: Visit) -> str:
    return visit.settings.public_url + BACK
