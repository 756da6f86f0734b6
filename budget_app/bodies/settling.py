"""A body makes its verdict final: by its rule, with what it must answer; the idea moves on."""

from dataclasses import dataclass, field
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from budget_app.bodies import advising, how, mandates, points
from budget_app.bodies.dockets import body_rule, hold_open, step_of
from budget_app.bodies.judging import bench, demand_judge, said_too_little, standing
from budget_app.bodies.meeting_members import too_few_at
from budget_app.bodies.models import VERDICTS, Body, Docket
from budget_app.bodies.rules import Standing
from budget_app.budgets.config import StepRule
from budget_app.budgets.models import Round
from budget_app.errors import FieldErrors, Refusal
from budget_app.history import service as history
from budget_app.i18n import LazyText, _l
from budget_app.ideas import moves
from budget_app.ideas.models import Idea
from budget_app.ideas.service import makers_of
from budget_app.mail import service as mail
from budget_app.people.models import Account
from budget_app.route import service as route
from budget_app.talk.models import Meeting


class NoQuorum(Refusal):
    sentence = _l("Er zijn nog niet genoeg oordelen: {have} van {need}.")


class TooFewLeft(Refusal):
    sentence = _l(
        "Er zijn te weinig leden die over dit idee mogen oordelen: {free} van {need}. "
        "De gemeente moet eerst een plaats invullen."
    )


class ConsentAwaited(Refusal):
    sentence = _l(
        "{names} betaalt mee en moet zich nog uitspreken over dit bedrag. "
        "Tot dan kan de groep niet besluiten."
    )


class RuleSaysPass(Refusal):
    sentence = _l("Volgens de regels van uw groep is dit idee goedgekeurd.")


class RuleSaysNo(Refusal):
    sentence = _l("De punten zijn te laag om goed te keuren. Kies aanpassen of afwijzen.")


@dataclass(frozen=True)
class Said:
    """What belongs to a verdict beside its reasons: an answer to advice, words per point, where."""

    answer: str = ""
    points: dict[int, tuple[str, str]] = field(default_factory=dict)
    meeting_id: int | None = None  # where the body decided it


NOTHING_MORE = Said()
# What residents voted on with its sum: other words would be something that nobody voted on.
CHOSEN_AS_A_WHOLE = ("package", "theme")


def settle(
    session: Session,
    docket: Docket,
    verdict: str,
    reasons: str,
    now: datetime,
    today: date,
    by: Account | None = None,
    said: Said = NOTHING_MORE,
) -> None:
    """Make the body's verdict or advice final and public, with its reasons; the idea moves on.

    The scores decide whether it is `pass`; below that the body chooses `repair` or `decline`. An
    advice in favour is `pass`, or `repair` under a condition; the idea goes on in any case.
    `by` is the member who does it, who must be free to judge; None for a clerk.
    What scores well and lies outside the mandate cannot pass; the body then says what else.
    Raises AlreadyDecided, NotNow, NotYourBody, SteppedBack, NoQuorum, TooFewLeft, ConsentAwaited,
    RuleSaysPass, RuleSaysNo, AboveMandate, NoMandate, MandateTooLow, MandateSpent, FieldErrors
    (also for an advice that is departed from without a reason).
    """
    hold_open(session, docket)
    idea, step = session.get_one(Idea, docket.idea_id), step_of(session, docket)
    action = "advise" if step.kind == "advise" else "verdict"
    route.demand(session, idea.round_id, action, "jury", now, docket.step_key)
    if by is not None:
        demand_judge(session, docket, by, now)
    sitting = bench(session, docket, today)
    stands = standing(session, docket, today, sitting)
    _demand_enough(stands)
    errors = _wrong(verdict, reasons)
    if verdict == "repair" and idea.subject == "plan" and step.kind != "advise":
        errors["verdict"] = _l("Een plan gaat door of niet. Zeg bij elk punt wat ermee is gedaan.")
    if verdict == "repair" and idea.subject in CHOSEN_AS_A_WHOLE and step.kind != "advise":
        errors["verdict"] = _l("Bewoners kozen dit als geheel. Stel het vast of wijs het af.")
    errors |= advising.problems(session, docket, step, verdict, said.answer)
    errors |= points.problems(session, docket, step, said.points)
    if said.meeting_id is not None and said.meeting_id not in [
        id for id, _title, _at in held(session, docket, now)
    ]:
        errors["meeting"] = _l("Kies een bijeenkomst die al geweest is.")
    elif said.meeting_id is not None and too_few_at(session, docket, said.meeting_id, stands):
        errors["meeting"] = _l("Op die bijeenkomst waren te weinig leden om te besluiten.")
    if errors:
        raise FieldErrors(errors)
    refused = None
    if step.kind != "advise":
        refused = mandates.outside(session, mandates.held(session, docket.body_id), idea, today)
    _demand_rule_kept(stands, step, verdict, may_pass=refused is None)
    if verdict == "pass" and refused is not None:
        raise refused
    advising.keep(session, docket, step, verdict, said.answer)
    points.keep(session, docket, said.points)
    docket.meeting_id = said.meeting_id
    docket.how = how.of(body_rule(session, docket), sitting, stands)
    _make_final(session, docket, idea, step, verdict, reasons, now)


