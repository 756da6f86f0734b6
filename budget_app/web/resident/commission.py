"""The client of a piece of work: ask for offers, compare, order, and say whether it is good."""

import secrets
from collections.abc import Callable, Mapping

from fastapi import APIRouter, Response
from sqlmodel import Session

from budget_app.commissions import clients, delivery, reading, rules, service
from budget_app.commissions.models import Commission, Offer
from budget_app.errors import FieldErrors, NotForYou, NotFound, Refusal
from budget_app.i18n import LazyText, _l
from budget_app.web.guards import Anyone, Form, Posted
from budget_app.web.money import parse_euros
from budget_app.web.project_deeds import Sent, day
from budget_app.web.typed import key
from budget_app.web.visit import Visit

router = APIRouter()


@router.get("/opdracht/{idea_id}")
def show(visit: Anyone, idea_id: int) -> Response:
    """The commission with what its client can do now."""
    return _page(visit, idea_id, Sent())


@router.post("/opdracht/{idea_id}/vraag")
def ask(visit: Anyone, idea_id: int, form: Form) -> Response:
    """Ask for offers."""

    def deed(session: Session, commission: Commission) -> None:
        until = day(form.text("until"), "until")
        criteria = rules.criteria_of(form.text("criteria"))
        service.ask(session, commission, form.text("what"), criteria, until, visit.now)

    return _do(visit, idea_id, form, deed, _l("Uw vraag staat open. Iedereen kan hem lezen."))


@router.post("/opdracht/{idea_id}/offerte")
def enter(visit: Anyone, idea_id: int, form: Form) -> Response:
    """Write down an offer that came in."""

    def deed(session: Session, commission: Commission) -> None:
        cents = parse_euros(form.text("price"))
        if cents is None:
            raise FieldErrors({"price": _l("Vul een bedrag in, zoals 1.250 of 12,50.")})
        places = range(len(commission.criteria))
        given = service.Given(
            party=form.text("party"),
            cents=cents,
            in_wijk=form.text("in_wijk") == "ja",
            words=form.text("words"),
            answers=[form.text(f"answer_{place}") for place in places],
        )
        key = form.text("offer_key")[:40]
        service.enter(session, commission, key, given, visit.me.account_id, visit.now)

    return _do(visit, idea_id, form, deed, _l("De offerte staat erbij."))


@router.post("/opdracht/{idea_id}/belang")
def declare(visit: Anyone, idea_id: int, form: Form) -> Response:
    """Say whether one has an interest in one of the offers."""

    def deed(session: Session, commission: Commission) -> None:
        if form.text("interest") not in ("ja", "nee"):
            raise FieldErrors({"interest": _l("Kies een antwoord.")})
        which = form.text("which") if form.text("interest") == "ja" else ""
        if form.text("interest") == "ja" and not which:
            raise FieldErrors({"which": _l("Schrijf op welk belang u hebt.")})
        service.declare(session, commission, visit.me.account_id, which, visit.now)

    return _do(visit, idea_id, form, deed, _l("Dank u wel. Dit staat erbij, zonder uw naam."))


@router.post("/opdracht/{idea_id}/gunnen")
def award(visit: Anyone, idea_id: int, form: Form) -> Response:
    """Order the work of one offer, with reasons."""

    def deed(session: Session, commission: Commission) -> None:
        number = key(form.text("offer"))
        offer = session.get(Offer, number) if number is not None else None
        if offer is None or offer.idea_id != idea_id:
            raise FieldErrors({"offer": _l("Kies een offerte.")})
        service.award(
            session,
            commission,
            offer,
            visit.me.account_id,
            form.text("reasons"),
            form.text("few_why"),
            day(form.text("deliver_by"), "deliver_by"),
            visit.now,
        )

    return _do(visit, idea_id, form, deed, _l("De opdracht is gegeven. Iedereen kan lezen waarom."))


@router.post("/opdracht/{idea_id}/geleverd")
def judge(visit: Anyone, idea_id: int, form: Form) -> Response:
    """Say whether what was delivered is as ordered."""

    def deed(session: Session, commission: Commission) -> None:
        if form.text("accepted") not in ("ja", "nee"):
            raise FieldErrors({"accepted": _l("Kies een antwoord.")})
        accepted = form.text("accepted") == "ja"
        delivery.judge(session, commission, accepted, form.text("delivery_why"), visit.now)

    return _do(visit, idea_id, form, deed, _l("Uw antwoord staat op de projectpagina."))


def _do(
    visit: Visit,
    idea_id: int,
    form: Posted,
    deed: Callable[[Session, Commission], None],
    said: LazyText,
) -> Response:
    """Do a deed of the client; a refusal shows the page with what was typed."""
    try:
        with visit.write() as session:
            deed(session, clients.for_client(session, idea_id, visit.me.account_id, visit.now))
    except (NotForYou, NotFound):
        raise
    except Refusal as refusal:
        given: Mapping[str, LazyText] = refusal.errors if isinstance(refusal, FieldErrors) else {}
        errors = {name: visit.translate(text) for name, text in given.items()}
        refused = None if errors else visit.translate(refusal.text)
        return _page(visit, idea_id, Sent("", form.values(), errors, refused, refusal.status))
    visit.flash(said)
    return visit.go(f"/resident/opdracht/{idea_id}")


def _page(visit: Visit, idea_id: int, sent: Sent) -> Response:
    me = visit.me.account_id
    with visit.read() as session:
        commission = clients.for_client(session, idea_id, me, visit.now)
        page = reading.page_of(session, commission, me, visit.now)
    return visit.page(
        "resident/commission.html",
        sent.status,
        page=page,
        sent=sent,
        # An offer sent twice from the same page is one offer: the page carries the key.
        offer_key=sent.typed.get("offer_key") or secrets.token_urlsafe(9),
    )
