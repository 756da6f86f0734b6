"""The work of a body on one idea: score, step back, talk, and settle the verdict."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from budget_app.bodies import rules
from budget_app.bodies.models import Body, Docket, Recusal, Score, Seat
from budget_app.budgets.config import BodyRule, StepRule
from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.errors import FieldErrors, NotForYou, NotFound, Refusal
from budget_app.i18n import _l
from budget_app.ideas import moves
from budget_app.ideas.models import Idea
from budget_app.ideas.service import makers_of
from budget_app.mail import service as mail
from budget_app.people.models import Account
from budget_app.route import service as route


class NotYourBody(NotForYou):
    sentence = _l("U zit niet in deze groep.")


class AlreadyDecided(Refusal):
    sentence = _l("Over dit idee is al geoordeeld.")


class SteppedBack(Refusal):
    sentence = _l("U bent bij dit idee aan de kant gegaan. U kunt er niet meer over oordelen.")


class NoQuorum(Refusal):
    sentence = _l("Er zijn nog niet genoeg oordelen: {have} van {need}.")


class RuleSaysPass(Refusal):
    sentence = _l("Volgens de regels van uw groep is dit idee goedgekeurd.")


class RuleSaysNo(Refusal):
    sentence = _l("De punten zijn te laag om goed te keuren. Kies aanpassen of afwijzen.")


def lay_before(session: Session, round: Round, step: StepRule, idea: Idea, now: datetime) -> Docket:
    """Put an idea on a body's table, with the day on which it owes an answer."""
    rule = config_of(round).body(step.body or "")
    body = session.exec(select(Body).where(Body.round_id == round.id, Body.key == rule.key)).one()
    before = session.exec(
        select(sa.func.count())
        .select_from(Docket)
        .where(Docket.idea_id == idea.id, Docket.body_id == body.id)
    ).one()
    docket = Docket(
        idea_id=idea.id or 0,
        body_id=body.id or 0,
        step_key=step.key,
        sitting=before + 1,
        idea_version=idea.version,
        came_at=now,
        due_at=now + timedelta(days=rule.days),
    )
    session.add(docket)
    session.flush()
    return docket


def make_bodies(session: Session, round: Round) -> None:
    """The bodies that a round's configuration names; their seats are filled by hand."""
    existing = set(session.exec(select(Body.key).where(Body.round_id == round.id)))
    for rule in config_of(round).bodies:
        if rule.key not in existing:
            session.add(Body(round_id=round.id or 0, key=rule.key, name=rule.name))
    session.flush()


def seats_of(session: Session, account_id: int, today: date) -> list[int]:
    """The bodies on which someone sits today."""
    return list(
        session.exec(select(Seat.body_id).where(Seat.account_id == account_id, *_now(today)))
    )


def members_of(session: Session, body_id: int, today: date) -> list[int]:
    """Account ids of everyone who sits on a body today."""
    return list(session.exec(select(Seat.account_id).where(Seat.body_id == body_id, *_now(today))))


def _now(today: date) -> tuple[Any, ...]:
    return (
        Seat.starts_on <= today,
        sa.or_(col(Seat.ends_on).is_(None), col(Seat.ends_on) >= today),
    )


def docket_for(session: Session, docket_id: int, account_id: int, today: date) -> Docket:
    """A dossier loaded through a member's seat. Raises NotFound, NotYourBody."""
    docket = session.get(Docket, docket_id)
    if docket is None:
        raise NotFound
    if account_id not in members_of(session, docket.body_id, today):
        raise NotYourBody
    return docket


def body_rule(session: Session, docket: Docket) -> BodyRule:
    """The rule of the body that a dossier lies before."""
    body = session.get_one(Body, docket.body_id)
    return config_of(session.get_one(Round, body.round_id)).body(body.key)


def conflict(session: Session, docket: Docket, account: Account) -> str | None:
    """Why a member should step back: "own" idea, or a "neighbour"'s; None when free to judge."""
    makers = makers_of(session, docket.idea_id)
    if account.id in makers:
        return "own"
    idea = session.get_one(Idea, docket.idea_id)
    same_street = bool(account.street) and account.street == idea.street
    households = session.exec(select(Account.household_id).where(col(Account.id).in_(makers))).all()
    same_house = account.household_id is not None and account.household_id in households
    return "neighbour" if same_street or same_house else None


