"""My data: who looked at it, take it along, erase it."""

import json

from fastapi import APIRouter, Response

from budget_app.i18n import LazyText, _l
from budget_app.people import erasure, export
from budget_app.people.models import Account
from budget_app.web import my_account
from budget_app.web.guards import Anyone, Form
from budget_app.web.visit import Visit

router = APIRouter()
WHY_NO_BALLOT = _l(
    "Wat u hebt gestemd staat hier niet bij. We weten wel dat u meedeed, maar niet wat u koos: "
    "dat is nergens aan u verbonden, ook niet bij ons."
)


@router.get("/inzage")
def who_looked(visit: Anyone) -> Response:
    """Who of the staff looked at my data, when and what for."""
    with visit.read() as session:
        looks = my_account.looks(session, visit.me.account_id)
    return visit.page("resident/who_looked.html", looks=looks)


@router.get("/account/gegevens.json")
def take_along(visit: Anyone) -> Response:
    """Everything we hold about me, as JSON."""
    with visit.read() as session:
        held = export.of(session, visit.me.account_id)
    text = json.dumps(
        {"uitleg": visit.translate(WHY_NO_BALLOT), "gegevens": held}, ensure_ascii=False, indent=2
    )
    name = {"Content-Disposition": 'attachment; filename="mijn-gegevens.json"'}
    return visit.answer(Response(text, media_type="application/json", headers=name))


@router.get("/account/wissen")
def consider(visit: Anyone) -> Response:
    """What goes and what stays."""
    return _page(visit)


@router.post("/account/wissen")
def erase(visit: Anyone, form: Form) -> Response:
    """Erase my account for good."""
    if form.text("sure") != "ja":
        return _page(visit, {"sure": _l("Zet een vinkje als u het zeker weet.")})
    with visit.write() as session:
        erasure.erase(session, session.get_one(Account, visit.me.account_id), visit.now)
    for name in visit.request.cookies:
        if name.startswith("bb_"):
            visit.set_cookie(name, None)
    visit.flash(_l("Uw account is gewist."))
    return visit.go("/")


def _page(visit: Visit, errors: dict[str, LazyText] | None = None) -> Response:
    return visit.page("resident/erase.html", 400 if errors else 200, errors=errors or {})
