"""Ask the makers of another idea to go on together, and answer when they ask."""

import re
from typing import Any

from fastapi import APIRouter, Response

from budget_app.budgets.models import Round
from budget_app.errors import FieldErrors
from budget_app.i18n import LazyText, _l
from budget_app.ideas import merging, similar
from budget_app.ideas import service as ideas
from budget_app.ideas.models import Idea
from budget_app.web.guards import Anyone, Form
from budget_app.web.visit import Visit

router = APIRouter()
INTO_MINE, INTO_THEIRS = "hier", "daar"
# What another idea in the same field would mend.
ANOTHER_NUMBER = (merging.SameIdea, merging.BothYours, merging.TooFar, merging.ProposedBefore)


@router.get("/idee/{idea_id}/samenvoegen")
def ask(visit: Anyone, idea_id: int, met: str = "") -> Response:
    """With which idea, and which of the two goes on."""
    return _form(visit, idea_id, {"number": met, "where": INTO_THEIRS})


@router.post("/idee/{idea_id}/samenvoegen")
def propose(visit: Anyone, idea_id: int, form: Form) -> Response:
    """Put the question to the other makers."""
    try:
        number = _number(form.text("number"))
        with visit.write() as session:
            mine = ideas.of_maker(session, idea_id, visit.me.account_id)
            other = merging.by_number(session, mine.round_id, number)
            pair = (other, mine) if form.text("where") == INTO_MINE else (mine, other)
            merging.propose(session, *pair, visit.me.account_id, form.text("message"), visit.now)
    except FieldErrors as wrong:
        return _form(visit, idea_id, form.values(), wrong.errors)
    except ANOTHER_NUMBER as refusal:
        return _form(visit, idea_id, form.values(), {"number": refusal.text}, refusal.status)
    visit.flash(_l("Uw vraag ligt bij de makers van het andere idee."))
    return visit.go(f"/resident/idee/{idea_id}")


@router.get("/samenvoegen/{merge_id}")
def consider(visit: Anyone, merge_id: int) -> Response:
    """Both ideas beside each other, and what yes and no mean."""
    with visit.read() as session:
        merge = merging.for_answer(session, merge_id, visit.me.account_id)
        pair = session.get_one(Idea, merge.from_id), session.get_one(Idea, merge.into_id)
    return visit.page("resident/merge_answer.html", merge=merge, pair=pair)


@router.post("/samenvoegen/{merge_id}")
def answer(visit: Anyone, merge_id: int, form: Form) -> Response:
    """Say yes or no."""
    agree = form.text("antwoord") == "ja"
    with visit.write() as session:
        merge = merging.for_answer(session, merge_id, visit.me.account_id)
        merging.answer(session, merge, visit.me.account_id, agree, visit.now)
        into_id = merge.into_id
    if not agree:
        visit.flash(_l("U hebt nee gezegd. Beide ideeën gaan apart verder."))
        return visit.go("/resident/")
    visit.flash(_l("De ideeën gaan samen verder. Alle makers staan erbij."))
    return visit.go(f"/resident/idee/{into_id}")


def _number(text: str) -> int:
    """The number of an idea as people write it: "5", "#5" or, as it stands there, "Idee 5"."""
    found = re.fullmatch(r"\D{0,12}(\d{1,7})\W*", text)
    if found is None:
        raise FieldErrors({"number": _l("Vul het nummer van het andere idee in.")})
    return int(found[1])


def _form(
    visit: Visit,
    idea_id: int,
    values: dict[str, str],
    errors: dict[str, LazyText] | None = None,
    status: int = 400,
) -> Response:
    with visit.read() as session:
        idea = ideas.of_maker(session, idea_id, visit.me.account_id)
        context: dict[str, Any] = {
            "idea": idea,
            "round": session.get_one(Round, idea.round_id),
            "similar": similar.find(session, idea.round_id, idea.title, idea.body, idea.id),
        }
    return visit.page(
        "resident/merge_ask.html",
        status if errors else 200,
        values=values,
        errors=errors or {},
        **context,
    )
