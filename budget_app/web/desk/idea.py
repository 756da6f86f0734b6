"""Enter an idea for someone at the desk."""

from fastapi import APIRouter, Response
from sqlmodel import Session

from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.errors import FieldErrors
from budget_app.i18n import LazyText
from budget_app.ideas import helping, rules
from budget_app.ideas.helping import Person
from budget_app.ideas.models import Idea
from budget_app.people import passes
from budget_app.route import service as route
from budget_app.talk import meeting as meetings
from budget_app.talk import reading as talk
from budget_app.web import idea_form, photo_field, prospects, typed
from budget_app.web.desk import rounds
from budget_app.web.guards import Anyone, Form
from budget_app.web.idea_form import Choices
from budget_app.web.visit import Visit

router = APIRouter()


@router.get("/ronde/{slug}/idee")
def blank(visit: Anyone, slug: str) -> Response:
    """An empty form, with first the question whose idea it is."""
    return _page(visit, _offered(visit, slug), {})


@router.post("/ronde/{slug}/idee", max_body_size=photo_field.BODY_BYTES)
def enter(visit: Anyone, slug: str, form: Form) -> Response:
    """Hand the idea in for this person."""
    offered = _offered(visit, slug)
    values = form.values()
    reading = idea_form.read(values, offered)
    person = Person(form.text("code"), form.text("name"), bool(form.text("lives_here")))
    photo_errors = photo_field.take_in(visit, form, values)
    reading.content["photo_id"] = photo_field.chosen(values)
    reading.content["builds_on_id"] = None
    # In the order of the form; what was typed wrongly says more than that it is missing.
    errors = (
        helping.problems(person)
        | rules.missing(reading.content, offered.gathers)
        | reading.errors
        | photo_errors
    )
    if errors:
        return _page(visit, offered, values, errors)
    try:
        with visit.write() as session:
            idea = helping.enter(
                session,
                visit.settings.secret_key,
                session.get_one(Round, offered.round.id),
                reading.content,
                person,
                visit.me.account_id,
                visit.now,
            )
            _at_meeting(session, offered.round.id or 0, form.text("meeting"), idea)
    except FieldErrors as wrong:
        return _page(visit, offered, values, wrong.errors)
    return visit.go(f"/desk/idee/{idea.id}")


@router.get("/idee/{idea_id}")
def receipt(visit: Anyone, idea_id: int) -> Response:
    """A receipt to print for the person."""
    with visit.read() as session:
        idea, _author = helping.entered_by(session, idea_id, visit.me.account_id)
        round = session.get_one(Round, idea.round_id)
        ahead = prospects.ahead(session, config_of(round), idea)
    return visit.page("desk/receipt.html", idea=idea, round=round, ahead=ahead, code=None)


@router.post("/idee/{idea_id}/code")
def give_code(visit: Anyone, idea_id: int, form: Form) -> Response:
    """A first code for a maker without a letter, to follow the idea; it gives no vote."""
    with visit.write() as session:
        idea, author = helping.entered_by(session, idea_id, visit.me.account_id)
        round = session.get_one(Round, idea.round_id)
        ahead = prospects.ahead(session, config_of(round), idea)
        key, helper = visit.settings.secret_key, visit.me.account_id
        code = passes.first(session, key, author.account_id, helper, visit.now)
    return visit.page("desk/receipt.html", idea=idea, round=round, ahead=ahead, code=code)


def _at_meeting(session: Session, round_id: int, meeting: str, idea: Idea) -> None:
    """Keep at which meeting the idea was said, if the helper names one."""
    number = typed.key(meeting)
    if number is not None:
        meetings.take_down(session, meetings.of_round(session, round_id, number), idea)


def _offered(visit: Visit, slug: str) -> Choices:
    with visit.read() as session:
        round = rounds.by_slug(visit, session, slug)
        route.demand(session, round.id or 0, "submit", "desk", visit.now)
        return idea_form.choices(session, round)


def _page(
    visit: Visit,
    offered: Choices,
    values: dict[str, str],
    errors: dict[str, LazyText] | None = None,
) -> Response:
    with visit.read() as session:
        held = [one for one in talk.meetings(session, [offered.round.id or 0]) if not one.body]
    return visit.page(
        "desk/idea.html",
        400 if errors else 200,
        offered=offered,
        values=values,
        errors=errors or {},
        similar=[],
        meetings=[(one.id, one.title) for one in held if one.starts_at <= visit.now],
        cost_lines=idea_form.COST_LINES,
    )
