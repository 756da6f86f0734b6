"""The purse of a household: what is in it, what it was put in, and putting in together."""

from collections.abc import Callable
from uuid import uuid4

from fastapi import APIRouter, Response
from sqlmodel import Session

from budget_app.budgets import service as budgets
from budget_app.budgets.models import Round
from budget_app.currency import accounts, calendar, neighbours, pledging, reading, saving, second
from budget_app.currency.accounts import Holder
from budget_app.currency.pledging import Outcome
from budget_app.errors import FieldErrors, Refusal
from budget_app.i18n import LazyText, _l
from budget_app.ideas.reading import titles_by_id
from budget_app.people.models import Household
from budget_app.route import service as route
from budget_app.web.guards import Anyone, Form, Posted
from budget_app.web.typed import numbers, whole
from budget_app.web.visit import Visit

router = APIRouter()
Deed = Callable[[Session, Round, Holder], LazyText]
WAITS = _l("Een andere volwassene van uw huishouden moet dit nog goedvinden.")
FUNDED = _l("Het idee heeft genoeg! Het wordt uitgevoerd. Wat niet nodig was, is in uw beurs.")
PUT_IN = _l("Ingelegd: {units}. U kunt het terugnemen zolang het idee nog niet genoeg heeft.")
# (kind of account at the other side, whether units came in) -> what happened
MOVES: dict[tuple[str, bool], LazyText] = {
    ("issuer", True): _l("Gekregen bij een uitgifte"),
    ("issuer", False): _l("Vervallen of teruggenomen"),
    ("pledged", False): _l("Ingelegd voor “{title}”"),
    ("pledged", True): _l("Terug van “{title}”"),
    ("award", True): _l("Niet nodig geweest voor “{title}”"),
    ("spaarpot", False): _l("In een spaarpot gedaan"),
    ("spaarpot", True): _l("Terug uit een spaarpot"),
}


@router.get("/ronde/{slug}/beurs")
def show(visit: Anyone, slug: str) -> Response:
    """The purse and everything that can be done with it."""
    return _page(visit, slug)


@router.post("/ronde/{slug}/beurs/inleg/{idea_id}")
def pledge(visit: Anyone, form: Form, slug: str, idea_id: int) -> Response:
    """Put units in an idea."""
    place = f"inleg-{idea_id}"

    def deed(session: Session, round: Round, me: Holder) -> LazyText:
        units, key = _units(form, place), form.text("form")
        return _said(pledging.pledge(session, round, me, idea_id, units, key, visit.now))

    return _act(visit, slug, form, place, deed)


@router.post("/ronde/{slug}/beurs/terug/{idea_id}")
def withdraw(visit: Anyone, form: Form, slug: str, idea_id: int) -> Response:
    """Take units back from an idea."""
    place = f"terug-{idea_id}"

    def deed(session: Session, round: Round, me: Holder) -> LazyText:
        units, key = _units(form, place), form.text("form")
        pledging.withdraw(session, round, me, idea_id, units, key, visit.now)
        return _l("Het is terug in uw beurs.")

    return _act(visit, slug, form, place, deed)


@router.post("/ronde/{slug}/beurs/vraag/{request_id}")
def answer(visit: Anyone, form: Form, slug: str, request_id: int) -> Response:
    """The second adult says yes or no; who asked may take it back."""

    def deed(session: Session, round: Round, me: Holder) -> LazyText:
        if form.text("antwoord") == "terug":
            second.take_back(session, me, request_id, visit.now)
            return _l("De vraag is ingetrokken.")
        yes = form.text("antwoord") == "ja"
        asked = second.answer(session, me, request_id, yes, visit.now)
        if not yes:
            return _l("U zei nee. Er is niets ingelegd.")
        given = (asked.units, f"vraag-{request_id}", visit.now, True)
        if asked.idea_id is not None:
            return _said(pledging.pledge(session, round, me, asked.idea_id, *given))
        return _said(saving.put_in(session, round, me, asked.spaarpot_id or 0, *given))

    return _act(visit, slug, form, f"vraag-{request_id}", deed)


@router.post("/ronde/{slug}/beurs/spaarpot")
def found(visit: Anyone, form: Form, slug: str) -> Response:
    """Begin a spaarpot for street or group."""

    def deed(session: Session, round: Round, me: Holder) -> LazyText:
        goals = list(numbers(form.texts("goals")))
        saving.found(session, round, me, form.text("name"), goals, visit.now)
        return _l("De spaarpot is er. Doe er zelf iets in en vertel het uw buren.")

    return _act(visit, slug, form, "spaarpot", deed)


