"""The four kinds of budget, and the models with which a round can be made."""

from dataclasses import dataclass

from fastapi import APIRouter, Response

from budget_app.budgets import catalogue
from budget_app.budgets.matrix import FIELDS
from budget_app.budgets.rights import RIGHT_NAMES, RIGHT_SENTENCES
from budget_app.i18n import LazyText, _l
from budget_app.web import matrix_view
from budget_app.web.guards import Anyone
from budget_app.web.public.words import SETTINGS
from budget_app.web.route_picture import DONE, Picture, picture

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Drawn:
    """A model with its route as a picture."""

    about: catalogue.About
    field: int
    picture: Picture


# What the platform does about the danger of each field; every sentence names something it shows.
ANSWERS: dict[int, tuple[LazyText, ...]] = {
    1: (
        _l("Plaatsen in een groep zijn voor een tijd. Iedereen ziet tot wanneer."),
        _l("Elk advies staat er met redenen bij. Wie ervan afwijkt, moet zeggen waarom."),
    ),
    2: (
        _l("Bij elk idee staat wat de makers zelf doen, in uren, spullen of geld."),
        _l("Bij elk idee staat wie het uitvoert."),
    ),
    3: (
        _l("Bij elk idee staat op welke dag er een antwoord moet zijn."),
        _l("Wie oordeelt, geeft een reden. Niemand verandert de woorden van een bewoner."),
    ),
    4: (
        _l("Beloftes van partners van buiten de wijk staan bij elk project."),
        _l("Bij elke betaler staat wat die mag voor het geld."),
    ),
}


@router.get("/velden")
def fields(visit: Anyone) -> Response:
    """The matrix, with what each field is good for, its danger, and what we do about it."""
    return visit.page(
        "public/fields.html",
        fields=FIELDS.values(),
        drawn=matrix_view.fields(visit),
        answers=ANSWERS,
        rights=[(RIGHT_NAMES[key], RIGHT_SENTENCES[key]) for key in RIGHT_NAMES],
    )


@router.get("/modellen")
def models(visit: Anyone) -> Response:
    """Every model with its route and who decides."""
    return visit.page(
        "public/models.html",
        models=[
            Drawn(model.about, model.example.field, picture(model.example))
            for model in catalogue.all_models().values()
        ],
        fields=FIELDS,
        rights=RIGHT_NAMES,
        kinds=DONE.values(),
        settings_words=SETTINGS,
    )
