"""Why this one, why not that one: as data, for the web and the command line to put into words."""

from __future__ import annotations

from voting.ballots import Profile
from voting.election import Election
from voting.errors import VotingError
from voting.methods import METHODS
from voting.outcome import Outcome, Step, Why


def explain(election: Election, profile: Profile, outcome: Outcome) -> tuple[Why, ...]:
    """Why each project won or lost, in the order of the list. The rule is not run again.

    `election` and `profile` must be those that the outcome was counted from.
    """
    if any(step.action == "no-quorum" for step in outcome.steps):
        return tuple(
            Why(p.id, False, "withdrawn" if p.withdrawn else "no-quorum", outcome.steps[0].data)
            for p in election.projects
        )
    method = METHODS[outcome.method]
    if method.explain is not None:
        return method.explain(election, profile, outcome)
    return from_steps(election, outcome)


def explain_one(election: Election, profile: Profile, outcome: Outcome, project: str) -> Why:
    """Why this project won or lost. Raises VotingError if the list has no such project."""
    if project not in election.index:
        raise VotingError(f"there is no project {project!r}")
    return explain(election, profile, outcome)[election.index[project]]


def from_steps(election: Election, outcome: Outcome) -> tuple[Why, ...]:
    """What the last step about each project says of it: the answer for any method."""
    won = set(outcome.winners)
    last: dict[str, Step] = {}
    for step in outcome.steps:
        if step.project is not None:
            last[step.project] = step
    answers = []
    for project in election.projects:
        step = last.get(project.id, Step("not-chosen", project.id))
        reason = "withdrawn" if project.withdrawn else str(step.data.get("reason", step.action))
        answers.append(Why(project.id, project.id in won, reason, step.data))
    return tuple(answers)
