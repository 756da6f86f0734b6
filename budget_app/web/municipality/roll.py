"""Who may vote: bring in a list, get the letters."""

from fastapi import APIRouter, Response
from sqlmodel import Session

from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.i18n import LazyText, _l
from budget_app.people import letters, roll, roll_rules
from budget_app.places.service import with_parts
from budget_app.web.guards import Anyone, Form
from budget_app.web.municipality.mine import round_of
from budget_app.web.visit import Visit

router = APIRouter()
MOST_PAGES = 2000


@router.get("/ronde/{round_id}/stemlijst")
def show(visit: Anyone, round_id: int) -> Response:
    """How many are on the roll, per buurt, and the form for a list."""
    return _page(visit, round_id, [])


@router.post("/ronde/{round_id}/stemlijst")
def add(visit: Anyone, form: Form, round_id: int) -> Response:
    """Take a whole list or nothing; the answer is the PDF with the letters."""
    file = form.file("lijst")
    if file is None:
        return _page(visit, round_id, [roll_rules.Fault(1, _l("Kies een bestand."))])
    content = file.file.read()
    with visit.read() as session:
        round = round_of(session, visit, round_id)
        lines, faults = roll_rules.read(content, areas_of(session, round))
    if len(lines) > MOST_PAGES:
        faults.append(roll_rules.Fault(MOST_PAGES + 1, _too_many()))
    if faults:
        return _page(visit, round_id, faults)
    with visit.write() as session:
        round = round_of(session, visit, round_id)
        made = roll.add(session, visit.settings.secret_key, round_id, lines, visit.now)
        # Inside the transaction: without a PDF nobody would ever know these codes.
        pdf = letters.pdf(made, round.title, visit.settings.public_url)
    headers = {"Content-Disposition": f'attachment; filename="brieven-{round.slug}.pdf"'}
    return visit.answer(Response(pdf, media_type="application/pdf", headers=headers))


def areas_of(session: Session, round: Round) -> set[str]:
    """The areas of a round with everything inside them."""
    return set(with_parts(session, config_of(round).areas))


def _too_many() -> LazyText:
    return _l("Ten hoogste {most} brieven per keer. Splits de lijst.").with_values(most=MOST_PAGES)


def _page(visit: Visit, round_id: int, faults: list[roll_rules.Fault]) -> Response:
    with visit.read() as session:
        round = round_of(session, visit, round_id)
        sizes = roll.size(session, round_id)
    return visit.page(
        "municipality/roll.html",
        400 if faults else 200,
        round=round,
        sizes=sizes,
        faults=[(fault.line, visit.translate(fault.text)) for fault in faults],
    )
