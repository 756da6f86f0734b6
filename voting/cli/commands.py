"""What each command does. Words are in `words`, tables in `table`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from voting import explain as explaining
from voting import files
from voting.ballots import Profile
from voting.cli import words
from voting.cli.arguments import chosen_method
from voting.cli.progress import working
from voting.cli.table import visible
from voting.comparison import compare
from voting.declared import UnknownRule, declared_rule
from voting.election import Election
from voting.errors import VotingError
from voting.methods import METHODS
from voting.outcome import Outcome, plain
from voting.recount import recount, rules_that_give
from voting.wholeness import gaps


def _read(options: argparse.Namespace) -> tuple[Election, Profile]:
    with working(f"reading {Path(options.file).name}"):
        election, profile = files.read(options.file)
    for gap in gaps(election, profile):
        print(f"{visible(str(options.file))}: {visible(gap)}", file=sys.stderr)
    return election, profile


def _count(options: argparse.Namespace) -> int:
    election, profile = _read(options)
    method, parameters = chosen_method(options, election)
    with working(f"counting by {method.name}"):
        outcome = method.run(election, profile, **parameters)
    if options.json:
        _print_json(outcome.to_dict())
    else:
        _say(words.outcome(election, profile, outcome))
    return 0


def _recount(options: argparse.Namespace) -> int:
    election, profile = _read(options)
    with working("recounting"):
        try:
            result = recount(election, profile)
        except UnknownRule as unknown:
            raise _with_outcome(election, profile, unknown) from None
    if options.json:
        _print_json(
            {
                "equal": result.equal,
                "official": result.official,
                "missing": result.missing,
                "surplus": result.surplus,
                "reasons": result.reasons,
                **result.outcome.to_dict(),
            }
        )
    else:
        _say(words.recounted(election, result))
    return 0 if result.equal else 1


def _with_outcome(election: Election, profile: Profile, unknown: UnknownRule) -> VotingError:
    """The reason for which there is nothing to compare, with what can be said all the same.

    Where only the result is missing: our winners. Where only the rule is: the rules that give it.
    """
    try:
        declared = declared_rule(election)
    except UnknownRule:
        return _with_rules(election, profile, unknown)
    try:
        outcome = METHODS[declared.method].run(election, profile, **declared.parameters)
    except VotingError:
        return unknown
    return VotingError(f"{unknown}; by {declared.method} the winners are "
                       f"{', '.join(outcome.winners) or 'none'}")  # fmt: skip


def _with_rules(election: Election, profile: Profile, unknown: UnknownRule) -> VotingError:
    try:
        rules = rules_that_give(election, profile)
    except UnknownRule:
        return unknown
    found = f"its official result is what {' and '.join(rules)} would give" if rules else (
        "its official result is not that of any greedy rule"
    )  # fmt: skip
    return VotingError(f"{unknown}; {found}")


def _explain(options: argparse.Namespace) -> int:
    election, profile = _read(options)
    if options.method:
        method, parameters = chosen_method(options, election)
    else:
        declared = _declared_or_greedy(election)
        method, parameters = METHODS[declared[0]], dict(declared[1])
    with working(f"counting by {method.name}"):
        outcome = method.run(election, profile, **parameters)
        if options.project:
            answers = [explaining.explain_one(election, profile, outcome, options.project)]
        else:
            answers = list(explaining.explain(election, profile, outcome))
    if options.json:
        _print_json({**_short(outcome), "projects": answers})
    else:
        _say(words.explained(election, profile, outcome, answers))
    return 0


def _declared_or_greedy(election: Election) -> tuple[str, Mapping[str, Any]]:
    try:
        declared = declared_rule(election)
    except UnknownRule:
        return "greedy", {}
    return declared.method, declared.parameters


def _compare(options: argparse.Namespace) -> int:
    election, profile = _read(options)
    with working("counting by every method") as told:
        result = compare(election, profile, options.tie, told)
    if options.json:
        _print_json(
            {
                "outcomes": {name: _short(outcome) for name, outcome in result.outcomes.items()},
                "figures": result.figures,
                "unfair": result.unfair,
                "refused": result.refused,
            }
        )
    else:
        _say(words.compared(election, profile, result))
    return 0


def _short(outcome: Outcome) -> dict[str, Any]:
    """An outcome without its steps."""
    return {
        key: value for key, value in outcome.to_dict().items() if key not in ("steps", "details")
    }


def _methods(options: argparse.Namespace) -> int:
    if options.json:
        _print_json({name: words.method_data(method) for name, method in METHODS.items()})
    else:
        _say("\n\n".join(words.method(method) for method in METHODS.values()))
    return 0


def _convert(options: argparse.Namespace) -> int:
    election, profile = _read(options)
    form = options.to or (Path(options.output).suffix.lstrip(".") if options.output else "pb")
    if options.output:
        written = files.write(election, profile, options.output, form)
        print("wrote " + ", ".join(str(path) for path in written), file=sys.stderr)
    else:
        sys.stdout.write(files.text(election, profile, form))
    return 0


def _say(text: str) -> None:
    print(visible(text))


def _print_json(value: object) -> None:
    print(json.dumps(plain(value), ensure_ascii=False, indent=2, sort_keys=True))


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "count": _count,
    "recount": _recount,
    "explain": _explain,
    "compare": _compare,
    "methods": _methods,
    "convert": _convert,
}
