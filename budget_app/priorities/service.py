"""Work the sums out, once, when the step opens: themes get their money by the rule that froze."""

from datetime import datetime

from sqlmodel import Session, col, select

from budget_app.ballots.models import Result
from budget_app.budgets.config import AllotRule, StepRule
from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.errors import Refusal
from budget_app.history import service as history
from budget_app.i18n import _l
from budget_app.ideas import moves, places
from budget_app.ideas.models import Idea
from budget_app.ideas.service import keep_version
from budget_app.places.models import Area
from budget_app.priorities import rules
from budget_app.priorities.models import Allotment, AllottedTheme
from budget_app.priorities.rules import LOWEST_GRADE, Figures, Given, Share, Theme

ALLOTTED = _l("Het bedrag komt uit de verdeling.")
NO_PRIORITY = _l("Dit thema kwam in de buurt niet bij de eerste keuzes.")


class NoFigures(Refusal):
    sentence = _l(
        "Van {area} is het aantal inwoners niet bekend. Dit is nodig om het geld te verdelen."
    )


class NothingChosen(Refusal):
    sentence = _l("Er is nog geen uitslag van een stemming over thema's.")


def demand_figures(session: Session, round: Round) -> None:
    """A round that divides money by inhabitants needs to know how many there are.

    Raises NoFigures, when the round is published: then it can still be put right.
    """
    for step in config_of(round).steps:
        if step.kind == "allot":
            figures_of(session, round, _rule(step))


def figures_of(session: Session, round: Round, rule: AllotRule) -> dict[str, Figures]:
    """What is known of each part of the round's area, by name. Raises NoFigures."""
    codes = [code for code, _name in places.buurten(session, round.id or 0)]
    rows = session.exec(
        select(Area.code, Area.name, Area.inhabitants)
        .where(col(Area.code).in_(codes))
        .order_by(col(Area.name))
    ).all()
    found = {}
    for code, name, inhabitants in rows:
        if inhabitants is None and rule.population:
            raise NoFigures(area=name)
        found[code] = Figures(code, inhabitants or 0, rule.grades.get(code, LOWEST_GRADE))
    return found


def allot(session: Session, round: Round, step: StepRule, now: datetime) -> None:
    """Divide the round's money over the themes that stand in this step. Raises NothingChosen."""
    rule, themes = _rule(step), _themes(session, round, step)
    scores = _scores(session, round)
    figures = figures_of(session, round, rule)
    ranked = [
        Theme(idea.id or 0, idea.area_code or "", scores.get(idea.id or 0, 0.0)) for idea in themes
    ]
    areas, given = rules.allot(rule, round.amount_cents, figures, ranked)
    session.add(
        Allotment(
            round_id=round.id or 0,
            step_key=step.key,
            made_at=now,
            amount_cents=round.amount_cents,
            areas=[_shown(area) for area in areas],
        )
    )
    _give(session, round, step, themes, given, now)
    history.append(
        session,
        now,
        "regel",
        "money_allotted",
        f"step:{step.key}",
        round.id,
        cents=sum(one.cents for one in given),
        areas={area.figures.code: area.cents for area in areas},
    )


def _rule(step: StepRule) -> AllotRule:
    assert step.allot is not None  # noqa: S101  (a step without one was refused on publishing)
    return step.allot


def _themes(session: Session, round: Round, step: StepRule) -> list[Idea]:
    query = (
        select(Idea)
        .where(
            Idea.round_id == round.id,
            Idea.step_key == step.key,
            Idea.state == "op_de_stemlijst",
        )
        .order_by(col(Idea.number))
    )
    return list(session.exec(query))


def _scores(session: Session, round: Round) -> dict[int, float]:
    """Votes or points per theme, of the last vote that was counted."""
    result = session.exec(
        select(Result).where(Result.round_id == round.id).order_by(col(Result.id).desc())
    ).first()
    if result is None:
        raise NothingChosen
    unit = result.outcome["score_unit"]
    return {row["idea_id"]: row["points"] / unit for row in result.outcome["ideas"]}


def _shown(area: Share) -> dict[str, object]:
    return {
        "code": area.figures.code,
        "population": area.figures.population,
        "grade": area.figures.grade,
        "share": float(area.weight),
        "cents": area.cents,
    }


def _give(
    session: Session,
    round: Round,
    step: StepRule,
    themes: list[Idea],
    given: list[Given],
    now: datetime,
) -> None:
    by_theme = {one.theme.id: one for one in given}
    for idea in themes:
        one = by_theme.get(idea.id or 0)
        if one is None or not one.cents:
            moves.record(session, idea, "niet_gekozen", now, "regel", str(NO_PRIORITY))
            continue
        idea.cost_cents = one.cents
        idea.version += 1
        session.add(idea)
        keep_version(session, idea, None, now, str(ALLOTTED))
        session.add(
            AllottedTheme(
                round_id=round.id or 0,
                step_key=step.key,
                idea_id=idea.id or 0,
                area_code=one.theme.area,
                place=one.place,
                score=one.theme.score,
                cents=one.cents,
            )
        )
    session.flush()
