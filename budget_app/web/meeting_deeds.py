"""Plan and report meetings: the same deeds for the municipality and for members of a body."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from fastapi import Response
from sqlmodel import Session

from budget_app.bodies import meeting_members
from budget_app.errors import FieldErrors
from budget_app.i18n import LazyText, _l
from budget_app.talk import meeting as meetings
from budget_app.talk import reading
from budget_app.web.guards import Posted
from budget_app.web.typed import moment
from budget_app.web.visit import Visit

MOST = 100


@dataclass(frozen=True)
class Place:
    """Whose meetings these are: of a round, or of one body in it."""

    round_id: int
    body_id: int | None
    title: str
    base: str  # the address under which the pages lie
    actor: str


@dataclass(frozen=True)
class Side:
    """An audience that keeps meetings: how it comes to its place, and its template."""

    template: str
    load: Callable[[Session, Visit, int], Place]


@dataclass(frozen=True)
class Sent:
    """A form that was refused: about which meeting (0 is a new one), and what is wrong."""

    about: int
    typed: dict[str, str]
    errors: dict[str, LazyText]
    present: frozenset[int] = frozenset()  # members who were ticked


NOTHING = Sent(0, {}, {})


def page(side: Side, visit: Visit, id: int, sent: Sent = NOTHING) -> Response:
    """The meetings, with the forms."""
    with visit.read() as session:
        place = side.load(session, visit, id)
        found = reading.meetings(session, [place.round_id], MOST, place.body_id)
        members = _members(session, [one.id for one in found], visit.now)
    if sent.about in members:
        members[sent.about] = [(*row[:3], row[0] in sent.present) for row in members[sent.about]]
    return visit.page(
        side.template,
        400 if sent.errors else 200,
        title=place.title,
        base=place.base,
        meetings=found,
        members=members,
        about=sent.about,
        typed=sent.typed,
        errors={name: visit.translate(text) for name, text in sent.errors.items()},
    )


def plan(side: Side, visit: Visit, id: int, form: Posted) -> Response:
    """Announce a meeting."""
    try:
        with visit.write() as session:
            place = side.load(session, visit, id)
            meetings.plan(
                session,
                place.round_id,
                form.text("title"),
                form.text("place"),
                _moment(form.text("starts_at")),
                form.text("agenda"),
                place.body_id,
            )
    except FieldErrors as refusal:
        return page(side, visit, id, Sent(0, form.values(), refusal.errors))
    visit.flash(_l("De bijeenkomst staat op de agenda. Iedereen kan haar zien."))
    return visit.go(f"{place.base}/bijeenkomsten")


def report(side: Side, visit: Visit, id: int, meeting_id: int, form: Posted) -> Response:
    """Say what came out of a meeting."""
    present = frozenset(int(id) for id in form.texts("present") if id.isdecimal())
    try:
        with visit.write() as session:
            place = side.load(session, visit, id)
            found = meetings.of_round(session, place.round_id, meeting_id, place.body_id)
            meetings.report(
                session,
                found,
                _people(form.text("attended")),
                form.text("minutes"),
                form.text("decisions"),
                visit.now,
                place.actor,
            )
            meeting_members.note(session, found, present)
    except FieldErrors as refusal:
        return page(side, visit, id, Sent(meeting_id, form.values(), refusal.errors, present))
    visit.flash(_l("Het verslag is openbaar."))
    return visit.go(f"{place.base}/bijeenkomsten")


def _members(
    session: Session, meeting_ids: list[int], now: datetime
) -> dict[int, list[tuple[int, str, str, bool]]]:
    """Who sat on the body at each meeting that was: id, name, constituency, whether they came."""
    held = meetings.held(session, meeting_ids, now)
    sat = meeting_members.who_sat(session, held)
    there = meeting_members.present_at(session, list(sat))
    return {
        meeting_id: [(*one, one[0] in there.get(meeting_id, ())) for one in sat.get(meeting_id, ())]
        for meeting_id in meeting_ids
    }


def _moment(text: str) -> datetime | None:
    """A browser's date and time, in Dutch time; None when it is none."""
    try:
        return moment(text)
    except ValueError:
        return None


def _people(text: str) -> int | None:
    if not text:
        return None
    if not text.isdecimal() or len(text) > 6:
        raise FieldErrors({"attended": _l("Vul in hoeveel mensen er waren.")})
    return int(text)
