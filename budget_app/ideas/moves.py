"""Move ideas along the route. Every move is appended; the idea's own columns are copies."""

from datetime import datetime

from sqlmodel import Session, col, select

from budget_app.budgets.config import RoundConfig, StepRule
from budget_app.budgets.flow import given_by
from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.errors import Refusal
from budget_app.history import service as history
from budget_app.i18n import _l
from budget_app.ideas.models import Idea
from budget_app.route import hooks, rules
from budget_app.route.models import IdeaMove, Step
from budget_app.route.service import is_open, steps_of

CAME_LATE = _l(
    "Dit idee kwam niet op tijd op de stemlijst. Het kan de volgende ronde weer meedoen."
)


NOT_DECIDED = _l("Over dit idee is niet op tijd besloten. Het kan de volgende ronde weer meedoen.")


class StillUndecided(Refusal):
    sentence = _l(
        "Ideeën zonder besluit: {count}. Zet de einddatum later, "
        "of laat ze achter voor een volgende ronde en sluit dan."
    )


class StillUnderway(Refusal):
    sentence = _l(
        "Ideeën die nog onderweg zijn naar de stemlijst: {count}. "
        "Wacht op het oordeel, of laat ze achter voor een volgende ronde."
    )


def record(
    session: Session,
    idea: Idea,
    state: str,
    now: datetime,
    by_role: str,
    reason: str = "",
    step_key: str | None = None,
) -> None:
    """Give an idea a state, with who says so and why; `step_key` moves it to another step too."""
    if step_key is not None:
        idea.step_key = step_key
    idea.state, idea.updated_at = state, now
    session.add(idea)
    session.add(
        IdeaMove(
            idea_id=idea.id or 0,
            step_key=idea.step_key,
            state=state,
            at=now,
            by_role=by_role,
            reason=reason,
        )
    )
    history.append(
        session,
        now,
        by_role,
        f"idea_{state}",
        f"idea:{idea.number}",
        idea.round_id,
        step=idea.step_key,
    )
    if state in rules.ENDED:
        for hook in hooks.ON_STOP.get(idea.subject, []):
            hook(session, idea, now)


def advance(
    session: Session, round: Round, idea: Idea, now: datetime, by_role: str = "route"
) -> None:
    """Bring an idea to its next step, and on through rolling steps that ask nothing of it."""
    config = config_of(round)
    step = rules.next_step(config, idea)
    if step is not None and step.kind in rules.MISSED:
        step = rules.next_step(config, idea, _over(session, round))
    if step is None:
        for hook in hooks.AT_END.get(idea.subject, []):
            hook(session, round, idea, now, by_role)
        return
    if step.kind in WAITS_FOR_OPENING and not _is_open(session, round, step, now):
        if idea.state != WAITING_STATE:
            record(session, idea, WAITING_STATE, now, by_role)
        return
    _enter(session, round, config, idea, step, now, by_role)


def advance_chosen(session: Session, round: Round, step: StepRule, now: datetime) -> None:
    """The work may begin: every idea that was chosen and waited for this step goes on."""
    chosen = session.exec(
        select(Idea)
        .where(Idea.round_id == round.id, Idea.state == WAITING_STATE)
        .order_by(col(Idea.number))
    ).all()
    config = config_of(round)
    for idea in chosen:
        if rules.next_step(config, idea) == step and _may_leave(session, config, idea):
            advance(session, round, idea, now)


def advance_all(session: Session, round: Round, step: StepRule, now: datetime) -> None:
    """A step closed: everything of the kind that it gives on goes to the next."""
    kind = given_by(config_of(round), step)
    waiting = session.exec(
        select(Idea)
        .where(Idea.round_id == round.id, Idea.step_key == step.key, Idea.subject == kind)
        .order_by(col(Idea.number))
    ).all()
    for idea in waiting:
        if idea.state == rules.STATE_AT[step.kind]:
            advance(session, round, idea, now)


