"""Replace a pass code that someone lost."""

from fastapi import APIRouter, Response

from budget_app.errors import FieldErrors
from budget_app.i18n import LazyText
from budget_app.people import passes
from budget_app.people.passes import Found
from budget_app.web.desk import rounds
from budget_app.web.guards import Anyone, Form
from budget_app.web.visit import Visit

router = APIRouter()


@router.get("/ronde/{slug}/code")
def ask(visit: Anyone, slug: str) -> Response:
    """Whose code is lost?"""
    return _page(visit, slug)


@router.post("/ronde/{slug}/code")
def search(visit: Anyone, slug: str, form: Form) -> Response:
    """Find the person by a whole mark or a whole name; being found is noted for them."""
    words = form.text("words")
    try:
        with visit.write() as session:
            found = passes.search(
                session,
                visit.settings.secret_key,
                rounds.by_slug(visit, session, slug).id or 0,
                words,
                visit.me.account_id,
                visit.now,
            )
    except FieldErrors as wrong:
        return _page(visit, slug, words, errors=wrong.errors)
    return _page(visit, slug, words, found)


@router.post("/ronde/{slug}/code/nieuw")
def replace(visit: Anyone, slug: str, form: Form) -> Response:
    """Give a new code, shown this once; the old one dies."""
    with visit.write() as session:
        code = passes.replace(
            session,
            visit.settings.secret_key,
            rounds.by_slug(visit, session, slug).id or 0,
            _number(form.text("person")),
            visit.me.account_id,
            visit.now,
        )
    return visit.page("desk/new_code.html", code=code)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _page(
    visit: Visit,
    slug: str,
    words: str = "",
    found: list[Found] | None = None,
    errors: dict[str, LazyText] | None = None,
) -> Response:
    with visit.read() as session:
        round = rounds.by_slug(visit, session, slug)
    return visit.page(
        "desk/lost_code.html",
        400 if errors else 200,
        round=round,
        words=words,
        found=found,
        errors=errors or {},
    )
