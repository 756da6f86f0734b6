"""Vote: the whole ballot on one page, a page that reads it back, one confirm, and a receipt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from fastapi import APIRouter, Response
from starlette.concurrency import run_in_threadpool

from budget_app.ballots import box, standing
from budget_app.ballots import choices as chosen
from budget_app.ballots import service as ballots
from budget_app.ballots.box import Cast
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


@dataclass(frozen=True)
class Asked:
    """A confirm form that was sent."""

    visit: Visit
    slug: str
    form: Posted


@dataclass(frozen=True)
class Counted:
    """The receipt of a ballot that counts, and when its vote closes."""

    receipt: ReceiptCode
    closes_at: datetime | None


@dataclass(frozen=True)
class _Ready:
    """A ballot to cast, and what its voter is told when it is."""

    cast: Cast
    counted: Counted

    def outcome(self, stored: str | Refusal) -> Counted | Refusal:
        """What the voter is told, when this came of it."""
        return stored if isinstance(stored, Refusal) else self.counted


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
            content = ballots.check(
                session.connection(), ballot.standing.vote, choices, ballot.area_code
            )
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
    casting: Together[Asked, Counted] = visit.request.app.state.casting
    try:
        counted = await casting.do(Asked(visit, slug, form))
    except Refusal as refusal:
        return await run_in_threadpool(_refused, visit, slug, form, refusal)
    counted.receipt.keep(form.text("code"), counted.closes_at)
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


def store_all(connection: sa.Connection, asked: Sequence[Asked]) -> list[Counted | Refusal]:
    """Put the ballots of these forms in the box: for each its receipt, or why it did not count."""
    ready = [_ready(one) for one in asked]
    casts = [one.cast for one in ready if isinstance(one, _Ready)]
    visit = asked[0].visit  # key and clock are the application's
    stored = iter(box.cast_all(connection, casts, visit.settings.secret_key, visit.clock))
    return [one if isinstance(one, Refusal) else one.outcome(next(stored)) for one in ready]


def _refused(visit: Visit, slug: str, form: Posted, refusal: Refusal) -> Response:
    """The ballot once more, with what was chosen and why it did not count."""
    standing.forget(visit.db, slug)
    ballot = _load(visit, slug)
    ballot_page.fill(ballot, form)
    return _ballot(visit, ballot, refusal)


def _ready(asked: Asked) -> _Ready | Refusal:
    """The ballot in a form, if it is one of an open vote."""
    try:
        at, receipt = _voted_in(asked)
        choices = ballot_page.choices_of(ballots.rule_of(at.vote), asked.form)
    except Refusal as refusal:
        return refusal
    cast = Cast(at.vote, asked.visit.me.account_id, choices, asked.form.text("code"))
    return _Ready(cast, Counted(receipt, at.closes_at))


def _voted_in(asked: Asked) -> tuple[Standing, ReceiptCode]:
    """The open vote of a round, and the receipt that was made for it. Raises NotOurCode."""
    visit, slug, form = asked.visit, asked.slug, asked.form
    for _ in range(2):
        at = standing.open_vote(visit.db, slug, visit.now)
        receipt = ReceiptCode(visit, at.vote)
        if receipt.is_ours(form.text("code"), form.text("proof")):
            return at, receipt
        standing.forget(visit.db, slug)  # perhaps what is remembered is an earlier vote
    raise NotOurCode


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
