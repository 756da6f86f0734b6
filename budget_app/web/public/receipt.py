"""Look up a vote by its receipt code, without signing in."""

from fastapi import APIRouter, Response

from budget_app.ballots import lookup
from budget_app.ballots.lookup import Found
from budget_app.errors import Refusal
from budget_app.people import attempts
from budget_app.web.guards import Anyone, Form
from budget_app.web.visit import Visit

router = APIRouter(prefix="/bonnetje")
TRIES_PER_DEVICE = 20
TRIES_PER_ADDRESS = 100  # shared by a street, and by whoever takes a new device each time


@router.get("")
def ask(visit: Anyone) -> Response:
    """The form for the code."""
    return _page(visit)


@router.post("")
def look(visit: Anyone, form: Form) -> Response:
    """Whether the ballot is in the box. Tries are counted per device and address before looking."""
    code = form.text("code")
    try:
        with visit.write() as session:
            attempts.count(session, f"receipt-at:{visit.device}", TRIES_PER_DEVICE, visit.now)
            attempts.count(session, f"receipt-at:{visit.address}", TRIES_PER_ADDRESS, visit.now)
        with visit.read() as session:
            found = lookup.find(session, visit.settings.secret_key, code)
    except Refusal as refusal:
        return _page(visit, code, refusal)
    return _page(visit, code, found=found)


def _page(
    visit: Visit, code: str = "", refusal: Refusal | None = None, found: Found | None = None
) -> Response:
    return visit.page(
        "public/receipt.html",
        refusal.status if refusal else 200,
        code=code,
        refusal=refusal,
        found=found,
    )
