"""From stored ballots to an official result, through the voting library."""

import hashlib
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlmodel import Session

from budget_app.ballots import published
from budget_app.ballots.models import Result
from budget_app.ballots.service import Vote, options_of
from budget_app.budgets.config import CountRule
from budget_app.budgets.counting import WHOLE
from voting.ballots import Profile
from voting.declared import with_outcome
from voting.election import Election
from voting.errors import VotingError
from voting.explain import explain
from voting.figures import Figures, figures
from voting.methods import METHODS
from voting.outcome import Outcome, plain
from voting.pabulib import write

# Beside the declared rule two others are counted, the first two here that take the ballots.
COMPARE_WITH = ("equal-shares", "greedy", "phragmen", "knapsack")
MOST_COMPARISONS = 2


def rule_of(vote: Vote) -> CountRule:
    """How this vote is counted."""
    assert vote.step.count is not None  # noqa: S101  (a vote without one was refused on publishing)
    return vote.step.count


def outcome_of(election: Election, profile: Profile, rule: CountRule) -> Outcome:
    """The outcome by the declared rule. Raises VotingError for ballots that it does not take."""
    return METHODS[rule.method].run(election, profile, **{**rule.parameters, "tie": rule.tie})


def count(session: Session, vote: Vote, now: datetime) -> Result:
    """Count by the declared rule, and by two others for comparison; not stored yet.

    `election_pb` declares the rule with every parameter and the winners, so that anyone who
    counts it again gets the same outcome hash; `input_sha256` is the hash of exactly that file.
    """
    rule = rule_of(vote)
    election, profile = published.election(session, vote)
    outcome = outcome_of(election, profile, rule)
    text = write(with_outcome(election, outcome), profile)
    outcome = replace(outcome, input_sha256=hashlib.sha256(text.encode()).hexdigest())
    return Result(
        round_id=vote.key[0],
        step_key=vote.key[1],
        method=rule.method,
        parameters=dict(plain(outcome.parameters)),
        outcome=_kept(session, vote, election, profile, outcome),
        comparisons=comparisons(election, profile, outcome, rule.tie),
        election_pb=text,
        input_sha256=outcome.input_sha256,
        outcome_sha256=outcome.outcome_sha256,
        counted_at=now,
    )


def recount(session: Session, vote: Vote) -> Outcome:
    """Count the stored ballots again, with nothing but what is stored."""
    return outcome_of(*published.election(session, vote), rule_of(vote))


def comparisons(
    election: Election, profile: Profile, official: Outcome, tie: str
) -> dict[str, dict[str, Any]]:
    """What other methods would have given on the same ballots, with figures of each."""
    found: dict[str, dict[str, Any]] = {}
    # Where one wins as a whole, only methods by which one wins can be compared.
    for name in WHOLE if official.method in WHOLE else COMPARE_WITH:
        method = METHODS.get(name)
        if method is None or name == official.method or profile.type not in method.ballot_types:
            continue
        try:
            other = method.run(election, profile, tie=tie)
        except VotingError:  # it takes ballots of this type, and not these: no points below zero
            continue
        found[name] = {
            "winners": list(other.winners),
            "spent": other.spent,
            "figures": _figures(election, profile, other),
        }
        if len(found) == MOST_COMPARISONS:
            break
    return found


def _kept(
    session: Session, vote: Vote, election: Election, profile: Profile, outcome: Outcome
) -> dict[str, Any]:
    """The outcome with everything its pages say, so that showing it counts nothing."""
    options = options_of(session, vote)
    idea_of = {published.code(option): option.idea_id for option in options}
    return {
        **outcome.to_dict(),
        "winner_ideas": [idea_of[winner] for winner in outcome.winners],
        "voters": profile.n_voters,
        "blank": profile.blank,
        "score_unit": profile.score_unit,
        "ballot_type": profile.type,
        "why": plain(explain(election, profile, outcome)),
        "figures": _figures(election, profile, outcome),
        "ideas": [
            {
                "id": project.id,
                "number": option.number,
                "idea_id": option.idea_id,
                "title": project.name,
                "cost": project.cost,
                "supporters": supporters,
                "points": points,
            }
            for option, project, supporters, points in zip(
                options, election.projects, profile.supporters, profile.points, strict=True
            )
        ],
    }


def _figures(election: Election, profile: Profile, outcome: Outcome) -> dict[str, Any]:
    """The share of voters with nothing, and how many have how many of their choices."""
    found: Figures = figures(election, profile, outcome)
    wanted = ("voters", "with_nothing", "share_with_nothing", "mean_projects")
    kept = {name: value for name, value in asdict(found).items() if name in wanted}
    spread = {str(number): voters for number, voters in found.satisfaction.items()}
    return {**plain(kept), "satisfaction": spread}