def too_late(session: Session, round: Round, idea: Idea) -> StepRule | None:
    """The step that this idea must pass and no longer can; None when it is in time.

    A vote (or another step for all together) takes nothing more once it began, a body answers
    nothing more once its step is closed.
    """
    states = {step.key: step.state for step in steps_of(session, round.id or 0)}
    return next(
        (
            step
            for step in config_of(round).steps
            if _takes_no_more(step, states.get(step.key, "waiting"))
            and rules.must_pass(config_of(round), idea, step)
        ),
        None,
    )


def _takes_no_more(step: StepRule, state: str) -> bool:
    if step.kind in rules.TOGETHER:
        return state != "waiting"
    return step.kind in rules.ANSWERED and state == "closed"


def underway(session: Session, round: Round, step: StepRule) -> list[Idea]:
    """Submitted ideas that must pass this step and have not reached it."""
    config = config_of(round)
    before = session.exec(
        select(Idea).where(
            Idea.round_id == round.id,
            col(Idea.step_key).is_not(None),
            col(Idea.state).not_in(rules.ENDED),
        )
    ).all()
    return [idea for idea in before if rules.must_pass(config, idea, step)]


def nobody_underway(session: Session, round: Round, step: StepRule, now: datetime) -> None:
    """A vote does not open while ideas are still on their way to it; raises StillUnderway."""
    late = underway(session, round, step)
    if late:
        raise StillUnderway(count=len(late))


def undecided(session: Session, round: Round, step: StepRule) -> list[Idea]:
    """Ideas at this step that wait for a body, or for their makers to repair them."""
    query = select(Idea).where(
        Idea.round_id == round.id,
        Idea.step_key == step.key,
        col(Idea.state).in_([rules.STATE_AT[step.kind], "aanpassen"]),
    )
    return list(session.exec(query))


def nobody_undecided(session: Session, round: Round, step: StepRule, now: datetime) -> None:
    """A step in which a body answers does not close over ideas without an answer."""
    left = undecided(session, round, step)
    if left:
        raise StillUndecided(count=len(left))


def leave_undecided(session: Session, round: Round, step: StepRule, now: datetime) -> int:
    """End, with the reason, what a body did not answer in time; returns how many."""
    left = undecided(session, round, step)
    for idea in left:
        record(session, idea, "niet_gekozen", now, "gemeente", str(NOT_DECIDED))
    return len(left)


def leave_behind(session: Session, round: Round, step: StepRule, now: datetime) -> int:
    """End, with the reason, what did not reach a step in time; returns how many."""
    late = underway(session, round, step)
    for idea in late:
        record(session, idea, "niet_gekozen", now, "gemeente", str(CAME_LATE))
    return len(late)


def _may_leave(session: Session, config: RoundConfig, idea: Idea) -> bool:
    if idea.step_key is None:
        return True
    asks = hooks.MAY_LEAVE.get(config.step(idea.step_key).kind)
    return asks is None or asks(session, idea)


def _enter(
    session: Session,
    round: Round,
    config: RoundConfig,
    idea: Idea,
    step: StepRule,
    now: datetime,
    by_role: str,
) -> None:
    record(session, idea, rules.STATE_AT[step.kind], now, by_role, step_key=step.key)
    session.flush()
    for hook in hooks.ON_ENTER.get(step.kind, []):
        hook(session, round, step, idea, now)
    if step.rolling and step.kind in PASSES_THROUGH:
        advance(session, round, idea, now)


def _over(session: Session, round: Round) -> frozenset[str]:
    """The keys of the steps that were closed."""
    return frozenset(s.key for s in steps_of(session, round.id or 0) if s.state == "closed")


def _is_open(session: Session, round: Round, step: StepRule, now: datetime) -> bool:
    row = session.get(Step, (round.id, step.key))
    return row is not None and is_open(row, now)


# Work starts when someone says so: until then an idea that may go there is "gekozen".
WAITS_FOR_OPENING = frozenset({"realise"})
WAITING_STATE = "gekozen"
# Rolling steps of these kinds hold an idea only until its next step can take it.
PASSES_THROUGH = frozenset({"gather"})
