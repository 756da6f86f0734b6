"""By which rule an election from a file is counted, and how that compares with its own result."""

from collections.abc import Mapping
from typing import Any

from voting.ballots import Profile
from voting.declared import Declared, UnknownRule, declared_rule
from voting.election import Election
from voting.errors import VotingError
from voting.methods import METHODS
from voting.recount import Recount, recount
from voting.ties import DEFAULT_TIE
from voting.wholeness import gaps, other_totals

WITHOUT_A_RULE = Declared("greedy", {})
"""Most votes first: what nearly every city does."""


def rule_and_result(election: Election, profile: Profile) -> tuple[dict[str, Any], dict[str, Any]]:
    """How to count, and what is to be said of the rule and the result that the file states.

    Where the file's own result settled a tie by a rule it does not state, that order is taken
    over, so that the page shows what was decided.
    """
    rule, without = _rule(election, profile)
    said = {
        "rule_stated": not without,
        "rule_why": without,
        "gaps": list(gaps(election, profile)),
        "other_totals": other_totals(election, profile),
        "comment": " ".join(election.meta.get("comment", "").split()),
    }
    try:
        result = recount(election, profile, rule)
    except UnknownRule as unknown:
        return _count_by(rule, rule.parameters.get("tie")), {
            **said,
            "stated": False,
            "unclear": any(p.extra.get("selected", "").strip() for p in election.projects),
            "why": str(unknown),
        }
    return _count_by(rule, result.outcome.parameters.get("tie")), {**said, **_compared(result)}


def _rule(election: Election, profile: Profile) -> tuple[Declared, str]:
    """The declared rule; else most votes first, and why the declared one does not do."""
    try:
        declared = declared_rule(election)
    except VotingError as error:
        return WITHOUT_A_RULE, str(error)
    takes = METHODS[declared.method].ballot_types
    if profile.type not in takes:
        return WITHOUT_A_RULE, (
            f"the file declares rule {declared.method!r}, which takes {', '.join(takes)} ballots, "
            f"and these are {profile.type}"
        )
    return declared, ""


def _count_by(rule: Declared, tie: Any) -> dict[str, Any]:
    parameters = {name: value for name, value in rule.parameters.items() if name != "tie"}
    return {"method": rule.method, "parameters": parameters, "tie": tie or DEFAULT_TIE}


def _compared(result: Recount) -> Mapping[str, Any]:
    return {
        "stated": True,
        "equal": result.equal,
        "winners": list(result.official),
        "missing": list(result.missing),
        "surplus": list(result.surplus),
        "reasons": list(result.reasons),
    }
