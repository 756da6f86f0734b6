"""Who may vote: bring in a list, get the letters."""

from collections.abc import Callable, Iterator
from datetime import datetime

from fastapi import APIRouter, Response
from fastapi.responses import StreamingResponse
from sqlmodel import Session, select

from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.errors import NotNow
from budget_app.i18n import _l
from budget_app.people import letters, roll, roll_rules
from budget_app.places import service as places
from budget_app.web.guards import Anyone, Form
from budget_app.web.municipality.mine import round_of
from budget_app.web.visit import Visit

router = APIRouter()
PART = 100  # letters that are made and sent at once
MOST_REPORTED = 200  # wrong lines on one page; how many more there are is said below them
KNOWN = _l("Wie dit kenmerk heeft, staat al op de lijst van deze ronde.")


class OverTaken(Exception):
    """Another list was brought in meanwhile; the file with the letters breaks off."""


@router.get("/ronde/{round_id}/stemlijst")
def show(visit: Anyone, round_id: int) -> Response:
    """How many are on the roll, per buurt, and the form for a list."""
    return _page(visit, round_id, [])


@router.post("/ronde/{round_id}/stemlijst")
def add(visit: Anyone, form: Form, round_id: int) -> Response:
    """Take a whole list or nothing; the answer is the PDF with the letters.

    The list counts from the moment that the last part of the PDF is made: without its letters
    nobody would ever know these codes, so a file that breaks off opens nothing for anyone.
    """
    file = form.file("lijst")
    if file is None:
        return _page(visit, round_id, [roll_rules.Fault(0, _l("Kies een bestand."))])
    content = file.file.read()
    with visit.read() as session:
        round = round_of(session, visit, round_id)
        areas = areas_of(session, round)
    lines, faults = roll_rules.read(content, areas)
    if faults:
        return _page(visit, round_id, faults)
    again = form.text("nogmaals") == "ja"
    with visit.read() as session:
        faults, earlier = _refused(session, visit, round_id, content, lines, again)
    if faults or earlier:
        return _page(visit, round_id, faults, earlier)
    written = roll.letters(lines)

    def keep() -> None:
        with visit.write() as session:
            round_of(session, visit, round_id)
            _in_turn(session, round_id)
            if any(_refused(session, visit, round_id, content, lines, again)):
                raise OverTaken
            key = visit.settings.secret_key
            seal = roll.seal_of(key, content)
            roll.add(session, key, round_id, lines, visit.now, seal, written)

    parts = (written[start : start + PART] for start in range(0, len(written), PART))
    pieces = letters.pdf_of_parts(parts, round.title, visit.settings.public_url)
    headers = {"Content-Disposition": f'attachment; filename="brieven-{round.slug}.pdf"'}
    answer = StreamingResponse(
        _kept_before_the_last(pieces, keep), media_type="application/pdf", headers=headers
    )
    return visit.answer(answer)


def _kept_before_the_last(pieces: Iterator[bytes], keep: Callable[[], None]) -> Iterator[bytes]:
    """The pieces, with a deed just before the last one, without which the file is no file."""
    last = next(pieces)
    for piece in pieces:
        yield last
        last = piece
    keep()
    yield last


def _refused(
    session: Session,
    visit: Visit,
    round_id: int,
    content: bytes,
    lines: list[roll_rules.Line],
    again: bool,
) -> tuple[list[roll_rules.Fault], datetime | None]:
    """The lines that are on the roll already, and when this very list was brought in before."""
    if roll.was_removed(session, round_id):
        raise NotNow
    key = visit.settings.secret_key
    faults = [roll_rules.Fault(n, KNOWN) for n in roll.known(session, key, round_id, lines)]
    return faults, None if again else roll.brought_in(session, key, round_id, content)


def areas_of(session: Session, round: Round) -> set[str]:
    """The areas of a round with everything inside them."""
    return set(places.with_parts(session, config_of(round).areas))


def _in_turn(session: Session, round_id: int) -> None:
    """Two lists for one round go one after the other, so that the second sees the first."""
    session.exec(select(Round.id).where(Round.id == round_id).with_for_update()).one()


def _page(
    visit: Visit,
    round_id: int,
    faults: list[roll_rules.Fault],
    earlier: datetime | None = None,
) -> Response:
    with visit.read() as session:
        round = round_of(session, visit, round_id)
        sizes = roll.size(session, round_id)
        named = places.names(session, sizes)
        removed = roll.was_removed(session, round_id)
        total = roll.total(session, round_id)
    return visit.page(
        "municipality/roll.html",
        400 if faults or earlier else 200,
        round=round,
        sizes=[(named[code], number) for code, number in sizes.items()],
        removed=removed,
        total=total,
        faults=[(fault.line, visit.translate(fault.text)) for fault in faults[:MOST_REPORTED]],
        more=max(0, len(faults) - MOST_REPORTED),
        earlier=earlier,
    )
