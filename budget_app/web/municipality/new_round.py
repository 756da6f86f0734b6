"""Start a round in two screens: where it lies in the matrix, then the model it follows."""

from fastapi import APIRouter, Response
from pydantic import ValidationError

from budget_app.budgets import service as budgets
from budget_app.budgets.catalogue import all_models
from budget_app.budgets.config import RoundConfig
from budget_app.budgets.explain import explain
from budget_app.budgets.matrix import FIELDS
from budget_app.budgets.rights import RIGHT_SENTENCES
from budget_app.errors import FieldErrors
from budget_app.i18n import LazyText, _l
from budget_app.places.service import choosable
from budget_app.web.guards import Anyone, Form
from budget_app.web.matrix_view import fields, models
from budget_app.web.municipality.mine import areas_of
from budget_app.web.typed import storable
from budget_app.web.visit import Visit

router = APIRouter()
FIRST = ("title", "area", "field")  # what the first screen asks
MOST_TITLE = 120


@router.get("/ronde/nieuw")
def ask(visit: Anyone) -> Response:
    """The drawn matrix is the form."""
    query = visit.request.query_params
    return _first(visit, {name: query.get(name, "") for name in FIRST}, {})


@router.get("/ronde/nieuw/model")
def ask_model(visit: Anyone) -> Response:
    """The models of the chosen field, its usual one picked already, and those of the others.

    The first screen again, if something that it asks is missing.
    """
    query = visit.request.query_params
    typed = {name: storable(query.get(name, "")).strip() for name in FIRST}
    errors = _missing(typed)
    if errors:
        return _first(visit, typed, errors)
    return _second(visit, {**typed, "model": FIELDS[int(typed["field"])].model}, {})


@router.post("/ronde/nieuw")
def make(visit: Anyone, form: Form) -> Response:
    """Make a draft from the chosen model and go on to its questions."""
    typed = {name: form.text(name) for name in (*FIRST, "model")}
    errors = _missing(typed)
    if typed["model"] not in all_models():
        errors["model"] = _l("Kies een model uit de lijst.")
    if errors:
        return _again(visit, typed, errors)
    model = all_models()[typed["model"]]
    try:
        config = RoundConfig.model_validate(
            {
                **model.config,
                "title": typed["title"],
                "areas": [typed["area"]],
                "field": int(typed["field"]),
            }
        )
        with visit.write() as session:
            allowed = {area.code for area in choosable(session, areas_of(session, visit))}
            if typed["area"] not in allowed:
                raise FieldErrors({"area": _l("Kies een gebied uit de lijst.")})
            round_id = budgets.create(session, config, visit.now).id
    except ValidationError as error:
        return _again(visit, typed, explain(error))
    except FieldErrors as error:
        return _again(visit, typed, _on_first(error.errors))
    return visit.go(f"/municipality/ronde/{round_id}")


def _on_first(errors: dict[str, LazyText]) -> dict[str, LazyText]:
    """Mistakes under the names that the first screen gives its fields.

    What keeps an amount from being made (a figure that the area lacks) is mended by another area.
    """
    return {name if name in FIRST else "area": text for name, text in errors.items()}


def _missing(typed: dict[str, str]) -> dict[str, LazyText]:
    errors: dict[str, LazyText] = {}
    if not typed["title"]:
        errors["title"] = _l("Geef de ronde een naam.")
    elif len(typed["title"]) > MOST_TITLE:
        errors["title"] = _l("Maak de naam korter: ten hoogste {most} tekens.").with_values(
            most=MOST_TITLE
        )
    if not typed["area"]:
        errors["area"] = _l("Kies een gebied uit de lijst.")
    if typed["field"] not in {str(number) for number in FIELDS}:
        errors["field"] = _l("Kies een van de vier velden.")
    return errors


def _again(visit: Visit, typed: dict[str, str], errors: dict[str, LazyText]) -> Response:
    """The screen that can mend these mistakes, the first one first."""
    screen = _first if set(errors) - {"model"} else _second
    return screen(visit, typed, errors)


def _first(visit: Visit, typed: dict[str, str], errors: dict[str, LazyText]) -> Response:
    with visit.read() as session:
        areas = choosable(session, areas_of(session, visit))
    return visit.page(
        "municipality/new_round.html",
        400 if errors else 200,
        typed=typed,
        errors={name: visit.translate(text) for name, text in errors.items()},
        fields=fields(visit),
        areas=areas,
    )


def _second(visit: Visit, typed: dict[str, str], errors: dict[str, LazyText]) -> Response:
    field = FIELDS[int(typed["field"])]
    return visit.page(
        "municipality/new_round_model.html",
        400 if errors else 200,
        typed=typed,
        errors={name: visit.translate(text) for name, text in errors.items()},
        field=field,
        fitting=[model for model in models() if model.example.field == field.number],
        others=[model for model in models() if model.example.field != field.number],
        matrix=FIELDS,
        rights=RIGHT_SENTENCES,
        back={name: typed[name] for name in FIRST},
    )
