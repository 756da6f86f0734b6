"""The configuration of a round: one screen per question, and an overview of what is left to do."""

from typing import Any

from fastapi import APIRouter, Response
from pydantic import ValidationError
from sqlmodel import Session

from budget_app.ballots import setting_words
from budget_app.budgets import service as budgets
from budget_app.budgets.check import problems
from budget_app.budgets.config import RoundConfig
from budget_app.budgets.counting import asked
from budget_app.budgets.explain import explain
from budget_app.budgets.models import Round
from budget_app.errors import FieldErrors, NotFound, Refusal
from budget_app.i18n import LazyText, _l
from budget_app.places.service import choosable
from budget_app.route import service as route
from budget_app.web.guards import Anyone, Form
from budget_app.web.matrix_view import fields, models, outside
from budget_app.web.municipality import overview_page
from budget_app.web.municipality.counting_view import ways
from budget_app.web.municipality.mine import areas_of, round_of
from budget_app.web.municipality.sections import sections_of
from budget_app.web.municipality.sections.section import Section
from budget_app.web.visit import Visit
from voting.methods import METHODS

router = APIRouter()
AGAIN = "nog-een"  # the button that keeps what was typed and asks for one row more


@router.get("/ronde/{round_id}")
def overview(visit: Anyone, round_id: int) -> Response:
    """Every question with its answer and whether it can run, and the next deed."""
    return overview_page.show(visit, round_id, None)


@router.post("/ronde/{round_id}/publiceren")
def publish(visit: Anyone, form: Form, round_id: int) -> Response:
    """Show the round to everyone; refused with what is still wrong."""
    try:
        with visit.write() as session:
            route.publish(session, round_of(session, visit, round_id), visit.now)
    except Refusal as refusal:
        return overview_page.show(visit, round_id, refusal)
    visit.flash(_l("De ronde is gepubliceerd. Iedereen kan hem nu zien."))
    return visit.go(f"/municipality/ronde/{round_id}")


@router.get("/ronde/{round_id}/inrichten/{key}")
def ask(visit: Anyone, round_id: int, key: str) -> Response:
    """One question."""
    with visit.read() as session:
        round = round_of(session, visit, round_id)
        section = _section(key, round.config)
        found = {p.place: p.text for p in problems(budgets.config_of(round))}
    mine = {place: text for place, text in found.items() if section.owns(place, round.config)}
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
        if form.text("doe") == AGAIN:
            return _screen(visit, round, section, changed, {}, 200)
        with visit.write() as session:
            _keep(session, visit, round_id, section, changed)
    except ValidationError as error:
        return _screen(visit, round, section, changed, explain(error), 400)
    except FieldErrors as error:
        return _screen(visit, round, section, changed, error.errors, 400)
    visit.flash(_l("Opgeslagen."))
    return visit.go(_after(round_id, section, changed, form))


def _keep(
    session: Session, visit: Visit, round_id: int, section: Section, changed: dict[str, Any]
) -> None:
    """Store the answer to one question. Raises ValidationError, FieldErrors, Frozen."""
    round = round_of(session, visit, round_id)
    before = budgets.config_of(round)
    config = budgets.dated(session, RoundConfig.model_validate(changed))
    if wrong := section.wrong(changed):
        raise FieldErrors(wrong)
    mine = [p for p in problems(config) if section.owns(p.place, changed)]
    if mine:
        raise FieldErrors({problem.place: problem.text for problem in mine})
    within = {area.code for area in choosable(session, areas_of(session, visit))}
    budgets.change(session, round, config, visit.now, within)
    if round.state != "draft":
        route.follow_dates(session, round, before)


def _after(round_id: int, section: Section, config: dict[str, Any], form: Form) -> str:
    """The next question, or the overview."""
    base = f"/municipality/ronde/{round_id}"
    if form.text("doe") != "volgende":
        return base
    keys = list(sections_of(config))
    place = keys.index(section.key) + 1 if section.key in keys else len(keys)
    return f"{base}/inrichten/{keys[place]}" if place < len(keys) else base


def _section(key: str, config: dict[str, Any]) -> Section:
    section = sections_of(config).get(key)
    if section is None:
        raise NotFound
    return section


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
    keys = list(sections_of(round.config))
    said: dict[str, str] = {}
    for where, text in errors.items():
        said.setdefault(section.input_of(where, config), visit.translate(text))
    return visit.page(
        f"municipality/sections/{section.template or section.key}.html",
        status,
        round=round,
        section=section,
        place=keys.index(section.key) + 1,
        many=len(keys),
        shown=section.show(config),
        errors=said,
        fields=fields(visit),
        areas=areas,
        models=models(),
        outside=outside(round.field, round.model),
        methods=METHODS,
        ways=ways,
        asked=asked,
        words=setting_words,
    )
