"""Why each package won or lost, read from the steps of one count."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from voting.ballots import Profile
from voting.election import Election, Project
from voting.outcome import Outcome, Why
from voting.ties import TieBreaker


def explain_tally(election: Election, profile: Profile, outcome: Outcome) -> tuple[Why, ...]:
    """Where one tally decides: its own votes beside the winner's, and how many it lacked.

    `votes_short` are ballots that name this package alone; for Borda they are points, and with a
    run-off between two, or points in fractions, there are none to tell.
    """
    tally, winner = _tally(outcome), _winner(outcome)
    pair = outcome.details.get("runoff", ())

    def why(name: str) -> Why:
        facts: dict[str, Any] = {"votes": _shown(tally[name])}
        if winner is None:
            return Why(name, False, "run-off" if pair else "no-votes", facts)
        facts |= {"winner": winner, "winner_votes": _shown(tally[winner])}
        if name == winner:
            return Why(name, True, "most", facts)
        reason = "lost-run-off" if name in pair else "fewer"
        lead = tally[winner] - tally[name]
        whole = lead.denominator == 1 and not pair
        short = _votes_short(election, profile, outcome, name, int(lead)) if whole else None
        return Why(name, False, reason, facts, None, short)

    return _answers(election, why)


def explain_rounds(election: Election, profile: Profile, outcome: Outcome) -> tuple[Why, ...]:
    """Where packages drop out: the round in which each did, and its ballots then."""
    rounds: list[Mapping[str, Any]] = list(outcome.details["rounds"])
    dropped = {s.project: s.data for s in outcome.steps if s.action == "eliminate"}

    def why(name: str) -> Why:
        number = int(dropped[name]["round"]) if name in dropped else len(rounds)
        votes = rounds[number - 1]["votes"]
        others = [n for other, n in votes.items() if other != name]
        facts = {
            "round": number,
            "votes": votes[name],
            "fewest_others": min(others, default=0),
            "most_others": max(others, default=0),
            "exhausted": rounds[number - 1]["exhausted"],
        }
        if name in outcome.winners:
            return Why(name, True, "majority", facts)
        return Why(name, False, "fewest" if name in dropped else "fewer-in-last-round", facts)

    return _answers(election, why)


def explain_duels(election: Election, profile: Profile, outcome: Outcome) -> tuple[Why, ...]:
    """Where pairs are compared: its duel with the winner, and the chains both ways."""
    place = {name: k for k, name in enumerate(outcome.details["packages"])}
    duels, chains = outcome.details["duels"], outcome.details["chains"]
    winner = _winner(outcome)

    def why(name: str) -> Why:
        if winner is None:
            return Why(name, False, "no-votes")
        if name == winner:
            return Why(name, True, "beats-all")
        a, b = place[name], place[winner]
        facts = {
            "winner": winner,
            "voters_for": duels[a][b],
            "voters_for_winner": duels[b][a],
            "chain": chains[a][b],
            "chain_of_winner": chains[b][a],
        }
        return Why(name, False, "beaten" if chains[b][a] > chains[a][b] else "tied", facts)

    return _answers(election, why)


def _answers(election: Election, why: Callable[[str], Why]) -> tuple[Why, ...]:
    """For each package why it takes no part, or what `why` says of it."""
    return tuple(_out(election, project) or why(project.id) for project in election.projects)


def _out(election: Election, project: Project) -> Why | None:
    if project.withdrawn:
        return Why(project.id, False, "withdrawn", {"cost": project.cost})
    if project.cost > election.budget:
        return Why(project.id, False, "over-budget", {"cost": project.cost})
    return None


def _winner(outcome: Outcome) -> str | None:
    return outcome.winners[0] if outcome.winners else None


def _shown(votes: Fraction) -> int | Fraction:
    return votes.numerator if votes.denominator == 1 else votes


def _votes_short(
    election: Election, profile: Profile, outcome: Outcome, name: str, lead: int
) -> int:
    """Ballots that name this package alone with which it passes the winner, who has such a lead."""
    i = election.index[name]
    supporters = list(profile.supporters)
    supporters[i] += lead
    level = replace(profile)
    level.__dict__["supporters"] = tuple(supporters)
    ranks = TieBreaker(outcome.parameters["tie"], election, level).ranks
    return max(lead + (ranks[i] > ranks[election.index[outcome.winners[0]]]), 1)


def _tally(outcome: Outcome) -> Mapping[str, Fraction]:
    found = outcome.details.get("votes", outcome.details.get("points", {}))
    return {name: Fraction(value) for name, value in found.items()}
