"""The register of mandates: who gave whom which power, and whether that covers a deed.

Rows are appended. A mandate is taken back by a row that names it, so that the register shows what
held on any day.
"""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col, select

from budget_app.bodies.models import Body, Docket, Mandate
from budget_app.budgets.config import BodyRule
from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.clock import local_date
from budget_app.errors import Refusal
from budget_app.i18n import _l
from budget_app.ideas.models import Idea
from budget_app.ledger.service import amount_words

# What ended so gives back what was set aside for it.
UNDONE = ("ingetrokken", "niet_gekozen", "samengevoegd", "afgewezen")


class AboveMandate(Refusal):
    sentence = _l("Dit kost {cost}. De groep mag beslissen tot en met {most}.")


class NoMandate(Refusal):
    sentence = _l(
        "Er geldt nu geen mandaat van {giver} voor deze groep. Daarom kan zij dit niet goedkeuren."
    )


class MandateTooLow(Refusal):
    sentence = _l("Het mandaat van {giver} gaat tot en met {most}. Dit kost {cost}.")


class MandateSpent(Refusal):
    sentence = _l(
        "Het mandaat van {giver} is samen ten hoogste {total}. Daarvan is nog {left} over. "
        "Dit kost {cost}."
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """A mandate in the register. `state`: "live", "later", "over" or "revoked"."""

    id: int
    body_id: int | None
    giver: str
    holder: str
    purpose: str
    up_to_cents: int | None
    total_cents: int | None
    spent_cents: int  # of what the body passed while it held, so far as that was not undone
    starts_on: date
    ends_on: date | None
    state: str
    revoked_on: date | None
    revoked_why: str

    def covers(self, cents: int) -> bool:
        """Whether one more decision of this amount fits."""
        return self.fits_each(cents) and (self.left is None or cents <= self.left)

    def fits_each(self, cents: int) -> bool:
        """Whether one decision may be as high as this."""
        return self.up_to_cents is None or cents <= self.up_to_cents

    @property
    def left(self) -> int | None:
        """What is left of the total in cents; None where there is no total."""
        return None if self.total_cents is None else max(0, self.total_cents - self.spent_cents)


def register(
    session: Session, round_id: int, today: date, apart_from: int | None = None
) -> list[Entry]:
    """Every mandate of a round, the newest first, with what was spent `apart_from` one idea."""
    rows = session.exec(
        select(Mandate).where(Mandate.round_id == round_id).order_by(col(Mandate.id).desc())
    ).all()
    back = {row.revokes_id: row for row in rows if row.revokes_id is not None}
    passed = [one for one in _passed(session, round_id) if one.idea_id != apart_from]
    return [
        _entry(row, back.get(row.id or 0), passed, today) for row in rows if row.revokes_id is None
    ]


def held(session: Session, body_id: int) -> Body:
    """A body, locked: what it passes at the same moment counts towards one mandate in turn."""
    query = select(Body).where(Body.id == body_id).with_for_update()
    return session.exec(query.execution_options(populate_existing=True)).one()


def demand(session: Session, body: Body, idea: Idea, today: date) -> None:
    """Raise unless this body may award this idea today.

    AboveMandate, NoMandate, MandateTooLow or MandateSpent says why not.
    """
    if refused := outside(session, body, idea, today):
        raise refused


def outside(session: Session, body: Body, idea: Idea, today: date) -> Refusal | None:
    """Why awarding this idea lies outside the body's mandate; None when it may."""
    config = config_of(session.get_one(Round, body.round_id))
    rule = config.body(body.key)
    cost = amount_words(idea.cost_cents, "EUR")
    if rule.mandate_cents is not None and idea.cost_cents > rule.mandate_cents:
        return AboveMandate(cost=cost, most=amount_words(rule.mandate_cents, "EUR"))
    # What was passed before does not count twice when the same body then orders its work.
    listed = register(session, body.round_id, today, apart_from=idea.id)
    entries = [e for e in listed if e.body_id == body.id]
    for giver in _asked(rule, [funder.name for funder in config.funders], entries):
        live = [e for e in entries if _same(e.giver, giver) and e.state == "live"]
        if not live:
            return NoMandate(giver=giver)
        if any(e.covers(idea.cost_cents) for e in live):
            continue
        wide = [e for e in live if e.fits_each(idea.cost_cents)]
        if not wide:
            most = max(e.up_to_cents or 0 for e in live)
            return MandateTooLow(giver=giver, most=amount_words(most, "EUR"), cost=cost)
        best = max(wide, key=lambda e: e.left or 0)
        total, left = (amount_words(cents or 0, "EUR") for cents in (best.total_cents, best.left))
        return MandateSpent(giver=giver, total=total, left=left, cost=cost)
    return None


def _same(one: str, other: str) -> bool:
    """Whether two names are of one giver: capitals and spaces make no difference."""
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


@dataclass(frozen=True, slots=True)
class _Passed:
    """An idea that a body passed, and the day on which it first did."""

    body_id: int
    idea_id: int
    cents: int
    on: date


def _passed(session: Session, round_id: int) -> list[_Passed]:
    rows = session.exec(
        select(Docket.body_id, Docket.idea_id, Idea.cost_cents, sa.func.min(Docket.decided_at))
        .join(Idea, col(Idea.id) == col(Docket.idea_id))
        .where(
            Idea.round_id == round_id,
            Docket.verdict == "pass",
            col(Docket.step_key).not_in(_advising(session, round_id)),
            col(Idea.state).not_in(UNDONE),
        )
        .group_by(col(Docket.body_id), col(Docket.idea_id), col(Idea.cost_cents))
    )
    return [_Passed(body, idea, cents, local_date(at)) for body, idea, cents, at in rows if at]


def _advising(session: Session, round_id: int) -> list[str]:
    """The steps in which a verdict is an advice, and awards nothing."""
    steps = config_of(session.get_one(Round, round_id)).steps
    return [step.key for step in steps if step.kind == "advise"]


def _asked(rule: BodyRule, funders: list[str], entries: list[Entry]) -> list[str]:
    """Whose mandate must hold: every funder's where the rules ask it, else of who gave one."""
    if rule.needs_mandate:
        return funders
    return list({_plain(entry.giver): entry.giver for entry in entries}.values())


def _spent(row: Mandate, back: Mandate | None, passed: list[_Passed]) -> int:
    """What a body passed from the first day of a mandate until it ended or was taken back."""
    last = min(day for day in (row.ends_on, back and back.starts_on, date.max) if day)
    return sum(
        one.cents
        for one in passed
        if one.body_id == row.body_id and row.starts_on <= one.on <= last
    )


def _entry(row: Mandate, back: Mandate | None, passed: list[_Passed], today: date) -> Entry:
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
        row.total_cents,
        _spent(row, back, passed),
        row.starts_on,
        row.ends_on,
        state,
        back.starts_on if back else None,
        back.purpose if back else "",
    )
