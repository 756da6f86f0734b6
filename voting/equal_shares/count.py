"""From parameters to an outcome: the rule, the completion, and the facts for its explanation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from voting.ballots import Profile
from voting.election import Election
from voting.equal_shares import explanation, search
from voting.equal_shares.completion import compare, greedy
from voting.equal_shares.problem import Problem, make_problem
from voting.equal_shares.run import Run, run_at
from voting.errors import ParameterError
from voting.method import minimum_score
from voting.outcome import Outcome, Step, Tie, make_outcome

ONE_SHARE = ("none", "none-comparison")
COMPARED = ("comparison", "none-comparison")
COMPLETIONS = ("none", "add1", "add1-greedy", "comparison", "none-comparison")


@dataclass(frozen=True)
class Setting:
    """One election, its ballots and all parameters, settled."""

    election: Election
    profile: Profile
    parameters: Mapping[str, Any]
    taking_part: tuple[int, ...]
    problem: Problem


def count(
    name: str, election: Election, profile: Profile, parameters: Mapping[str, Any]
) -> Outcome:
    """Count an election by Equal Shares; raises ParameterError for an increment of nothing."""
    setting = settle(election, profile, parameters)
    found = find(setting)
    winners = [*setting.problem.free, *found.run.order]
    winners, completed = complete(setting, winners)
    return make_outcome(
        election,
        profile,
        name,
        setting.parameters,
        winners,
        steps=tuple(steps(setting, found.run, winners)),
        ties=ties(setting, found.run),
        details=details(setting, found, winners) | completed,
    )


def settle(election: Election, profile: Profile, parameters: Mapping[str, Any]) -> Setting:
    """Fill in the increment, and lay out the projects that reach the threshold."""
    increment = parameters["increment"]
    if increment is None:
        increment = election.minor_per_unit
    if increment == 0:
        raise ParameterError("increment", "shares cannot be raised by nothing")
    needed = minimum_score(parameters["threshold"], profile)
    taking_part = tuple(c for c in election.eligible if profile.points[c] >= needed)
    problem = make_problem(
        election,
        profile,
        utility=parameters["utility"],
        tie=parameters["tie"],
        taking_part=taking_part,
    )
    settled = {**parameters, "increment": increment}
    return Setting(election, profile, settled, taking_part, problem)


def find(setting: Setting) -> search.Found:
    """Run the rule at the first share, or at that where the stop rule ends."""
    election, parameters = setting.election, setting.parameters
    unit = election.minor_per_unit if parameters["start"] == "floor" else None
    shares = search.Shares(
        search.start_share(election.budget, setting.profile.n_voters, unit),
        parameters["increment"],
    )
    if parameters["completion"] in ONE_SHARE:
        run = run_at(setting.problem, shares(0))
        return search.Found(run, 0, 1, 0, run.exact_checks, "no-completion")
    return search.jump(setting.problem, shares, parameters["stop"])


def complete(setting: Setting, winners: list[int]) -> tuple[list[int], dict[str, Any]]:
    """Fill up by score, or compare with greedy; the winners then, and what was done."""
    election, profile, parameters = setting.election, setting.profile, setting.parameters
    ranks = setting.problem.ranks
    if parameters["completion"] == "add1-greedy":
        added = greedy(election, profile, setting.taking_part, ranks, winners)
        return [*winners, *added], {"added_by_score": list(election.ids(added))}
    if parameters["completion"] not in COMPARED:
        return winners, {}
    other = greedy(election, profile, setting.taking_part, ranks)
    verdict = compare(
        election,
        profile,
        (winners, other),
        parameters["compare_by"],
        parameters["compare_nothing"],
    )
    told = {
        "prefer_equal_shares": verdict.prefer_equal_shares,
        "prefer_greedy": verdict.prefer_greedy,
        "indifferent": verdict.indifferent,
        "chosen": "greedy" if verdict.greedy_wins else "equal-shares",
        "equal_shares": list(election.ids(winners)),
        "greedy": list(election.ids(other)),
    }
    return (other if verdict.greedy_wins else winners), {"comparison": told}


def ties(setting: Setting, run: Run) -> tuple[Tie, ...]:
    """Every purchase in which another project was exactly as cheap."""
    return tuple(
        Tie(setting.election.ids(bought.tied), setting.parameters["tie"])
        for bought in run.bought
        if bought.tied
    )


def steps(setting: Setting, run: Run, winners: list[int]) -> list[Step]:
    """Purchases in order, then what the completion added or replaced."""
    election = setting.election
    free = set(setting.problem.free)
    told = [Step("fund", election.projects[c].id, {"free": True}) for c in setting.problem.free]
    for number, bought in enumerate(run.bought, 1):
        data = {"round": number, "paid_per_voter": round(bought.price, 4)}
        told.append(Step("buy", election.projects[bought.project].id, data))
    known = free.union(run.order)
    told += [Step("complete", election.projects[c].id) for c in winners if c not in known]
    dropped = known.difference(winners)
    return told + [Step("replace", election.projects[c].id) for c in sorted(dropped)]


def details(setting: Setting, found: search.Found, winners: list[int]) -> dict[str, Any]:
    """Shares, how they were found, and per project what the explanation says."""
    run, election = found.run, setting.election
    account = explanation.follow(setting.problem, run)
    return {
        "voters": setting.profile.n_voters,
        "start_share": str(run.share - found.increments * setting.parameters["increment"]),
        "final_share": str(run.share),
        "increments": found.increments,
        "stopped": found.why,
        "shares_examined": found.examined,
        "leaps": found.leaps,
        "skipped": found.skipped,
        "search": "jump" if found.leaps or found.skipped else "walk",
        "exact_checks": found.exact_checks,
        "projects": project_facts(setting, account, winners),
        "currency": election.currency,
    }


def project_facts(
    setting: Setting, account: explanation.Account, winners: list[int]
) -> dict[str, Any]:
    """Per project id: how it was paid, or why not. `funded` says whether it won in the end."""
    ids = {c: project.id for c, project in enumerate(setting.election.projects)}
    facts: dict[str, Any] = {}
    won = set(winners)
    for c, project in enumerate(setting.election.projects):
        if c in account.purchases:
            known = explanation.bought_facts(account, c)
        elif c in setting.problem.supporters:
            known = explanation.lost_facts(account, c, ids)
        else:
            known = {"status": _out(setting, c), "supporters": setting.profile.supporters[c]}
        facts[project.id] = {"funded": c in won, **known}
    return facts


def _out(setting: Setting, c: int) -> str:
    """Why a project was not among those that could be bought."""
    if c in setting.problem.free:
        return "free"
    if setting.election.projects[c].withdrawn:
        return "withdrawn"
    return "unsupported" if c in setting.taking_part else "below-threshold"
