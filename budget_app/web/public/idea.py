"""The page of an idea: the story, the money, what happens next, and what neighbours say."""

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Response
from sqlmodel import Session

from budget_app.ballots import reading as ballots
from budget_app.bodies import advising, points, verdicts, waiting
from budget_app.budgets import reading as rounds
from budget_app.budgets.reading import RoundFacts
from budget_app.clock import local_date
from budget_app.commissions import reading as commissions
from budget_app.currency import reading as currency
from budget_app.currency.reading import OpenIdea
from budget_app.i18n import LazyText
from budget_app.ideas import dossier
from budget_app.ideas import service as ideas
from budget_app.ideas.models import Idea
from budget_app.packages import items as packages
from budget_app.places import reading as places
from budget_app.projects import reading as projects
from budget_app.route import reading as route
from budget_app.route import rules
from budget_app.route.reading import StepFacts
from budget_app.talk import consulting
from budget_app.talk import reading as talk
from budget_app.talk.models import TONES as TONE_CODES
from budget_app.talk.tones import TONES
from budget_app.web import prospects
from budget_app.web.guards import Anyone
from budget_app.web.paging import page_of
from budget_app.web.public import words
from budget_app.web.public.cards import place_of
from budget_app.web.public.outsiders import barred
from budget_app.web.visit import Visit

router = APIRouter()
REACTIONS_PER_PAGE = 30


@dataclass(frozen=True)
class Typed:
    """A reaction that was refused: what was typed, and what is wrong with it."""

    values: dict[str, str]
    errors: dict[str, LazyText]
    status: int


NOTHING = Typed({}, {}, 200)


@router.get("/idee/{idea_id}")
def show(visit: Anyone, idea_id: int) -> Response:
    """One idea; a draft only for its makers."""
    return page(visit, idea_id, NOTHING)


def page(visit: Visit, idea_id: int, typed: Typed) -> Response:
    """The page, also when a reaction has to be typed again."""
    account_id = visit.viewer.account_id if visit.viewer else None
    with visit.read() as session:
        idea = ideas.visible(session, idea_id, account_id)
        round = rounds.by_id(session, idea.round_id)
        steps = route.steps_of(session, {round.id: round.config}, visit.now)[round.id]
        names = places.named(session, list(round.config.areas))
        context = {
            **_talk(session, visit, idea),
            "mine": account_id is not None and ideas.is_maker(session, idea_id, account_id),
            "endorsed": account_id is not None
            and dossier.endorsed_by(session, idea_id, account_id),
            "ahead": prospects.ahead(session, round.config, idea),
            "moves": route.moves_of(session, idea_id),
            "changes": dossier.changes(session, idea_id) if idea.version > 1 else [],
            "relatives": dossier.relatives(session, idea),
            "verdicts": verdicts.of_idea(session, idea_id),
            "looks": waiting.before(session, idea, local_date(visit.now)),
            "owed": advising.owed(session, round.config, idea, visit.now),
            "points": points.of_plan(session, idea_id) if idea.subject == "plan" else [],
            "consulted": consulting.on_page(session, round.config, idea, account_id, visit.now),
            "parts": packages.of_packages(session, [idea_id])[idea_id],
            "packages": packages.packages_with(session, idea_id),
            "commissioned": round.config.first("commission") is not None
            and commissions.exists(session, idea_id),
            "put_in": _put_in(session, round, idea),
            "project_id": projects.of_idea(session, idea_id),
        }
        shut = barred(session, visit.viewer, [round])[round.id]
        counted = ballots.counted_rounds(session, [round.id])
    return visit.page(
        "public/idea.html",
        typed.status,
        idea=idea,
        round=round,
        area=names.get(round.area_code),
        place=place_of(idea, names),
        may=_may(idea, steps),
        shut=shut,
        can_build=idea.state != "concept"
        and "gather" not in shut
        and "submit" in _open_to_residents(steps),
        passed=_passed(round, idea),
        was_voted_on=bool(counted)
        and any(move.state == "op_de_stemlijst" for move in context["moves"]),
        typed=typed,
        tones=TONES,
        words=words,
        **context,
    )


def _put_in(session: Session, round: RoundFacts, idea: Idea) -> OpenIdea | None:
    """What households put in, once an idea came so far; None in rounds without a currency."""
    rule, step = round.config.currency, round.config.first("pledge")
    keys = [each.key for each in round.config.steps]
    if rule is None or step is None or idea.step_key is None:
        return None
    reached = keys.index(idea.step_key) >= keys.index(step.key)
    return currency.of_idea(session, rule, idea) if reached else None


def _talk(session: Session, visit: Visit, idea: Idea) -> dict[str, Any]:
    """The reactions of one tone or all, a page at a time, with how many there are of each."""
    query = visit.request.query_params
    tone = query.get("toon", "")
    tone = tone if tone in TONE_CODES else ""
    counts = talk.tones(session, idea.id or 0)
    total = counts[tone] if tone else counts.total()
    base = f"/idee/{idea.id}"
    shown = page_of(
        total,
        REACTIONS_PER_PAGE,
        query.get("bladzijde", "1"),
        base,
        **({"toon": tone} if tone else {}),
    )
    skip = (shown.number - 1) * REACTIONS_PER_PAGE
    found = talk.reactions(session, idea.id or 0, tone, REACTIONS_PER_PAGE, skip) if total else []
    return {"tone": tone, "counts": counts, "reactions": found, "page": shown}


def _may(idea: Idea, steps: list[StepFacts]) -> frozenset[str]:
    """What residents may do with this idea now, by the table of the route."""
    if idea.state == "concept" or idea.state in rules.ENDED:
        return frozenset()
    here = [
        step.kind
        for step in steps
        if step.place == "now" and idea.step_key in (None, step.rule.key)
    ]
    return rules.allowed(here, ("resident",))


def _open_to_residents(steps: list[StepFacts]) -> frozenset[str]:
    """What residents may do in the round now, whatever step an idea is at."""
    return rules.allowed((step.kind for step in steps if step.place == "now"), ("resident",))


def _passed(round: RoundFacts, idea: Idea) -> list[tuple[str, LazyText, int]]:
    return [
        (step.name, *words.why_passed(step, idea)) for step in rules.passed_over(round.config, idea)
    ]
