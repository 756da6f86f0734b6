"""The register of mandates: who gave whom which power, and whether that covers a deed.

Rows are appended. A mandate is taken back by a row that names it, so that the register shows what
held on any day.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from budget_app.bodies.models import Body, Mandate
from budget_app.budgets.config import BodyRule
from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.clock import local_date
from budget_app.errors import FieldErrors, NotFound, Refusal
from budget_app.history import service as history
from budget_app.i18n import LazyText, _l
from budget_app.ideas.models import Idea
from budget_app.ledger.service import amount_words

LONGEST = 1000


class AboveMandate(Refusal):
    sentence = _l("Dit kost {cost}. De groep mag beslissen tot en met {most}.")


class NoMandate(Refusal):
    sentence = _l(
        "Er geldt nu geen mandaat van {giver} voor deze groep. Daarom kan zij dit niet goedkeuren."
    )


class MandateTooLow(Refusal):
    sentence = _l("Het mandaat van {giver} gaat tot en met {most}. Dit kost {cost}.")


class TakenBackBefore(Refusal):
    sentence = _l("Dit mandaat is al ingetrokken.")


@dataclass(frozen=True, slots=True)
class Entry:
    """A mandate in the register. `state`: "live", "later", "over" or "revoked"."""

    id: int
    body_id: int | None
    giver: str
    holder: str
    purpose: str
    up_to_cents: int | None
    starts_on: date
    ends_on: date | None
    state: str
    revoked_on: date | None
    revoked_why: str


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
    if errors:
        raise FieldErrors(errors)
    row = Mandate(
        round_id=round.id or 0,
        body_id=body.id if body else None,
        giver=giver.strip(),
        holder=holder,
        purpose=purpose.strip(),
        up_to_cents=up_to_cents,
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
        starts_on=local_date(now),
        at=now,
        revokes_id=old.id,
    )
    return _append(session, round, row, "mandate_revoked", now)


def register(session: Session, round_id: int, today: date) -> list[Entry]:
    """Every mandate of a round, the newest first."""
    rows = session.exec(
        select(Mandate).where(Mandate.round_id == round_id).order_by(col(Mandate.id).desc())
    ).all()
    back = {row.revokes_id: row for row in rows if row.revokes_id is not None}
    return [_entry(row, back.get(row.id or 0), today) for row in rows if row.revokes_id is None]


def demand(session: Session, body: Body, idea: Idea, today: date) -> None:
    """Raise AboveMandate, NoMandate or MandateTooLow unless this body may award this idea today."""
    if refused := outside(session, body, idea, today):
        raise refused


def outside(session: Session, body: Body, idea: Idea, today: date) -> Refusal | None:
    """Why awarding this idea lies outside the body's mandate; None when it may."""
    config = config_of(session.get_one(Round, body.round_id))
    rule = config.body(body.key)
    cost = amount_words(idea.cost_cents, "EUR")
    if rule.mandate_cents is not None and idea.cost_cents > rule.mandate_cents:
        return AboveMandate(cost=cost, most=amount_words(rule.mandate_cents, "EUR"))
    entries = [e for e in register(session, body.round_id, today) if e.body_id == body.id]
    for giver in _asked(rule, [funder.name for funder in config.funders], entries):
        live = [e for e in entries if e.giver == giver and e.state == "live"]
        if not live:
            return NoMandate(giver=giver)
        if not any(e.up_to_cents is None or idea.cost_cents <= e.up_to_cents for e in live):
            most = max(e.up_to_cents or 0 for e in live)
            return MandateTooLow(giver=giver, most=amount_words(most, "EUR"), cost=cost)
    return None


def _asked(rule: BodyRule, funders: list[str], entries: list[Entry]) -> list[str]:
    """Whose mandate must hold: every funder's where the rules ask it, else of who gave one."""
    if rule.needs_mandate:
        return funders
    return list(dict.fromkeys(entry.giver for entry in entries))


def _entry(row: Mandate, back: Mandate | None, today: date) -> Entry:
    state = "live"
    if back is not None:
        state = "revoked"
    elif today < row.starts_on:
        state = "later"
    elif row.ends_on is not None and today > row.ends_on:
        state = "over"
    return Entry(
        row.id or 0,
        row.body_id,
        row.giver,
        row.holder,
        row.purpose,
        row.up_to_cents,
        row.starts_on,
        row.ends_on,
        state,
        back.starts_on if back else None,
        back.purpose if back else "",
    )


def _append(session: Session, round: Round, row: Mandate, deed: str, now: datetime) -> Mandate:
    session.add(row)
    session.flush()
    history.append(
        session, now, "gemeente", deed, f"mandate:{row.id}", round.id,
        giver=row.giver, holder=row.holder,
    )  # fmt: skip
    return row
