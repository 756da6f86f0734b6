"""What goes along a route: which step works on which kind of subject, and where each one ends.

Pure. A step takes subjects of one kind and gives subjects on. Where ideas are put together into
packages both are at the step that does it; after the last decision on a package its ideas go on.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from budget_app.budgets.config import RoundConfig, StepRule

# kind -> (what it takes, what it gives); "same" hands on what came
FLOW: dict[str, tuple[frozenset[str], str]] = {
    "gather": (frozenset({"nothing"}), "gathered"),
    "talk": (frozenset({"idea", "plan", "theme", "package", "route"}), "same"),
    "check": (frozenset({"idea", "plan"}), "same"),
    "consult": (frozenset({"idea", "plan", "theme", "package", "route"}), "same"),
    "advise": (frozenset({"idea", "plan", "package"}), "same"),
    "compose": (frozenset({"idea"}), "package"),
    "vote": (frozenset({"idea", "theme", "package", "route"}), "same"),
    "pledge": (frozenset({"idea"}), "same"),
    "decide": (frozenset({"idea", "plan", "theme", "package"}), "same"),
    "allot": (frozenset({"theme"}), "same"),
    "commission": (frozenset({"idea", "package", "theme"}), "same"),
    "realise": (frozenset({"idea", "plan", "package", "theme", "project"}), "project"),
    "account": (frozenset({"project"}), "end"),
}
# These are about the work itself.
WORK = frozenset({"commission", "realise", "account"})
# Work is done on ideas: what a package was made of, or the subject itself.
WORKED_ON = {"package": "idea"}


@dataclass(frozen=True)
class Passage:
    """A step with what comes to it, what it gives on, and the rows of `idea` that stand in it."""

    step: StepRule
    takes: str
    gives: str
    carries: frozenset[str]

    @property
    def fits(self) -> bool:
        """Whether the step can take what comes to it.

        A second gathering may hold some of what the first took in; a second realise step may do
        the work of other amounts.
        """
        again = self.step.kind == "gather" and self.takes == self.gives
        return again or self.takes in FLOW[self.step.kind][0]


def passages(config: RoundConfig) -> Iterator[Passage]:
    """Every step of the route in order, with what comes to it.

    A round with several routes begins with those routes; once they are voted on it has nothing,
    so that the chosen route begins by gathering.
    """
    subject, worked = ("route", "route") if config.routes else ("nothing", "nothing")
    for step in config.steps:
        gives = FLOW[step.kind][1]
        if gives == "gathered":
            gives = step.of
        elif gives == "same":
            gives = "nothing" if (step.kind, subject) == ("vote", "route") else subject
        if subject != "project":
            worked = WORKED_ON.get(subject, subject)
        yield Passage(step, subject, gives, _carried(step, subject, gives, worked))
        subject = gives


def carried(config: RoundConfig, subject: str) -> list[StepRule]:
    """The steps that rows of this kind pass, in order."""
    return [passage.step for passage in passages(config) if subject in passage.carries]


def given_by(config: RoundConfig, step: StepRule) -> str:
    """The kind of subject that a step gives on when it closes."""
    return next(passage.gives for passage in passages(config) if passage.step == step)


def _carried(step: StepRule, takes: str, gives: str, worked: str) -> frozenset[str]:
    if step.kind == "gather":
        return frozenset({gives})
    if step.kind == "compose":
        return frozenset({takes, gives})
    if step.kind in WORK:
        return frozenset({worked})
    return frozenset({takes})