@router.post("/ronde/{slug}/beurs/spaarpot/{pot_id}/in")
def save(visit: Anyone, form: Form, slug: str, pot_id: int) -> Response:
    """Put units in a spaarpot."""
    place = f"in-{pot_id}"

    def deed(session: Session, round: Round, me: Holder) -> LazyText:
        units, key = _units(form, place), form.text("form")
        outcome = saving.put_in(session, round, me, pot_id, units, key, visit.now)
        return WAITS if outcome.waits else _l("Het zit in de spaarpot.")

    return _act(visit, slug, form, place, deed)


@router.post("/ronde/{slug}/beurs/spaarpot/{pot_id}/uit")
def take_out(visit: Anyone, form: Form, slug: str, pot_id: int) -> Response:
    """Take one's own units out of a spaarpot."""
    place = f"uit-{pot_id}"

    def deed(session: Session, round: Round, me: Holder) -> LazyText:
        units, key = _units(form, place), form.text("form")
        saving.take_out(session, round, me, pot_id, units, key, visit.now)
        return _l("Het is terug in uw beurs.")

    return _act(visit, slug, form, place, deed)


@router.post("/ronde/{slug}/beurs/spaarpot/{pot_id}/doel/{idea_id}")
def aim(visit: Anyone, form: Form, slug: str, pot_id: int, idea_id: int) -> Response:
    """Agree on a goal, or put the content in a goal that was agreed on."""

    def deed(session: Session, round: Round, me: Holder) -> LazyText:
        if form.text("doe") == "ja":
            saving.agree(session, round, me, pot_id, idea_id, visit.now)
            return _l("U zei ja. Bij meer dan de helft kan de spaarpot inleggen.")
        key = form.text("form")
        return _said(saving.spend(session, round, me, pot_id, idea_id, key, visit.now))

    return _act(visit, slug, form, f"doel-{pot_id}-{idea_id}", deed)


def _units(form: Posted, place: str) -> int:
    try:
        return whole(form.text(f"units-{place}"))
    except ValueError:
        return 0


def _said(outcome: Outcome) -> LazyText:
    if outcome.waits:
        return WAITS
    return FUNDED if outcome.funded else PUT_IN.with_values(units=outcome.units)


def _act(visit: Visit, slug: str, form: Posted, place: str, deed: Deed) -> Response:
    try:
        with visit.write() as session:
            round = budgets.by_slug(session, slug)
            me = accounts.holder(session, round, visit.me.account_id)
            said = deed(session, round, me)
    except FieldErrors as wrong:
        return _page(visit, slug, place, form.values(), wrong)
    except Refusal as refusal:
        if refusal.status != 409:
            raise
        return _page(visit, slug, place, form.values(), refusal)
    visit.flash(said)
    return visit.go(f"/resident/ronde/{slug}/beurs")


def _page(
    visit: Visit,
    slug: str,
    place: str = "",
    values: dict[str, str] | None = None,
    refusal: Refusal | None = None,
) -> Response:
    with visit.read() as session:
        round = budgets.by_slug(session, slug)
        me = accounts.holder(session, round, visit.me.account_id)
        household = me.household_id
        moves = reading.movements(session, round, household)
        ideas = reading.open_ideas(session, round, household)
        pots = reading.spaarpotten(session, round, household)
        asked = second.waiting(session, round.id or 0, household)
        named = {int(move.owner) for move in moves if move.other in ("pledged", "award")}
        titles = titles_by_id(session, sorted(named | {row.idea_id or 0 for row in asked}))
        context = {
            "round": round,
            "rule": accounts.rule_of(round),
            "me": me,
            "balance": accounts.purse(session, round, household).balance,
            "ahead": calendar.ahead(session, round),
            "lapse": calendar.next_lapse(session, round, household),
            "street": session.get_one(Household, household).street,
            "ideas": ideas,
            "joined": neighbours.of_ideas(session, [idea.id for idea in ideas], household),
            "pots": pots,
            "asked": asked,
            "titles": titles,
            "paid": reading.paid_with(session, round, household),
            "moved": [(move, _words(move, titles)) for move in moves],
            "is_open": route.may(session, round.id or 0, "pledge", "resident", visit.now),
        }
    errors = refusal.errors if isinstance(refusal, FieldErrors) else {}
    return visit.page(
        "resident/purse.html",
        refusal.status if refusal else 200,
        place=place,
        values=values or {},
        errors={name: visit.translate(text) for name, text in errors.items()},
        refused=visit.translate(refusal.text) if refusal else "",
        form=uuid4().hex,
        **context,
    )


def _words(move: reading.Movement, titles: dict[int, str]) -> LazyText:
    title = titles.get(int(move.owner), "?") if move.owner.isdecimal() else ""
    return MOVES[move.other, move.units > 0].with_values(title=title)
