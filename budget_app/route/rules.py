"""What a route allows: tables and pure functions. No database, no clock."""

from collections.abc import Collection, Iterable
from typing import Protocol

from budget_app.budgets.config import RoundConfig, StepRule
from budget_app.budgets.flow import carried

# (step kind, audience) -> what may be done while that step is open.
# Pages ask this table which buttons to show; services ask it before they act.
ACTIONS: dict[tuple[str, str], frozenset[str]] = {
    ("gather", "resident"): frozenset(
        {"submit", "edit", "withdraw", "react", "endorse", "invite", "merge"}
    ),
    ("gather", "desk"): frozenset({"submit"}),
    ("gather", "municipality"): frozenset({"submit"}),
    ("talk", "resident"): frozenset({"edit", "withdraw", "react", "endorse", "invite", "merge"}),
    ("check", "resident"): frozenset({"repair", "appeal", "withdraw", "react", "answer_proposal"}),
    ("check", "jury"): frozenset({"score", "recuse", "discuss", "propose_text", "verdict"}),
    ("consult", "resident"): frozenset({"react", "consult"}),
    ("compose", "resident"): frozenset({"react", "play"}),
    ("compose", "jury"): frozenset({"compose"}),
    ("advise", "resident"): frozenset({"react", "withdraw"}),
    ("advise", "jury"): frozenset({"score", "recuse", "discuss", "advise"}),
    ("decide", "resident"): frozenset({"repair", "appeal", "withdraw", "react", "answer_proposal"}),
    ("decide", "jury"): frozenset({"score", "recuse", "discuss", "verdict"}),
    ("vote", "resident"): frozenset({"vote", "react"}),
    ("vote", "desk"): frozenset({"vote_for"}),
    ("pledge", "resident"): frozenset({"pledge", "react"}),
    ("commission", "resident"): frozenset({"commission", "react"}),
    ("commission", "jury"): frozenset({"commission"}),
    ("realise", "resident"): frozenset({"tell", "promise", "milestone", "finish", "accept"}),
    ("realise", "jury"): frozenset({"accept"}),
    ("realise", "municipality"): frozenset(
        {"pay", "promise", "milestone", "finish", "tell", "fail"}
    ),
    ("account", "resident"): frozenset({"tell", "promise", "account", "accept"}),
    ("account", "jury"): frozenset({"accept"}),
    ("account", "municipality"): frozenset({"pay", "promise", "account"}),
}
# Bound to the round: any open step that allows them will do. All others ask the idea's own step.
ROUND_ACTIONS = frozenset({"submit", "vote", "vote_for", "merge"})

# The word an idea's state shows when it comes to a step of this kind.
STATE_AT: dict[str, str] = {
    "gather": "ingediend",
    "talk": "in_gesprek",
    "check": "bij_de_jury",
    "consult": "in_gesprek",
    "advise": "bij_de_jury",
    "compose": "in_gesprek",
    "vote": "op_de_stemlijst",
    "pledge": "op_de_stemlijst",
    "decide": "bij_de_jury",
    "allot": "op_de_stemlijst",
    "commission": "gekozen",
    "realise": "in_uitvoering",
    "account": "klaar",
}
# States that an idea does not leave on its own: the route is over for it.
ENDED = frozenset({"afgewezen", "niet_gekozen", "ingetrokken", "samengevoegd", "mislukt", "klaar"})


class Subject(Protocol):
    """What the route needs to know of an idea, or whatever goes along it."""

    subject: str
    cost_cents: int
    category: str
    step_key: str | None


def applies(step: StepRule, subject: Subject) -> bool:
    """Whether a step is for this idea, by amount and category."""
    return step.is_for(subject.cost_cents, subject.category)


def next_step(config: RoundConfig, subject: Subject, over: Collection[str] = ()) -> StepRule | None:
    """The step an idea comes to after the one it is at; None at the end of its route.

    `over` are the keys of steps that closed; what comes after that does not wait in them.
    """
    return next(
        (
            step
            for step in _ahead(config, subject)
            if applies(step, subject) and not (step.kind in MISSED and step.key in over)
        ),
        None,
    )


def passed_over(config: RoundConfig, subject: Subject) -> list[StepRule]:
    """The steps of the route that are not for this idea; its page says so."""
    return [step for step in carried(config, subject.subject) if not applies(step, subject)]


def from_here(config: RoundConfig, subject: Subject) -> list[StepRule]:
    """The step where something is and those that are still to come, as far as they are for it."""
    steps = carried(config, subject.subject)
    here = [step for step in steps if step.key == subject.step_key]
    return [step for step in (*here, *_ahead(config, subject)) if applies(step, subject)]


def _ahead(config: RoundConfig, subject: Subject) -> list[StepRule]:
    steps = carried(config, subject.subject)
    if subject.step_key is None:
        return steps
    keys = [step.key for step in steps]
    return steps[keys.index(subject.step_key) + 1 :]


# Steps in which a body owes each idea an answer.
ANSWERED = frozenset({"check", "advise", "decide"})
# Steps that stay open past their time while a body still owes what must come out of them.
RUNS_OVER = ANSWERED | {"compose"}

# Steps that decide nothing: an idea that comes once they are over has missed them, and goes on.
MISSED = frozenset({"talk"})

# Steps that take everything at once: who comes after the opening is too late for this round.
TOGETHER = frozenset({"vote", "compose", "allot"})


def must_pass(config: RoundConfig, subject: Subject, step: StepRule) -> bool:
    """Whether a step of the route still lies before this idea."""
    return step in _ahead(config, subject) and applies(step, subject)


def allowed(kinds: Iterable[str], audiences: Iterable[str]) -> frozenset[str]:
    """Everything these audiences may do while steps of these kinds are open."""
    found: set[str] = set()
    audiences = tuple(audiences)
    for kind in kinds:
        for audience in audiences:
            found |= ACTIONS.get((kind, audience), frozenset())
    return frozenset(found)
