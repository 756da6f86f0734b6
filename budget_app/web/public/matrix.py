"""The four kinds of budget: all together, and each on a page of its own."""

from fastapi import APIRouter, Response

from budget_app.budgets.matrix import FIELDS
from budget_app.budgets.rights import RIGHT_NAMES, RIGHT_SENTENCES
from budget_app.errors import NotFound
from budget_app.i18n import LazyText, _l
from budget_app.web import matrix_view
from budget_app.web.guards import Anyone
from budget_app.web.public.models import in_field

router = APIRouter()

# What the platform does about the danger of each field; every sentence names something it shows.
ANSWERS: dict[int, tuple[LazyText, ...]] = {
    1: (
        _l("Plaatsen in een groep zijn voor een tijd. Iedereen ziet tot wanneer."),
        _l("Elk advies staat er met redenen bij. Wie ervan afwijkt, moet zeggen waarom."),
        _l("Is een antwoord op een advies te laat? Dan ziet iedereen dat."),
    ),
    2: (
        _l("Bij elk idee staat wat de makers zelf doen, in uren, spullen of geld."),
        _l("Bij elk idee staat wie het uitvoert."),
        _l("Elke belofte heeft een datum. Iedereen ziet of zij is nagekomen, en zo niet: waarom."),
    ),
    3: (
        _l("Bij elk idee staat op welke dag er een antwoord moet zijn."),
        _l("Wie oordeelt, geeft een reden. Niemand verandert de woorden van een bewoner."),
        _l("Wie een nee krijgt, mag één keer om een nieuw oordeel vragen."),
    ),
    4: (
        _l("Beloften van partners van buiten de wijk staan bij elk project."),
        _l("Bij elke betaler staat wat die mag voor het geld."),
        _l("Alle ideeën, uitslagen en bedragen staan er voor de hele stad."),
    ),
}


@router.get("/velden")
def fields(visit: Anyone) -> Response:
    """The matrix, with what each field is good for, and what a vote can be worth."""
    return visit.page(
        "public/fields.html",
        fields=FIELDS.values(),
        drawn=matrix_view.fields(visit),
        rights=[(RIGHT_NAMES[key], RIGHT_SENTENCES[key]) for key in RIGHT_NAMES],
    )


@router.get("/velden/{key}")
def one(visit: Anyone, key: str) -> Response:
    """One field: what it is good for, its danger, what we do about that, and its models."""
    field = next((field for field in FIELDS.values() if field.key == key), None)
    if field is None:
        raise NotFound
    return visit.page(
        "public/field.html",
        field=field,
        answers=ANSWERS[field.number],
        models=in_field(field.number),
        rights=RIGHT_NAMES,
        others=[other for other in FIELDS.values() if other is not field],
    )
