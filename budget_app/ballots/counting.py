"""From stored ballots to a result, through the voting library."""

import json
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from budget_app.ballots.models import Ballot, Result
from budget_app.ballots.rules import LIBRARY_TYPE
from budget_app.ballots.service import Vote, line_id, options_of
from voting.ballots import Profile
from voting.election import Election, Project
from voting.methods import METHODS
from voting.outcome import Outcome
from voting.pabulib import read, write

# Beside the declared rule, two others are counted for comparison, where the ballots allow it.
COMPARE_WITH = ("equal-shares", "greedy", "phragmen", "knapsack")
MOST_COMPARISONS = 2


def election_text(session: Session, vote: Vote) -> str:
    """The election as a `.pb` file: what anyone can download and count again."""
    assert vote.step.ballot is not None and vote.step.count is not None  # noqa: S101
    options = options_of(session, vote)
    kind = LIBRARY_TYPE[vote.step.ballot.type]
    projects = tuple(
        Project(id=str(option.number), cost=option.cost_cents, name=option.title)
        for option in options
    )
    meta = {
        "description": vote.round.title,
        "country": "Netherlands",
        "unit": vote.round.area_code,
        "instance": f"{vote.round.slug}/{vote.step.key}",
        "vote_type": kind,
        "rule": vote.step.count.method,
    }
    election = Election(
        budget=vote.round.amount_cents, projects=projects, vote_type=kind, meta=meta
    )
    rows = session.connection().execute(
        sa.select(col(Ballot.receipt_hash), col(Ballot.content))
        .where(col(Ballot.round_id) == vote.key[0], col(Ballot.step_key) == vote.key[1])
        .order_by(col(Ballot.receipt_hash))
    )
    ballots = [(line_id(receipt), json.loads(content)) for receipt, content in rows]
    return write(election, _profile(election, ballots, kind))


def count(session: Session, vote: Vote, now: datetime) -> Result:
    """Count by the declared rule, and by two others for comparison."""
    assert vote.step.count is not None  # noqa: S101
    text = election_text(session, vote)
    election, profile = read(text)
    rule = vote.step.count
    outcome = METHODS[rule.method].count(election, profile, tie=rule.tie, **rule.parameters)
    idea_of = {str(option.number): option.idea_id for option in options_of(session, vote)}
    return Result(
        round_id=vote.key[0],
        step_key=vote.key[1],
        method=rule.method,
        parameters=dict(outcome.parameters),
        outcome={
            **outcome.to_dict(),
            "winner_ideas": [idea_of[winner] for winner in outcome.winners],
            "voters": profile.n_voters,
            "blank": profile.blank,
        },
        comparisons=comparisons(election, profile, outcome, rule.tie),
        election_pb=text,
        input_sha256=outcome.input_sha256,
        outcome_sha256=outcome.outcome_sha256,
        counted_at=now,
    )


def comparisons(
    election: Election, profile: Profile, official: Outcome, tie: str
) -> dict[str, dict[str, Any]]:
    """What other methods would have given on the same ballots."""
    found: dict[str, dict[str, Any]] = {}
    for name in COMPARE_WITH:
        method = METHODS.get(name)
        if method is None or name == official.method or profile.type not in method.ballot_types:
            continue
        other = method.count(election, profile, tie=tie)
        found[name] = {"winners": list(other.winners), "spent": other.spent}
        if len(found) == MOST_COMPARISONS:
            break
    return found


def _profile(election: Election, ballots: list[tuple[str, dict[str, int]]], kind: str) -> Profile:
    contents = [_library_ballot(content, kind) for _, content in ballots]
    return Profile.from_ballots(election, contents, kind)


def _library_ballot(content: dict[str, int], kind: str) -> Any:
    if kind == "ordinal":
        return sorted(content, key=lambda number: content[number])
    return content if kind == "cumulative" else list(content)
