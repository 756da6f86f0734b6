"""Counts cases with pabutools: JSON list of cases on standard input, list of results on output.

Runs in pabutools' own environment and imports nothing of this project. Ties fall as ours do by
default: cheaper first, then more supporters, then the project's name.
"""

import json
import logging
import sys
import warnings

warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)

from pabutools.election import (  # noqa: E402
    ApprovalBallot,
    ApprovalProfile,
    Cardinality_Sat,
    Cost_Sat,
    CumulativeBallot,
    CumulativeProfile,
    Instance,
    Project,
)
from pabutools.rules import (  # noqa: E402
    cstv,
    greedy_utilitarian_welfare,
    max_additive_utilitarian_welfare,
    method_of_equal_shares,
    sequential_phragmen,
)
from pabutools.rules.cstv import (  # noqa: E402
    elimination_with_transfers,
    is_eligible_ge,
    select_project_ge,
)
from pabutools.tiebreaking import TieBreakingRule  # noqa: E402


def tie_rule(case):
    named = [set(ballot) for ballot in case["ballots"]]
    support = {name: sum(name in ballot for ballot in named) for name in case["projects"]}
    return TieBreakingRule(lambda _, __, p: (p.cost, -support[p.name], p.name))


def names(allocation):
    return sorted(project.name for project in allocation)


def approval(case, instance, projects):
    ballots = [ApprovalBallot(projects[n] for n in ballot) for ballot in case["ballots"]]
    profile = ApprovalProfile(ballots, instance=instance)
    ties = tie_rule(case)

    def shares(sat, increment=None):
        return names(
            method_of_equal_shares(
                instance,
                profile,
                sat_class=sat,
                tie_breaking=ties,
                voter_budget_increment=increment,
            )
        )

    best = max_additive_utilitarian_welfare(instance, profile, sat_class=Cardinality_Sat)
    return {
        "greedy": names(
            greedy_utilitarian_welfare(instance, profile, sat_class=Cost_Sat, tie_breaking=ties)
        ),
        "knapsack-total": sum(profile.approval_score(project) for project in best),
        "equal-shares/cost": shares(Cost_Sat),
        "equal-shares/cardinality": shares(Cardinality_Sat),
        "equal-shares/cost/add1-exhaustive": shares(Cost_Sat, 1),
        "phragmen": names(sequential_phragmen(instance, profile, tie_breaking=ties)),
    }


def cumulative(case, instance, projects):
    ballots = [
        CumulativeBallot({projects[n]: ballot.get(n, 0) for n in projects})
        for ballot in case["ballots"]
    ]
    funded = cstv(
        instance,
        CumulativeProfile(ballots, instance=instance),
        select_project_to_fund_func=select_project_ge,
        eligible_projects_func=is_eligible_ge,
        no_eligible_project_func=elimination_with_transfers,
        exhaustiveness_postprocess_func=lambda *_: None,
        tie_breaking=tie_rule(case),
    )
    return {"cumulative-transfers": names(funded)}


def count(case):
    projects = {name: Project(name, cost) for name, cost in case["projects"].items()}
    instance = Instance(projects.values(), budget_limit=case["budget"])
    return (approval if case["type"] == "approval" else cumulative)(case, instance, projects)


if __name__ == "__main__":
    json.dump([count(case) for case in json.load(sys.stdin)], sys.stdout)
