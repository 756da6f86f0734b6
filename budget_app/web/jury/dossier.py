"""One idea at a time: read it, judge it, talk about it, and settle the verdict."""

import secrets
from collections.abc import Callable

from fastapi import APIRouter, Response
from sqlmodel import Session

from budget_app.bodies import reading
from budget_app.bodies import service as bodies
from budget_app.bodies.dossier import Dossier, dossier
from budget_app.bodies.models import Docket
from budget_app.bodies.settling import Said, held
from budget_app.budgets.service import config_of
from budget_app.clock import local_date
from budget_app.errors import FieldErrors, Refusal
from budget_app.i18n import LazyText, _l
from budget_app.ideas.models import EXECUTORS
from budget_app.packages import items as packages
from budget_app.people.models import Account
from budget_app.talk import consulting
from budget_app.web.advice_words import ADVICE, POINT_WORDS
from budget_app.web.deciding_words import ASIDE, DECIDING
from budget_app.web.guards import Anyone, Form, Posted
from budget_app.web.idea_form import EXECUTOR_WORDS
from budget_app.web.money import parse_euros
from budget_app.web.typed import key
from budget_app.web.visit import Visit

router = APIRouter()
# The scale in words; every criterion asks a question that one of these answers.
SCALE: tuple[tuple[int, LazyText], ...] = (
    (5, _l("Ja, heel duidelijk")),
    (4, _l("Ja")),
    (3, _l("Ja, net genoeg")),
    (2, _l("Eerder niet")),
    (1, _l("Nee")),
)
Deed = Callable[[Session, Docket, Account], None]


@router.get("/dossier/{docket_id}")
def show(visit: Anyone, docket_id: int) -> Response:
    """The dossier as this member may see it."""
    return _page(visit, docket_id)


@router.post("/dossier/{docket_id}/oordeel")
def judge(visit: Anyone, docket_id: int, form: Form) -> Response:
    """Keep one's own score and reason for each question."""

    def deed(session: Session, docket: Docket, me: Account) -> None:
        given = {
            criterion.key: (
                _whole(form.text(f"score_{criterion.key}")),
                form.text(f"reason_{criterion.key}"),
            )
            for criterion in bodies.body_rule(session, docket).criteria
        }
        bodies.score(session, docket, me, given, visit.now)

    said = _l("Uw oordeel is bewaard. Hieronder leest u wat de anderen vinden.")
    return _do(visit, docket_id, form, "score", deed, said, "anderen")


@router.post("/dossier/{docket_id}/aan-de-kant")
def step_back(visit: Anyone, docket_id: int, form: Form) -> Response:
    """Step back from this idea, with a reason."""

    def deed(session: Session, docket: Docket, me: Account) -> None:
        bodies.recuse(session, docket, me.id or 0, form.text("recuse_reason"), visit.now)

    said = _l("U bent bij dit idee aan de kant gegaan.")
    return _do(visit, docket_id, form, "recuse", deed, said)


@router.post("/dossier/{docket_id}/bericht")
def discuss(visit: Anyone, docket_id: int, form: Form) -> Response:
    """Say something to the other members."""

    def deed(session: Session, docket: Docket, me: Account) -> None:
        words, key = form.text("message"), form.text("form_key")
        bodies.discuss(session, docket, me, words, visit.now, key)

    return _do(visit, docket_id, form, "discuss", deed, _l("Uw bericht staat erbij."), "gesprek")


@router.post("/dossier/{docket_id}/voorstel")
def propose(visit: Anyone, docket_id: int, form: Form) -> Response:
    """Propose other words to the makers."""

    def deed(session: Session, docket: Docket, me: Account) -> None:
        field, value = form.text("field"), form.text("new_value")
        if field == "cost_cents":
            cents = parse_euros(value)
            if cents is None:
                raise FieldErrors({"new_value": _l("Vul een bedrag in, zoals 1.250 of 12,50.")})
            value = str(cents)
        reason = form.text("proposal_reason")
        bodies.propose_text(session, docket, me, field, value, reason, visit.now)

    said = _l("Uw voorstel is naar de makers. Zij kiezen of ze het overnemen.")
    return _do(visit, docket_id, form, "propose_text", deed, said, "voorstellen")


