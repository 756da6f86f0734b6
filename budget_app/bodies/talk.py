"""Members talk about a dossier, and propose other words to its authors."""

from datetime import datetime

from sqlmodel import Session, select

from budget_app import once
from budget_app.bodies.dockets import hold_open
from budget_app.bodies.judging import demand_judge, said_too_little
from budget_app.bodies.models import BodyMessage, Docket, TextProposal
from budget_app.errors import FieldErrors
from budget_app.i18n import LazyText, _l
from budget_app.ideas.models import Idea
from budget_app.ideas.service import makers_of
from budget_app.mail import service as mail
from budget_app.people.models import Account
from budget_app.route import service as route

FIELDS = ("title", "body", "cost_cents")
LONGEST_VALUE = {"title": 120, "body": 10_000, "cost_cents": 12}


def discuss(
    session: Session, docket: Docket, account: Account, body: str, now: datetime, key: str = ""
) -> BodyMessage:
    """Say something to the other members; nobody else reads it.

    `key` makes a repeated click harmless.
    Raises AlreadyDecided, NotNow, NotYourBody, SteppedBack, FieldErrors.
    """
    _demand(session, docket, account, "discuss", now)
    if not body.strip():
        raise FieldErrors({"message": _l("Schrijf op wat u tegen de groep wilt zeggen.")})
    if problem := said_too_little(body):
        raise FieldErrors({"message": problem})
    form_key = once.form_key(f"{docket.id}:{account.id}", key, body)
    existing = session.exec(select(BodyMessage).where(BodyMessage.form_key == form_key)).first()
    if form_key and existing:
        return existing
    row = BodyMessage(
        docket_id=docket.id or 0,
        form_key=form_key,
        account_id=account.id or 0,
        body=body.strip(),
        at=now,
    )
    session.add(row)
    session.flush()
    return row


def propose_text(
    session: Session,
    docket: Docket,
    account: Account,
    field: str,
    new_value: str,
    reason: str,
    now: datetime,
) -> TextProposal:
    """Propose another title, text or cost (`cost_cents`: whole cents as digits) to the authors.

    The idea itself stays as it is until an author takes the words over.
    Raises AlreadyDecided, NotNow, NotYourBody, SteppedBack, FieldErrors.
    """
    _demand(session, docket, account, "propose_text", now)
    idea = session.get_one(Idea, docket.idea_id)
    if errors := _wrong(idea, field, new_value, reason):
        raise FieldErrors(errors)
    row = TextProposal(
        docket_id=docket.id or 0,
        idea_id=docket.idea_id,
        field=field,
        new_value=new_value.strip(),
        reason=reason.strip(),
        proposed_by_id=account.id or 0,
        at=now,
    )
    session.add(row)
    session.flush()
    for maker in makers_of(session, docket.idea_id):
        mail.tell(session, maker, "text_proposed", now, idea_id=idea.id, title=idea.title)
    return row


def _wrong(idea: Idea, field: str, new_value: str, reason: str) -> dict[str, LazyText]:
    errors: dict[str, LazyText] = {}
    value = new_value.strip()
    if field not in FIELDS:
        errors["field"] = _l("Kies wat u anders wilt.")
    elif not value or (field == "cost_cents" and not value.isdecimal()):
        errors["new_value"] = _l("Schrijf op wat het zou moeten worden.")
    elif len(value) > LONGEST_VALUE[field]:
        errors["new_value"] = _l("Maak uw tekst korter: ten hoogste {most} tekens.").with_values(
            most=LONGEST_VALUE[field]
        )
    elif value == str(getattr(idea, field)):
        errors["new_value"] = _l("Dit staat er al zo.")
    if problem := said_too_little(reason):
        errors["proposal_reason"] = problem
    return errors


def _demand(session: Session, docket: Docket, account: Account, action: str, now: datetime) -> None:
    hold_open(session, docket)
    idea = session.get_one(Idea, docket.idea_id)
    route.demand(session, idea.round_id, action, "jury", now, docket.step_key)
    demand_judge(session, docket, account, now)
