"""Why each package won or lost, read from the steps of one count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from voting.ballots import Profile
from voting.election import Election
from voting.outcome import Outcome, Why
from voting.ties import TieBreaker


def explain_tally(election: Election, profile: Profile, outcome: Outcome) -> tuple[Why, ...]:
    """Where one tally decides: its own votes beside the winner's, and how many it lacked.

    `votes_short` are ballots that name this package alone; for Borda they are points, and with a
    run-off between two, or points in fractions, there are none to tell.
    """
    tally = _tally(outcome)
    winner = outcome.winners[0] if outcome.winners else None
    final = "runoff" in outcome.details
    whys = []
    for i, project in enumerate(election.projects):
        reason = _out(election, i)
        if reason is not None:
            whys.append(Why(project.id, False, reason, {"cost": project.cost}))
            continue
        mine = tally[project.id]
        facts: dict[str, Any] = {"votes": _shown(mine)}
        if winner is None:
            whys.append(Why(project.id, False, "run-off" if final else "no-votes", facts))
            continue
        facts |= {"winner": winner, "winner_votes": _shown(tally[winner])}
        if project.id == winner:
            whys.append(Why(project.id, True, "most", facts))
            continue
        short = tally[winner] - mine
        short += _loses_tie(election, profile, outcome, i, int(short))
        whole = short.denominator == 1 and not final
        reason = "lost-run-off" if final and project.id in outcome.details["runoff"] else "fewer"
        whys.append(
            Why(project.id, False, reason, facts, None, max(int(short), 1) if whole else None)
        )
    return tuple(whys)


def explain_rounds(election: Election, profile: Profile, outcome: Outcome) -> tuple[Why, ...]:
    """Where packages drop out: the round in which each did, and its ballots then."""
    rounds: list[Mapping[str, Any]] = list(outcome.details["rounds"])
    dropped = {s.project: s.data for s in outcome.steps if s.action == "eliminate"}
    whys = []
    for i, project in enumerate(election.projects):
        reason = _out(election, i)
        if reason is not None:
            whys.append(Why(project.id, False, reason, {"cost": project.cost}))
            continue
        number = int(dropped[project.id]["round"]) if project.id in dropped else len(rounds)
        votes = rounds[number - 1]["votes"]
        others = [n for name, n in votes.items() if name != project.id]
        facts = {
            "round": number,
            "votes": votes[project.id],
            "fewest_others": min(others, default=0),
            "most_others": max(others, default=0),
            "exhausted": rounds[number - 1]["exhausted"],
        }
        won = project.id in outcome.winners
        lost = "fewest" if project.id in dropped else "fewer-in-last-round"
        whys.append(Why(project.id, won, "majority" if won else lost, facts))
    return tuple(whys)


def explain_duels(election: Election, profile: Profile, outcome: Outcome) -> tuple[Why, ...]:
    """Where pairs are compared: its duel with the winner, and the chains both ways."""
    place = {name: k for k, name in enumerate(outcome.details["packages"])}
    duels, chains = outcome.details["duels"], outcome.details["chains"]
    winner = outcome.winners[0] if outcome.winners else None
    whys = []
    for i, project in enumerate(election.projects):
        reason = _out(election, i)
        if reason is not None:
            whys.append(Why(project.id, False, reason, {"cost": project.cost}))
            continue
        if winner is None:
            whys.append(Why(project.id, False, "no-votes"))
            continue
        if project.id == winner:
            whys.append(Why(project.id, True, "beats-all"))
            continue
        a, b = place[project.id], place[winner]
        facts = {
            "winner": winner,
            "voters_for": duels[a][b],
            "voters_for_winner": duels[b][a],
            "chain": chains[a][b],
            "chain_of_winner": chains[b][a],
        }
        beaten = chains[b][a] > chains[a][b]
        whys.append(Why(project.id, False, "beaten" if beaten else "tied", facts))
    return tuple(whys)


def _shown(votes: Fraction) -> int | Fraction:
    return votes.numerator if votes.denominator == 1 else votes


def _loses_tie(election: Election, profile: Profile, outcome: Outcome, i: int, extra: int) -> bool:
    """Whether, with so many ballots more that name this one alone, a tie goes to the winner."""
    supporters = list(profile.supporters)
    supporters[i] += extra
    level = replace(profile)
    level.__dict__["supporters"] = tuple(supporters)
    ranks = TieBreaker(outcome.parameters["tie"], election, level).ranks
    return ranks[i] > ranks[election.index[outcome.winners[0]]]


def _tally(outcome: Outcome) -> Mapping[str, Fraction]:
    found = outcome.details.get("votes", outcome.details.get("points", {}))
    return {name: Fraction(value) for name, value in found.items()}


def _out(election: Election, i: int) -> str | None:
    """Why a package takes no part, if so."""
    if election.projects[i].withdrawn:
        return "withdrawn"
    return "over-budget" if election.costs[i] > election.budget else None
