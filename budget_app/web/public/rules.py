"""The rules of a round in plain words, and as the file of which the hash is published."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Response

from budget_app.ballots import setting_words
from budget_app.ballots.words import BALLOT_WORDS, METHOD_WORDS, tie_sentence
from budget_app.budgets import catalogue
from budget_app.budgets import reading as rounds
from budget_app.budgets.matrix import FIELDS
from budget_app.budgets.reading import RoundFacts
from budget_app.budgets.rights import RIGHT_SENTENCES
from budget_app.places import reading as places
from budget_app.places.reading import AreaFacts
from budget_app.web.deciding_words import DECIDING
from budget_app.web.guards import Anyone
from budget_app.web.public.round import shares_of

router = APIRouter()


@router.get("/ronde/{slug}/regels")
def show(visit: Anyone, slug: str) -> Response:
    """The whole configuration, readable."""
    with visit.read() as session:
        round = rounds.by_slug(session, slug)
        names = places.named(session, list(round.config.areas))
    return visit.page(
        "public/rules.html", area=names.get(round.area_code), **in_words(round, names)
    )


def in_words(round: RoundFacts, names: Mapping[str, AreaFacts]) -> dict[str, Any]:
    """What the page of rules needs to say the rules of a round; `names` by code of each area."""
    model = catalogue.all_models().get(round.model)
    return {
        "round": round,
        "config": round.config,
        "areas": [names[code].name for code in round.config.areas if code in names],
        "bodies": {body.key: body.name for body in round.config.bodies},
        "field": FIELDS[round.field],
        "right": RIGHT_SENTENCES[round.config.decision_right],
        "model": model.about if model else None,
        "shares": shares_of(round),
        "deciding": DECIDING,
        "methods": METHOD_WORDS,
        "ballots": BALLOT_WORDS,
        "tie": tie_sentence,
        "settings": setting_words.chosen,
    }


@router.get("/ronde/{slug}/regels.json")
def download(visit: Anyone, slug: str) -> Response:
    """The rules exactly as they were hashed: `sha256sum` on this file gives the published hash."""
    with visit.read() as session:
        round = rounds.by_slug(session, slug)
    return visit.answer(
        Response(
            round.config.canonical(),
            media_type="application/json",
            headers={"Content-Disposition": f'attachment; filename="regels-{round.slug}.json"'},
        )
    )
