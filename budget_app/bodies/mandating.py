"""Give a mandate, and take it back: each is a row in the register, and a line in the history."""

from datetime import date, datetime

from sqlmodel import Session, select

from budget_app.bodies.models import Body, Mandate
from budget_app.budgets.models import Round
from budget_app.clock import local_date
from budget_app.errors import FieldErrors, NotFound, Refusal
from budget_app.history import service as history
from budget_app.i18n import LazyText, _l

LONGEST = 1000


class TakenBackBefore(Refusal):
    sentence = _l("Dit mandaat is al ingetrokken.")


def give(
    session: Session,
    round: Round,
    giver: str,
    body: Body | None,
    partner: str,
    purpose: str,
    up_to_cents: int | None,
    starts_on: date,
    ends_on: date | None,
    now: datetime,
    total_cents: int | None = None,
) -> Mandate:
    """Put a mandate in the register, for a body of the round or for a partner by name.

    Raises FieldErrors.
    """
    holder = body.name if body else partner.strip()
    errors: dict[str, LazyText] = {}
    if not giver.strip():
        errors["giver"] = _l("Schrijf op wie het mandaat geeft.")
    if not holder:
        errors["holder"] = _l("Kies een groep, of schrijf op welke partij het mandaat krijgt.")
    if not purpose.strip():
        errors["purpose"] = _l("Schrijf op waarvoor het mandaat is.")
    elif len(purpose) > LONGEST:
        errors["purpose"] = _l("Maak uw tekst korter: ten hoogste {most} tekens.").with_values(
            most=LONGEST
        )
    if ends_on is not None and ends_on < starts_on:
        errors["ends_on"] = _l("Het mandaat eindigt voordat het begint.")
    if up_to_cents is not None and total_cents is not None and total_cents < up_to_cents:
        errors["total"] = _l("Samen is dit minder dan wat één besluit mag kosten.")
    if errors:
        raise FieldErrors(errors)
    row = Mandate(
        round_id=round.id or 0,
        body_id=body.id if body else None,
        giver=giver.strip(),
        holder=holder,
        purpose=purpose.strip(),
        up_to_cents=up_to_cents,
        total_cents=total_cents,
        starts_on=starts_on,
        ends_on=ends_on,
        at=now,
    )
    return _append(session, round, row, "mandate_given", now)


def revoke(session: Session, round: Round, mandate_id: int, reason: str, now: datetime) -> Mandate:
    """Take a mandate back from today on, by a row that names it.

    Raises NotFound, TakenBackBefore, FieldErrors.
    """
    old = session.get(Mandate, mandate_id)
    if old is None or old.round_id != round.id or old.revokes_id is not None:
        raise NotFound
    # The round's row is the queue: a mandate is taken back once.
    session.exec(select(Round.id).where(Round.id == round.id).with_for_update()).one()
    if session.exec(select(Mandate.id).where(Mandate.revokes_id == old.id)).first():
        raise TakenBackBefore
    if not reason.strip():
        raise FieldErrors({f"why_{old.id}": _l("Schrijf op waarom. Iedereen kan dit lezen.")})
    row = Mandate(
        round_id=old.round_id,
        body_id=old.body_id,
        giver=old.giver,
        holder=old.holder,
        purpose=reason.strip()[:LONGEST],
        up_to_cents=old.up_to_cents,
        total_cents=old.total_cents,
        starts_on=local_date(now),
        at=now,
        revokes_id=old.id,
    )
    return _append(session, round, row, "mandate_revoked", now)


def _append(session: Session, round: Round, row: Mandate, deed: str, now: datetime) -> Mandate:
    session.add(row)
    session.flush()
    history.append(
        session, now, "gemeente", deed, f"mandate:{row.id}", round.id,
        giver=row.giver, holder=row.holder,
    )  # fmt: skip
    return row
