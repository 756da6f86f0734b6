"""Letters with the code of each household's purse: a PDF per buurt, sent while it is made."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain

from fastapi import APIRouter, Response
from fastapi.responses import StreamingResponse
from sqlmodel import Session

from budget_app.budgets.models import Round
from budget_app.currency import accounts
from budget_app.currency import letters as purse_letters
from budget_app.errors import NotFound
from budget_app.people import letters
from budget_app.people.roll import Letter
from budget_app.web.desk import rounds
from budget_app.web.guards import Anyone, Form
from budget_app.web.visit import Visit

router = APIRouter()
Next = Callable[[Session, Round, list[Letter]], list[Letter]]  # given the part before


@router.post("/ronde/{slug}/munt/brieven/{area_code}")
def print_letters(visit: Anyone, form: Form, slug: str, area_code: str) -> Response:
    """Letters for all households of a buurt that had none."""
    secret = visit.settings.secret_key

    def more(session: Session, round: Round, _before: list[Letter]) -> list[Letter]:
        return purse_letters.write(session, secret, round, area_code, visit.now)

    return _streamed(visit, slug, area_code, more)


@router.post("/ronde/{slug}/munt/brieven/{area_code}/opnieuw")
def print_again(visit: Anyone, form: Form, slug: str, area_code: str) -> Response:
    """The letters of a buurt and a day once more; the codes in the first ones die."""
    secret = visit.settings.secret_key
    try:
        day = date.fromisoformat(form.text("dag"))
    except ValueError:
        raise NotFound from None

    def more(session: Session, round: Round, before: list[Letter]) -> list[Letter]:
        after = int(before[-1].mark) if before else 0
        return purse_letters.write_again(session, secret, round, area_code, day, after, visit.now)

    return _streamed(visit, slug, area_code, more)


def _streamed(visit: Visit, slug: str, area_code: str, more: Next) -> Response:
    """The PDF. Each part is kept just before it is sent: codes that nobody has open nothing."""
    with visit.read() as session:
        round = rounds.by_slug(visit, session, slug)
        accounts.rule_of(round)

    def parts() -> Iterator[list[Letter]]:
        made: list[Letter] = []
        while True:
            with visit.write() as session:
                made = more(session, round, made)
            if not made:
                return
            yield made

    found = parts()
    first = next(found, None)
    if first is None:
        raise NotFound
    pieces = letters.pdf_of_parts(
        chain([first], found), round.title, visit.settings.public_url, purse_letters.TEXTS
    )
    headers = {"Content-Disposition": f'attachment; filename="beurzen-{slug}-{area_code}.pdf"'}
    return visit.answer(StreamingResponse(pieces, media_type="application/pdf", headers=headers))