@router.post("/dossier/{docket_id}/besluit")
def settle(visit: Anyone, docket_id: int, form: Form) -> Response:
    """Make the verdict of the body final and public."""

    def deed(session: Session, docket: Docket, me: Account) -> None:
        verdict, reasons = form.text("verdict"), form.text("reasons")
        today = local_date(visit.now)
        said = Said(form.text("answer"), _points(form), key(form.text("meeting")))
        bodies.settle(session, docket, verdict, reasons, visit.now, today, by=me, said=said)

    return _do(visit, docket_id, form, "verdict", deed, _l("Het besluit is openbaar."), "besluit")


def _do(
    visit: Visit,
    docket_id: int,
    form: Posted,
    name: str,
    deed: Deed,
    said: LazyText,
    place: str = "",
) -> Response:
    """Do a deed and return to its place on the page; a refusal keeps what was typed."""
    me = visit.me
    today = local_date(visit.now)
    try:
        with visit.write() as session:
            docket = bodies.docket_for(session, docket_id, me.account_id, today)
            deed(session, docket, session.get_one(Account, me.account_id))
    except bodies.NotYourBody:
        raise
    except Refusal as refusal:
        return _page(visit, docket_id, form, name, refusal)
    visit.flash(said)
    return visit.go(f"/jury/dossier/{docket_id}" + (f"#{place}" if place else ""))


def _page(
    visit: Visit,
    docket_id: int,
    form: Posted | None = None,
    name: str = "",
    refusal: Refusal | None = None,
) -> Response:
    me = visit.me
    with visit.read() as session:
        docket = bodies.docket_for(session, docket_id, me.account_id, local_date(visit.now))
        account = session.get_one(Account, me.account_id)
        shown = dossier(session, docket, account, visit.now)
        consulted = consulting.on_page(session, config_of(shown.round), shown.idea, None, visit.now)
        contents = packages.of_packages(session, [docket.idea_id])[docket.idea_id]
        meetings = held(session, docket, visit.now) if docket.verdict is None else []
        (table,) = reading.tables(session, [docket.body_id], me.account_id, visit.now)
    waiting = [line for line in table.of("you") if line.docket_id != docket_id]
    return visit.page(
        "jury/dossier.html",
        refusal.status if refusal else 200,
        dossier=shown,
        table=table,
        waiting=waiting,
        meetings=meetings,
        consulted=consulted,
        contents=contents,
        scale=SCALE,
        words=dict(SCALE),
        advice_words=ADVICE,
        point_words=POINT_WORDS,
        deciding=DECIDING,
        aside=ASIDE,
        executors=dict(zip(EXECUTORS, EXECUTOR_WORDS, strict=True)),
        sent=name,
        # A message sent twice from the same page is one message: the page carries the key.
        form_key=(form.text("form_key") if form else "") or secrets.token_urlsafe(9),
        typed=form.values() if form else _kept(shown),
        errors={name: visit.translate(text) for name, text in _errors(refusal).items()},
        refused=visit.translate(refusal.text) if refusal else None,
        changing=visit.request.query_params.get("wijzig") == "ja",
    )


def _kept(shown: Dossier) -> dict[str, str]:
    """The member's own answers as they stand, to change them."""
    values = {f"score_{key}": str(score.value) for key, score in shown.mine.items()}
    return values | {f"reason_{key}": score.reason for key, score in shown.mine.items()}


def _errors(refusal: Refusal | None) -> dict[str, LazyText]:
    errors = refusal.errors if isinstance(refusal, FieldErrors) else {}
    return {"recuse_reason" if name == "reason" else name: text for name, text in errors.items()}


def _points(form: Posted) -> dict[int, tuple[str, str]]:
    """The word and the reason for each point of a plan, by the point's id."""
    ids = (key(name[6:]) for name in form.values() if name[:6] == "point_")
    return {
        id: (form.text(f"point_{id}"), form.text(f"point_reason_{id}"))
        for id in ids
        if id is not None
    }


def _whole(text: str) -> int:
    return int(text) if text in {"1", "2", "3", "4", "5"} else 0