def held(session: Session, docket: Docket, now: datetime) -> list[tuple[int, str, datetime]]:
    """The meetings at which a verdict on this dossier may have been given, the latest first."""
    body = session.get_one(Body, docket.body_id)
    query = select(Meeting.id, Meeting.title, Meeting.starts_at).where(
        Meeting.round_id == body.round_id,
        Meeting.starts_at <= now,
        sa.or_(col(Meeting.body_id).is_(None), col(Meeting.body_id) == body.id),
    )
    rows = session.exec(query.order_by(col(Meeting.starts_at).desc()))
    return [(id, title, at) for id, title, at in rows if id is not None]


def _make_final(
    session: Session,
    docket: Docket,
    idea: Idea,
    step: StepRule,
    verdict: str,
    reasons: str,
    now: datetime,
) -> None:
    docket.verdict, docket.decided_at, docket.reasons = verdict, now, reasons.strip()
    session.add(docket)
    body = session.get_one(Body, docket.body_id)
    is_advice = step.kind == "advise"
    history.append(
        session,
        now,
        body.name,
        f"{'advice' if is_advice else 'verdict'}_{verdict}",
        f"idea:{idea.number}",
        idea.round_id,
        sitting=docket.sitting,
        appeal=docket.is_appeal,
        how=docket.how,
    )
    session.flush()
    if is_advice or verdict == "pass":
        moves.advance(session, session.get_one(Round, idea.round_id), idea, now, body.name)
    else:
        state = "aanpassen" if verdict == "repair" else "afgewezen"
        moves.record(session, idea, state, now, body.name, docket.reasons)
    letter = "advice_given" if is_advice else f"verdict_{verdict}"
    for maker in makers_of(session, idea.id or 0):
        mail.tell(session, maker, letter, now, idea_id=idea.id, title=idea.title)


def _wrong(verdict: str, reasons: str) -> dict[str, LazyText]:
    errors: dict[str, LazyText] = {}
    if verdict not in VERDICTS:
        errors["verdict"] = _l("Kies wat u besluit.")
    if not reasons.strip():
        errors["reasons"] = _l("Schrijf op waarom. De makers en de wijk lezen dit.")
    elif problem := said_too_little(reasons):
        errors["reasons"] = problem
    return errors


def _demand_enough(stands: Standing) -> None:
    if stands.impossible:
        raise TooFewLeft(free=stands.free, need=stands.quorum)
    if stands.awaited:
        raise ConsentAwaited(names=", ".join(stands.awaited))
    if not stands.enough:
        raise NoQuorum(have=len(stands.complete), need=stands.quorum)


def _demand_rule_kept(stands: Standing, step: StepRule, verdict: str, may_pass: bool) -> None:
    in_favour = ("pass", "repair") if step.kind == "advise" else ("pass",)
    if stands.passes and may_pass and verdict not in in_favour:
        raise RuleSaysPass
    if not stands.passes and verdict in in_favour:
        raise RuleSaysNo
