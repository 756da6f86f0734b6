"""The page of one round for its officials: where it stands, what comes next, every question."""

from fastapi import Response
from sqlmodel import Session

from budget_app.ballots import turnout
from budget_app.budgets import service as budgets
from budget_app.budgets.catalogue import all_models
from budget_app.budgets.check import problems
from budget_app.budgets.matrix import FIELDS
from budget_app.budgets.rights import RIGHT_NAMES
from budget_app.errors import Refusal
from budget_app.ideas import reading as ideas
from budget_app.ideas.models import STATES
from budget_app.places.models import Area
from budget_app.projects import reading as projects
from budget_app.route import service as route
from budget_app.web.matrix_view import outside
from budget_app.web.municipality.mine import round_of
from budget_app.web.municipality.sections import sections_of
from budget_app.web.visit import Visit
from voting.methods import METHODS


def show(visit: Visit, round_id: int, refusal: Refusal | None) -> Response:
    """The overview; with a refusal, what still keeps the round from being published."""
    with visit.read() as session:
        round = round_of(session, visit, round_id)
        config = budgets.config_of(round)
        steps = route.steps_of(session, round_id)
        states = ideas.states_in(session, [round_id])[round_id]
        voted, roll = turnout.so_far(session, round_id)
        areas = _names(session, config.areas)
        running = projects.count_in(session, round_id)
    sections = list(sections_of(round.config).values())
    found = problems(config)
    wrong = {
        section.key: [
            visit.translate(problem.text)
            for problem in found
            if section.owns(problem.place, round.config)
        ]
        for section in sections
    }
    model = all_models().get(config.model)
    return visit.page(
        "municipality/round.html",
        refusal.status if refusal else 200,
        round=round,
        config=config,
        areas=areas,
        model=model.about if model else None,
        field=FIELDS[config.field],
        rights=RIGHT_NAMES,
        methods=METHODS,
        steps=steps,
        open_now=[step for step in steps if route.is_open(step, visit.now)],
        waiting=[step for step in steps if step.state == "waiting"],
        states=[(state, states[state]) for state in STATES if states[state]],
        votes=[(step, voted.get(step.key, 0)) for step in config.steps if step.kind == "vote"],
        roll=roll,
        projects=running,
        sections=sections,
        wrong=wrong,
        problems=[visit.translate(problem.text) for problem in found],
        refusal=visit.translate(refusal.text) if refusal else "",
        outside=outside(config.field, config.model),
    )


def _names(session: Session, codes: tuple[str, ...]) -> list[str]:
    return [area.name for code in codes if (area := session.get(Area, code))]
