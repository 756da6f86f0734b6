"""The result of a vote, and why each idea won or lost."""

from fastapi import APIRouter, Response
from sqlmodel import Session

from budget_app.ballots import results, setting_words
from budget_app.ballots.results import ResultView
from budget_app.budgets import reading as rounds
from budget_app.budgets.reading import RoundFacts
from budget_app.places import reading as places
from budget_app.web.guards import Anyone
from voting.method import Text
from voting.methods import METHODS

router = APIRouter(prefix="/ronde/{slug}/uitslag")
PARTS_SHOWN = 6
UNKNOWN = Text("een andere telwijze", "another method")


@router.get("")
def show(visit: Anyone, slug: str, stap: str = "") -> Response:
    """The winners, what is left, every idea's support, other methods, turnout, downloads."""
    with visit.read() as session:
        round, result = _load(session, slug, stap)
        names = places.named(session, [area.code for area in result.turnout])
    return visit.page(
        "public/result.html",
        round=round,
        result=result,
        names={code: area.name for code, area in names.items()},
        title_of=lambda method: _title(method, visit.lang),
        described=_described(result.method, visit.lang),
        settings=setting_words.chosen(result.method, dict(result.parameters)),
        query=f"?stap={stap}" if stap else "",
    )


@router.get("/{number:int}")
def explain(visit: Anyone, slug: str, number: int, stap: str = "") -> Response:
    """Why this idea won, or why it did not."""
    with visit.read() as session:
        round, result = _load(session, slug, stap)
    idea = result.idea(number)
    return visit.page(
        "public/result_idea.html",
        round=round,
        result=result,
        idea=idea,
        spent_on=spent_on(result, idea.facts.get("spent_on", {})),
        place=[one.number for one in result.ranked].index(number) + 1,
        title_of=lambda method: _title(method, visit.lang),
        query=f"?stap={stap}" if stap else "",
    )


def spent_on(result: ResultView, amounts: dict[str, int]) -> list[tuple[str, int]]:
    """Where supporters' money went, the most first; what does not fit in the picture is one part.

    The part of all the others has an empty title.
    """
    ordered = sorted(amounts.items(), key=lambda pair: -pair[1])
    if len(ordered) > PARTS_SHOWN:
        rest = sum(amount for _, amount in ordered[PARTS_SHOWN - 1 :])
        ordered = [*ordered[: PARTS_SHOWN - 1], ("", rest)]
    return [(result.title_of(code) if code else "", amount) for code, amount in ordered]


def _load(session: Session, slug: str, step_key: str) -> tuple[RoundFacts, ResultView]:
    round = rounds.by_slug(session, slug)
    return round, results.of_round(session, round.id, slug, step_key)


def _title(method: str, lang: str) -> str:
    return _text(METHODS[method].title if method in METHODS else UNKNOWN, lang)


def _described(method: str, lang: str) -> str:
    return _text(METHODS[method].description, lang) if method in METHODS else ""


def _text(text: Text, lang: str) -> str:
    return text.en if lang == "en" else text.nl  # Dutch stands in for what is not translated