def recuse(session: Session, docket: Docket, account_id: int, reason: str, now: datetime) -> None:
    """Step back from one idea; scores already given are taken away."""
    _open(docket)
    for score in session.exec(
        select(Score).where(Score.docket_id == docket.id, Score.account_id == account_id)
    ):
        session.delete(score)
    session.merge(Recusal(docket_id=docket.id or 0, account_id=account_id, reason=reason, at=now))
    session.flush()


def score(
    session: Session,
    docket: Docket,
    account: Account,
    given: dict[str, tuple[int, str]],
    now: datetime,
) -> None:
    """Keep a member's score and reason per criterion: {key: (1..5, reason)}.

    Raises AlreadyDecided, SteppedBack (also for own and neighbours' ideas), FieldErrors.
    """
    _open(docket)
    idea = session.get_one(Idea, docket.idea_id)
    route.demand(session, idea.round_id, "score", "jury", now, docket.step_key)
    rule = body_rule(session, docket)
    round = session.get_one(Round, idea.round_id)
    bound = conflict(session, docket, account)
    if bound == "own" or (bound and config_of(round).neighbour_recusal):
        raise SteppedBack
    if session.get(Recusal, (docket.id, account.id)):
        raise SteppedBack
    errors = {}
    for criterion in rule.criteria:
        value, reason = given.get(criterion.key, (0, ""))
        if not 1 <= value <= 5:
            errors[f"score_{criterion.key}"] = _l("Kies een antwoord.")
        if not reason.strip():
            errors[f"reason_{criterion.key}"] = _l("Schrijf in een paar woorden waarom.")
    if errors:
        raise FieldErrors(errors)
    for criterion in rule.criteria:
        value, reason = given[criterion.key]
        session.merge(
            Score(
                docket_id=docket.id or 0,
                account_id=account.id or 0,
                criterion=criterion.key,
                value=value,
                reason=reason.strip(),
                at=now,
            )
        )
    session.flush()


def standing(session: Session, docket: Docket, today: date) -> rules.Standing:
    """Where the dossier stands by the body's rule."""
    scores: dict[int, dict[str, int]] = defaultdict(dict)
    for row in session.exec(select(Score).where(Score.docket_id == docket.id)):
        scores[row.account_id][row.criterion] = row.value
    members = set(members_of(session, docket.body_id, today))
    away = set(session.exec(select(Recusal.account_id).where(Recusal.docket_id == docket.id)))
    return rules.standing(body_rule(session, docket), scores, len(members - away))


def settle(
    session: Session, docket: Docket, verdict: str, reasons: str, now: datetime, today: date
) -> None:
    """Make the body's verdict final and public, with its reasons; the idea moves accordingly.

    The scores decide whether it is `pass`; below that the body chooses `repair` or `decline`.
    Raises AlreadyDecided, NoQuorum, RuleSaysPass, RuleSaysNo, FieldErrors.
    """
    session.refresh(docket, with_for_update=True)
    _open(docket)
    if not reasons.strip():
        raise FieldErrors({"reasons": _l("Schrijf op waarom. De makers en de wijk lezen dit.")})
    stands = standing(session, docket, today)
    if not stands.enough:
        raise NoQuorum(have=len(stands.complete), need=stands.quorum)
    if stands.passes and verdict != "pass":
        raise RuleSaysPass
    if not stands.passes and verdict == "pass":
        raise RuleSaysNo
    docket.verdict, docket.decided_at, docket.reasons = verdict, now, reasons.strip()
    session.add(docket)
    idea = session.get_one(Idea, docket.idea_id)
    round = session.get_one(Round, idea.round_id)
    body = session.get_one(Body, docket.body_id)
    if verdict == "pass":
        moves.advance(session, round, idea, now, body.name)
    else:
        state = "aanpassen" if verdict == "repair" else "afgewezen"
        moves.record(session, idea, state, now, body.name, docket.reasons)
    for maker in makers_of(session, idea.id or 0):
        mail.tell(session, maker, f"verdict_{verdict}", now, idea_id=idea.id, title=idea.title)


def _open(docket: Docket) -> None:
    if docket.verdict is not None:
        raise AlreadyDecided
