"""The configuration of a round: one screen per question, and an overview of what is left to do."""

from typing import Any

from fastapi import APIRouter, Response
from pydantic import ValidationError

from budget_app.ballots import turnout
from budget_app.budgets import service as budgets
from budget_app.budgets.catalogue import all_models
from budget_app.budgets.check import problems
from budget_app.budgets.config import RoundConfig
from budget_app.budgets.counting import asked
from budget_app.budgets.explain import explain
from budget_app.budgets.matrix import FIELDS
from budget_app.budgets.models import Round
from budget_app.errors import FieldErrors, NotFound, Refusal
from budget_app.i18n import LazyText, _l
from budget_app.ideas import reading as ideas
from budget_app.ideas.models import STATES
from budget_app.places.service import choosable
from budget_app.route import service as route
from budget_app.web.guards import Anyone, Form
from budget_app.web.matrix_view import fields, models, outside
from budget_app.web.municipality.mine import areas_of, round_of
from budget_app.web.municipality.sections import SECTIONS
from budget_app.web.municipality.sections.section import Section
from budget_app.web.visit import Visit
from voting.methods import METHODS

router = APIRouter()


@router.get("/ronde/{round_id}")
def overview(visit: Anyone, round_id: int) -> Response:
    """Every question with whether its answer can run, the steps, and the next deed."""
    return _overview(visit, round_id, None)


@router.post("/ronde/{round_id}/publiceren")
def publish(visit: Anyone, form: Form, round_id: int) -> Response:
    """Show the round to everyone; refused with what is still wrong."""
    try:
        with visit.write() as session:
            route.publish(session, round_of(session, visit, round_id), visit.now)
    except Refusal as refusal:
        return _overview(visit, round_id, refusal)
    visit.flash(_l("De ronde is gepubliceerd. Iedereen kan hem nu zien."))
    return visit.go(f"/municipality/ronde/{round_id}")


@router.get("/ronde/{round_id}/inrichten/{key}")
def ask(visit: Anyone, round_id: int, key: str) -> Response:
    """One question."""
    with visit.read() as session:
        round = round_of(session, visit, round_id)
        section = _section(key, round.config)
        found = {p.place: p.text for p in problems(budgets.config_of(round))}
    mine = {place: text for place, text in found.items() if place.split(".")[0] in section.places}
    return _screen(visit, round, section, round.config, mine, 200)


@router.post("/ronde/{round_id}/inrichten/{key}")
def answer(visit: Anyone, form: Form, round_id: int, key: str) -> Response:
    """Keep an answer. What was typed comes back when it cannot be taken."""
    with visit.read() as session:
        round = round_of(session, visit, round_id)
    section = _section(key, round.config)
    changed: dict[str, Any] = round.config
    try:
        changed = section.apply(round.config, form)
        config = RoundConfig.model_validate(changed)
        mine = [p for p in problems(config) if p.place.split(".")[0] in section.places]
        if mine:
            raise FieldErrors({problem.place: problem.text for problem in mine})
        with visit.write() as session:
            budgets.change(session, round_of(session, visit, round_id), config)
    except ValidationError as error:
        return _screen(visit, round, section, changed, explain(error), 400)
    except FieldErrors as error:
        return _screen(visit, round, section, changed, error.errors, 400)
    visit.flash(_l("Opgeslagen."))
    return visit.go(f"/municipality/ronde/{round_id}")


def _section(key: str, config: dict[str, Any]) -> Section:
    section = SECTIONS.get(key)
    if section is None or not section.applies(config):
        raise NotFound
    return section


def _overview(visit: Visit, round_id: int, refusal: Refusal | None) -> Response:
    with visit.read() as session:
        round = round_of(session, visit, round_id)
        config = budgets.config_of(round)
        steps = route.steps_of(session, round_id)
        states = ideas.states_in(session, [round_id])[round_id]
        voted, roll = turnout.so_far(session, round_id)
    found = problems(config)
    wrong = {problem.place.split(".")[0] for problem in found}
    return visit.page(
        "municipality/round.html",
        refusal.status if refusal else 200,
        round=round,
        config=config,
        steps=steps,
        states=[(state, states[state]) for state in STATES if states[state]],
        votes=[(step, voted.get(step.key, 0)) for step in config.steps if step.kind == "vote"],
        roll=roll,
        sections=[
            (section, not wrong & set(section.places))
            for section in SECTIONS.values()
            if section.applies(round.config)
        ],
        problems=[visit.translate(problem.text) for problem in found],
        refusal=visit.translate(refusal.text) if refusal else "",
        kind=FIELDS[config.field].name,
        model=all_models().get(round.model),
        outside=outside(config.field, config.model),
    )


def _screen(
    visit: Visit,
    round: Round,
    section: Section,
    config: dict[str, Any],
    errors: dict[str, LazyText],
    status: int,
) -> Response:
    with visit.read() as session:
        areas = choosable(session, areas_of(session, visit))
    return visit.page(
        f"municipality/sections/{section.key}.html",
        status,
        round=round,
        section=section,
        shown=section.show(config),
        errors={
            section.input_of(place, config): visit.translate(text) for place, text in errors.items()
        },
        fields=fields(visit),
        areas=areas,
        models=models(),
        outside=outside(round.field, round.model),
        methods=METHODS,
        asked=asked,
        pairs=lambda choices: [(choice, choice) for choice in choices],
    )
