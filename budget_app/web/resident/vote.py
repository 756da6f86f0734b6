"""Vote: the whole ballot on one page, a page that reads it back, one confirm, and a receipt."""

from datetime import datetime
from functools import partial

import sqlalchemy as sa
from fastapi import APIRouter, Response
from starlette.concurrency import run_in_threadpool

from budget_app.ballots import choices as chosen
from budget_app.ballots import service as ballots
from budget_app.ballots import standing
from budget_app.ballots.service import NotOnRoll, UnknownReceipt, VoteClosed
from budget_app.ballots.standing import Standing
from budget_app.budgets.service import config_of
from budget_app.errors import Refusal
from budget_app.i18n import _l
from budget_app.people import attempts
from budget_app.people.codes import receipt_as_printed
from budget_app.together import Together
from budget_app.web import ballot_page
from budget_app.web.ballot_page import Ballot
from budget_app.web.guards import Anyone, Form, Posted
from budget_app.web.receipt_code import ReceiptCode
from budget_app.web.visit import Visit

router = APIRouter(prefix="/ronde/{slug}/stem")
RECEIPT_TRIES = 10


class NotOurCode(Refusal):
    status = 400
    sentence = _l("Uw stem is nog niet geteld. Kijk uw keuzes nog een keer na en stem dan.")


@router.get("")
def show(visit: Anyone, slug: str) -> Response:
    """The ballot, or why there is none to fill in now."""
    return _ballot(visit, _load(visit, slug))


@router.post("")
def change(visit: Anyone, slug: str, form: Form) -> Response:
    """Back from the review page, with the choices as they were."""
    ballot = _load(visit, slug)
    ballot_page.fill(ballot, form)
    return _ballot(visit, ballot)


@router.get("/nakijken")
def start_again(visit: Anyone, slug: str) -> Response:
    """A review page that is reloaded by its address has no choices: back to the ballot."""
    return visit.go(f"/resident/ronde/{slug}/stem")


@router.post("/nakijken")
def review(visit: Anyone, slug: str, form: Form) -> Response:
    """Read the ballot back before it is cast. Stores nothing."""
    ballot = _load(visit, slug)
    ballot_page.fill(ballot, form)
    try:
        if not ballot.on_roll:
            raise NotOnRoll
        if ballot.standing.state != "open":
            raise VoteClosed
        with visit.read() as session:
            choices = ballot_page.choices_of(ballot.rule, form)
            content = ballots.check(session, ballot.standing.vote, choices, ballot.area_code)
        code = _code(visit, ballot)
    except UnknownReceipt as refusal:
        ballot.errors["receipt"] = refusal.text
        return _ballot(visit, ballot, refusal)
    except Refusal as refusal:
        return _ballot(visit, ballot, refusal)
    return visit.page(
        "resident/vote_review.html",
        ballot=ballot,
        review=ballot_page.review(ballot, content),
        fields=chosen.form_fields(ballot.rule.type, content),
        code=code,
        proof=ballot.receipt.proof(code),
        round=ballot.standing.vote.round,
    )


@router.post("/uitbrengen")
async def cast(visit: Anyone, slug: str, form: Form) -> Response:
    """Store the ballot. The answer is sent after the commit: "counted" is never said too early."""
    together: Together = visit.request.app.state.together
    try:
        receipt, closes_at = await together.do(partial(_store, visit, slug, form))
    except Refusal as refusal:
        return await run_in_threadpool(_refused, visit, slug, form, refusal)
    receipt.keep(form.text("code"), closes_at)
    return visit.go(f"/resident/ronde/{slug}/stem/klaar")


@router.get("/klaar")
def done(visit: Anyone, slug: str) -> Response:
    """Whether the vote counts, as the database has it now, and the code on this device."""
    ballot = _load(visit, slug)
    if not ballot.has_voted:
        return visit.go(f"/resident/ronde/{slug}/stem")
    code = ballot.receipt.known()
    if code is not None:
        with visit.read() as session:
            secret_key = visit.settings.secret_key
            ballots.find_by_receipt(session, ballot.standing.vote, secret_key, code)
    return visit.page(
        "resident/vote_done.html", ballot=ballot, code=code, round=ballot.standing.vote.round
    )


def _store(
    visit: Visit, slug: str, form: Posted, connection: sa.Connection
) -> tuple[ReceiptCode, datetime | None]:
    """Put the ballot of this form in the box; its receipt, and when the vote closes."""
    code = form.text("code")
    at, receipt, ours = _voted_in(visit, slug, code, form)
    if not ours:  # perhaps what is remembered is an earlier vote of this round
        standing.forget(visit.db, slug)
        at, receipt, ours = _voted_in(visit, slug, code, form)
    if not ours:
        raise NotOurCode
    choices = ballot_page.choices_of(ballots.rule_of(at.vote), form)
    account_id, secret_key = visit.me.account_id, visit.settings.secret_key
    ballots.cast_on(connection, at.vote, account_id, choices, code, secret_key, visit.clock)
    return receipt, at.closes_at


def _refused(visit: Visit, slug: str, form: Posted, refusal: Refusal) -> Response:
    """The ballot once more, with what was chosen and why it did not count."""
    standing.forget(visit.db, slug)
    ballot = _load(visit, slug)
    ballot_page.fill(ballot, form)
    return _ballot(visit, ballot, refusal)


def _voted_in(
    visit: Visit, slug: str, code: str, form: Posted
) -> tuple[Standing, ReceiptCode, bool]:
    """The open vote of a round, and whether the receipt code in this form was made for it."""
    at = standing.open_vote(visit.db, slug, visit.now)
    receipt = ReceiptCode(visit, at.vote)
    return at, receipt, receipt.is_ours(code, form.text("proof"))


def _load(visit: Visit, slug: str) -> Ballot:
    with visit.read() as session:
        return ballot_page.load(session, visit, slug)


def _code(visit: Visit, ballot: Ballot) -> str:
    """The code under which this ballot will be stored. Raises UnknownReceipt, TooMany."""
    if not ballot.has_voted:
        return ballot.receipt.fresh()
    known = ballot.receipt.known()
    if known is not None:
        return known
    vote, secret_key = ballot.standing.vote, visit.settings.secret_key
    with visit.write() as session:
        attempts.count(session, f"receipt:{visit.me.account_id}", RECEIPT_TRIES, visit.now)
    with visit.read() as session:
        ballots.find_by_receipt(session, vote, secret_key, ballot.typed_code)
    return receipt_as_printed(ballot.typed_code)


def _ballot(visit: Visit, ballot: Ballot, refusal: Refusal | None = None) -> Response:
    """The ballot to fill in, or the page that says why not now or not by this visitor."""
    at, status = ballot.standing, refusal.status if refusal else 200
    if not ballot.on_roll:
        template, status = "resident/vote_not_on_roll.html", NotOnRoll.status
    else:
        template = "resident/vote.html" if at.state == "open" else "resident/vote_shut.html"
    ticked = ballot.ticked()
    return visit.page(
        template,
        status,
        ballot=ballot,
        refusal=refusal,
        ticked=ticked,
        cost=sum(line.cost for line in ticked),
        points=sum(int(text) for text in ballot.typed.values() if text.strip().isdecimal()),
        round=at.vote.round,
        contact=config_of(at.vote.round).contact,
    )
