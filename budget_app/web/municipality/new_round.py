"""Start a round: choose the field in the matrix, then a model."""

from fastapi import APIRouter, Response
from pydantic import ValidationError

from budget_app.budgets import service as budgets
from budget_app.budgets.catalogue import all_models
from budget_app.budgets.config import RoundConfig
from budget_app.budgets.explain import explain
from budget_app.budgets.matrix import FIELDS
from budget_app.errors import FieldErrors
from budget_app.i18n import LazyText, _l
from budget_app.places.service import choosable
from budget_app.web.guards import Anyone, Form
from budget_app.web.matrix_view import fields, models
from budget_app.web.municipality.mine import areas_of
from budget_app.web.visit import Visit

router = APIRouter()


@router.get("/ronde/nieuw")
def ask(visit: Anyone) -> Response:
    """The drawn matrix is the form."""
    return _form(visit, {}, {})


@router.post("/ronde/nieuw")
def make(visit: Anyone, form: Form) -> Response:
    """Make a draft from the chosen model and go on to its questions."""
    typed = form.values()
    errors = _missing(typed)
    if errors:
        return _form(visit, typed, errors)
    field = int(typed["field"])
    model = all_models()[_model_name(typed)]
    try:
        config = RoundConfig.model_validate(
            {
                **model.config,
                "title": typed["title"],
                "areas": [typed["area"]],
                "field": field,
            }
        )
        with visit.write() as session:
            allowed = {area.code for area in choosable(session, areas_of(session, visit))}
            if typed["area"] not in allowed:
                raise FieldErrors({"area": _l("Kies een gebied uit de lijst.")})
            round_id = budgets.create(session, config, visit.now).id
    except ValidationError as error:
        return _form(visit, typed, explain(error))
    except FieldErrors as error:
        return _form(visit, typed, error.errors)
    return visit.go(f"/municipality/ronde/{round_id}")


def _missing(typed: dict[str, str]) -> dict[str, LazyText]:
    errors: dict[str, LazyText] = {}
    if not typed.get("title", "").strip():
        errors["title"] = _l("Geef de ronde een naam.")
    if not typed.get("area"):
        errors["area"] = _l("Kies een gebied uit de lijst.")
    if typed.get("field", "") not in {str(number) for number in FIELDS}:
        errors["field"] = _l("Kies een van de vier velden.")
    if "model" not in typed or ("field" not in errors and _model_name(typed) not in all_models()):
        errors["model"] = _l("Kies een model uit de lijst.")
    return errors


def _model_name(typed: dict[str, str]) -> str:
    """The model that was picked, or the one that goes with the field where none was."""
    return typed["model"] or FIELDS[int(typed["field"])].model


def _form(visit: Visit, typed: dict[str, str], errors: dict[str, LazyText]) -> Response:
    with visit.read() as session:
        areas = choosable(session, areas_of(session, visit))
    return visit.page(
        "municipality/new_round.html",
        400 if errors else 200,
        typed=typed,
        errors={name: visit.translate(text) for name, text in errors.items()},
        fields=fields(visit),
        areas=areas,
        models=models(),
        kinds={str(field.number): visit.translate(field.name) for field in FIELDS.values()},
    )
