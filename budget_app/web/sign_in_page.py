"""The page that asks for the code from a letter, with a form that waits for it, if there is one."""

from fastapi import Response

from budget_app.errors import Refusal, SignInFirst
from budget_app.web.addresses import safe_path
from budget_app.web.carry import Carried
from budget_app.web.visit import Visit


def show(
    visit: Visit,
    onward: str,
    code: str = "",
    refusal: Refusal | None = None,
    carried: Carried | None = None,
) -> Response:
    """Ask for the code; `refusal` says what was wrong with the one that was typed."""
    wrong_code = refusal is not None and not isinstance(refusal, SignInFirst)
    return visit.page(
        "public/signin.html",
        refusal.status if refusal else 200,
        onward=safe_path(onward),
        code=code,
        error=visit.translate(refusal.text) if refusal and wrong_code else "",
        first=visit.translate(refusal.text) if refusal and not wrong_code else "",
        carried=carried,
        oidc=visit.settings.oidc_issuer is not None,
    )
