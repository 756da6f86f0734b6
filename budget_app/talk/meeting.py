"""Meetings: planned with an agenda; afterwards who came, what was said and what was decided."""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session, col, select

from budget_app.errors import FieldErrors, NotFound
from budget_app.history import service as history
from budget_app.i18n import LazyText, _l
from budget_app.ideas.models import Idea
from budget_app.talk.models import Meeting, TakenDown

LONGEST = {"title": 120, "place": 200, "agenda": 4000, "minutes": 10_000, "decisions": 4000}
MOST_PEOPLE = 100_000


def plan(
    session: Session,
    round_id: int,
    title: str,
    place: str,
    starts_at: datetime | None,
    agenda: str = "",
    body_id: int | None = None,
) -> Meeting:
    """Announce a meeting of a round, or of a body in it. Raises FieldErrors."""
    said = {"title": title.strip(), "place": place.strip(), "agenda": agenda.strip()}
    errors = _too_long(said)
    for name in ("title", "place"):
        if not said[name]:
            errors[name] = _l("Vul dit in.")
    if starts_at is None:
        errors["starts_at"] = _l("Vul een datum en tijd in.")
    if errors or starts_at is None:
        raise FieldErrors(errors)
    meeting = Meeting(
        round_id=round_id,
        body_id=body_id,
        starts_at=starts_at,
        title=said["title"],
        place=said["place"],
        agenda=said["agenda"],
    )
    session.add(meeting)
    session.flush()
    return meeting


def of_round(
    session: Session, round_id: int, meeting_id: int, body_id: int | None = None
) -> Meeting:
    """A meeting of this round, and of this body if one is given. Raises NotFound."""
    found = session.get(Meeting, meeting_id)
    if found is None or found.round_id != round_id or body_id not in (None, found.body_id):
        raise NotFound
    return found


def held(session: Session, meeting_ids: Collection[int], now: datetime) -> list[Meeting]:
    """Those of these meetings that have begun."""
    query = select(Meeting).where(col(Meeting.id).in_(meeting_ids), col(Meeting.starts_at) <= now)
    return list(session.exec(query))


def report(
    session: Session,
    meeting: Meeting,
    attended: int | None,
    minutes: str,
    decisions: str,
    now: datetime,
    actor: str = "gemeente",
) -> None:
    """Say how many came, what came out and what was decided, for everyone. Raises FieldErrors."""
    said = {"minutes": minutes.strip(), "decisions": decisions.strip()}
    errors = _too_long(said)
    if meeting.starts_at > now:
        errors["minutes"] = _l("Deze bijeenkomst moet nog komen.")
    elif not said["minutes"]:
        errors["minutes"] = _l("Schrijf op wat er is gezegd.")
    if attended is not None and not 0 <= attended <= MOST_PEOPLE:
        errors["attended"] = _l("Vul in hoeveel mensen er waren.")
    if errors:
        raise FieldErrors(errors)
    meeting.minutes, meeting.decisions = said["minutes"], said["decisions"]
    meeting.attended = attended
    session.add(meeting)
    history.append(
        session, now, actor, "meeting_minutes", f"meeting:{meeting.id}", meeting.round_id
    )


def take_down(session: Session, meeting: Meeting, idea: Idea) -> None:
    """Keep that an idea was written down at a meeting."""
    session.merge(TakenDown(idea_id=idea.id or 0, meeting_id=meeting.id or 0))


def _too_long(said: dict[str, str]) -> dict[str, LazyText]:
    sentence = _l("Maak uw tekst korter: ten hoogste {most} tekens.")
    return {
        name: sentence.with_values(most=LONGEST[name])
        for name, text in said.items()
        if len(text) > LONGEST[name]
    }
