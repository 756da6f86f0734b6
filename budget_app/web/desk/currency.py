"""The spelleiding's desk: issue currency, letters, corrections, and how the game goes."""

from fastapi import APIRouter, Response
from starlette.background import BackgroundTask

from budget_app.currency import accounts, asking, correcting, issuing, lapsing, opening, reading
from budget_app.currency import letters as purse_letters
from budget_app.currency.models import Issue
from budget_app.errors import FieldErrors, NotFound, Refusal
from budget_app.i18n import _l
from budget_app.places import reading as places
from budget_app.web.desk import rounds
from budget_app.web.guards import Anyone, Form
from budget_app.web.visit import Visit

router = APIRouter()


@router.get("/ronde/{slug}/munt")
def show(visit: Anyone, slug: str) -> Response:
    """The next issue, the letters, corrections, and where all units are."""
    return _page(visit, slug)


@router.post("/ronde/{slug}/munt/uitgifte")
def ask(visit: Anyone, form: Form, slug: str) -> Response:
    """Ask for the next issue; a colleague confirms it."""
    try:
        with visit.read() as session:
            round_id = rounds.by_slug(visit, session, slug).id or 0
        opening.open_purses(visit.db, round_id)
        with visit.write() as session:
            round = rounds.by_slug(visit, session, slug)
            asking.ask(session, round, visit.me.account_id, visit.now)
    except NotFound:
        raise
    except Refusal as refusal:
        return _page(visit, slug, "uitgifte", refusal)
    visit.flash(_l("De uitgifte is aangevraagd. Een collega moet hem nu bevestigen."))
    return visit.go(f"/desk/ronde/{slug}/munt")


@router.post("/ronde/{slug}/munt/uitgifte/{issue_id}")
def settle(visit: Anyone, form: Form, slug: str, issue_id: int) -> Response:
    """Confirm an issue that a colleague asked for, or take it back."""
    confirms = form.text("doe") == "bevestig"
    try:
        with visit.write() as session:
            round = rounds.by_slug(visit, session, slug)
            issue = session.get(Issue, issue_id)
            if issue is None or issue.round_id != round.id:
                raise NotFound
            if confirms:
                asking.confirm(session, issue, visit.me.account_id, visit.now)
            else:
                asking.withdraw(session, issue)
    except NotFound:
        raise
    except Refusal as refusal:
        return _page(visit, slug, "uitgifte", refusal)
    if not confirms:
        visit.flash(_l("De aanvraag is ingetrokken."))
        return visit.go(f"/desk/ronde/{slug}/munt")
    visit.flash(_l("De uitgifte loopt. Hieronder ziet u hoe ver hij is."))
    response = visit.go(f"/desk/ronde/{slug}/munt")
    # After the answer; if this server stops halfway, the clock of any server goes on with it.
    response.background = BackgroundTask(issuing.run, visit.db, issue_id, visit.clock)
    return response


@router.post("/ronde/{slug}/munt/code")
def replace_code(visit: Anyone, form: Form, slug: str) -> Response:
    """A new code for a household that lost its letter, shown this once; the old one dies."""
    try:
        with visit.write() as session:
            round = rounds.by_slug(visit, session, slug)
            code = purse_letters.replace(
                session,
                visit.settings.secret_key,
                round,
                form.text("household"),
                form.text("mark"),
                visit.me.account_id,
                visit.now,
            )
    except FieldErrors as wrong:
        return _page(visit, slug, "code", wrong, form.values())
    return visit.page("desk/new_code.html", code=code)


@router.post("/ronde/{slug}/munt/correctie")
def correct(visit: Anyone, form: Form, slug: str) -> Response:
    """Take back what a household got by mistake, with the reason."""
    words = form.text("household"), form.text("issue"), form.text("why")
    try:
        with visit.write() as session:
            round = rounds.by_slug(visit, session, slug)
            correcting.take_back(session, round, *words, visit.now)
    except NotFound:
        raise
    except Refusal as refusal:
        return _page(visit, slug, "correctie", refusal, form.values())
    visit.flash(_l("Teruggedraaid. De eerste boeking blijft staan, met deze erbij."))
    return visit.go(f"/desk/ronde/{slug}/munt")


def _page(
    visit: Visit,
    slug: str,
    place: str = "",
    refusal: Refusal | None = None,
    values: dict[str, str] | None = None,
) -> Response:
    with visit.read() as session:
        round = rounds.by_slug(visit, session, slug)
        waiting = purse_letters.waiting(session, round.id or 0)
        made = purse_letters.made(session, round.id or 0)
        issues = asking.of_round(session, round.id or 0)
        context = {
            "round": round,
            "rule": accounts.rule_of(round),
            "planned": asking.preview(session, round),
            "next_on": asking.next_on(session, round),
            "issues": [(issue, lapsing.lapses_on(round, issue)) for issue in issues],
            "last": issues[-1] if issues else None,
            "standing": reading.standing(session, round),
            "buurten": reading.per_buurt(session, round),
            "ideas": reading.open_ideas(session, round),
            "waiting": waiting,
            "made": made,
            "names": places.named(session, [*waiting, *(code for code, _, _ in made)]),
        }
    errors = refusal.errors if isinstance(refusal, FieldErrors) else {}
    return visit.page(
        "desk/currency.html",
        refusal.status if refusal else 200,
        place=place,
        refused=visit.translate(refusal.text) if refusal else "",
        errors={name: visit.translate(text) for name, text in errors.items()},
        values=values or {},
        **context,
    )
