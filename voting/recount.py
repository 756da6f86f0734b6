"""Recounting an election by its declared rule, and explaining where the official result differs.

The collection marks `selected`: 0 lost, 1 won, 3 paid from additional money outside the rule. A 2
is won with a reserve paying the rest where the declared rule has one (Poznań, Amsterdam); elsewhere
(Gdynia, Katowice) it too is paid from additional money. What the rule decides is all but that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from voting.ballots import Profile
from voting.declared import Declared, UnknownRule, declared_rule
from voting.election import Election
from voting.methods import METHODS
from voting.outcome import Outcome
from voting.wholeness import gaps, other_totals

HELPED, EXTRA_MONEY = "2", "3"
MARKS = ("", "0", "1", HELPED, EXTRA_MONEY)


@dataclass(frozen=True)
class Recount:
    """Our count beside the official one; ids in the order of the list.

    `reasons` are English sentences: what explains the difference, or what to know if there is none.
    """

    declared: Declared
    outcome: Outcome
    official: tuple[str, ...]
    missing: tuple[str, ...]
    """Officially selected, and not by the rule."""
    surplus: tuple[str, ...]
    """Selected by the rule, and not officially."""
    reasons: tuple[str, ...]

    @property
    def equal(self) -> bool:
        """Whether the rule gives the official result."""
        return not self.missing and not self.surplus


@dataclass(frozen=True)
class _Case:
    """One election with its declared rule, to try a changed condition on."""

    election: Election
    profile: Profile
    declared: Declared

    def count(self, election: Election | None = None, **changed: Any) -> Outcome:
        """Count under the declared rule with these parameters changed."""
        parameters = {**self.declared.parameters, **changed}
        method = METHODS[self.declared.method]
        return method.run(election or self.election, self.profile, **parameters)


def recount(election: Election, profile: Profile, by: Declared | None = None) -> Recount:
    """Count by the declared rule, or by another where the file declares none, and compare.

    Raises UnknownRule where the file lacks a countable rule or an official result, and
    VotingError where the rule cannot take these ballots.
    """
    marks = _marks(election)
    case = _Case(election, profile, by or declared_rule(election))
    outcome = case.count()
    extra = [n for n in _extra_money(marks, case.declared) if n not in funded(outcome)]
    official = frozenset(name for name, mark in marks.items() if mark != "0") - frozenset(extra)
    notes = [*gaps(election, profile), *case.declared.notes]
    if extra:
        notes.append(f"marked as paid from additional money outside the rule: {', '.join(extra)}")
    if funded(outcome) != official:
        settled = case.count(tie=_official_tie(election, official))
        if funded(settled) == official:
            notes.append(_tie_note(outcome, settled))
            outcome = settled
    ours = funded(outcome)
    missing = tuple(p.id for p in election.projects if p.id in official - ours)
    surplus = tuple(p.id for p in election.projects if p.id in ours - official)
    if missing or surplus:
        notes += _explanations(case, outcome, official)
    elif others := other_totals(election, profile):
        notes.append(f"of {others} projects the list states other totals than the ballots give")
    return Recount(case.declared, outcome, tuple(
        p.id for p in election.projects if p.id in official
    ), missing, surplus, tuple(notes))  # fmt: skip


def funded(outcome: Outcome) -> frozenset[str]:
    """Every project that gets money: winners, and those paid in part."""
    return frozenset((*outcome.winners, *(part.project for part in outcome.partial)))


def _marks(election: Election) -> Mapping[str, str]:
    """The official mark per project; raises UnknownRule where the file has none."""
    marks = {p.id: _mark(p.extra.get("selected", "")) for p in election.projects}
    if not any("selected" in p.extra for p in election.projects) or not any(
        mark != "" for mark in marks.values()
    ):
        raise UnknownRule("the file states no official result (it has no column 'selected')")
    for name, mark in marks.items():
        if mark not in MARKS:
            raise UnknownRule(f"project {name} has {mark!r} in column 'selected', not 0, 1, 2 or 3")
    return {name: mark or "0" for name, mark in marks.items()}


def _mark(text: str) -> str:
    mark = text.strip().removesuffix(".0")
    return {"true": "1", "false": "0"}.get(mark.lower(), mark)


def _extra_money(marks: Mapping[str, str], declared: Declared) -> tuple[str, ...]:
    """The projects that the official result paid from money outside the declared rule."""
    reserve = declared.method == "greedy-poznan" or declared.parameters.get("leftover") in (
        "part",
        "top-up",
    )
    outside = (EXTRA_MONEY,) if reserve else (HELPED, EXTRA_MONEY)
    return tuple(name for name, mark in marks.items() if mark in outside)


def rules_that_give(election: Election, profile: Profile) -> tuple[str, ...]:
    """The greedy rules, plainly applied, whose winners are exactly the official ones.

    Raises UnknownRule where the file states no official result.
    """
    official = frozenset(name for name, mark in _marks(election).items() if mark != "0")
    tie = _official_tie(election, official)
    return tuple(
        name
        for name, method in METHODS.items()
        if name.startswith("greedy") and funded(method.run(election, profile, tie=tie)) == official
    )


def _official_tie(election: Election, official: frozenset[str]) -> str:
    """A tie rule that settles every tie as the official result did."""
    first = [p.id for p in election.projects if p.id in official]
    rest = [p.id for p in election.projects if p.id not in official]
    return "list:" + ",".join(first + rest)


def _tie_note(ours: Outcome, settled: Outcome) -> str:
    for_them = ", ".join(sorted(funded(settled) - funded(ours)))
    against = ", ".join(sorted(funded(ours) - funded(settled)))
    rule = ours.parameters["tie"]
    return (
        f"a tie, for which the file declares no rule, was settled for {for_them or 'no other'}; "
        f"with tie rule {rule!r} it would be {against or 'nothing'}"
    )


def _explanations(case: _Case, outcome: Outcome, official: frozenset[str]) -> Iterator[str]:
    """What would make the rule give the official result; and what is known of each difference."""
    found = list(_conditions(case, outcome, official))
    yield from found
    if not found:
        yield "no single cause was found; what the rule says of each project:"
        yield from _each_project(case, outcome, official)
    money = sum(case.election.costs[case.election.index[name]] for name in official)
    if money > case.election.budget:
        over = (money - case.election.budget) / case.election.minor_per_unit
        yield f"the official result costs {over:,.2f} more than the budget"
    comment = " ".join(case.election.meta.get("comment", "").split())
    if comment:
        yield f"the file's own comment: {comment}"


def _conditions(case: _Case, outcome: Outcome, official: frozenset[str]) -> Iterator[str]:
    tie: dict[str, Any] = {"tie": _official_tie(case.election, official)}
    surplus = funded(outcome) - official
    stated = _stated_scores(case)
    if stated is not None and funded(stated.count(**tie)) == official:
        yield (
            "the project list states other totals than the ballots add up to, and by those totals "
            "the rule gives the official result: some ballots (on paper, say) are not in the file"
        )
    elif stated is not None:
        yield "the project list states other totals than the ballots add up to"
    if surplus:
        without = _without(case.election, surplus)
        if funded(case.count(without, **tie)) == official:
            yield (
                f"with {', '.join(sorted(surplus))} left out, the rule gives the official result: "
                "withdrawn, refused or excluded by another project, which its columns do not say"
            )
    rules = (name for name in METHODS if name.startswith("greedy") and name != case.declared.method)
    for name in rules:
        known = METHODS[name].defaults
        parameters = {k: v for k, v in case.declared.parameters.items() if k in known}
        other = METHODS[name].run(case.election, case.profile, **{**parameters, **tie})
        if funded(other) == official:
            yield f"the rule {name} gives the official result"
    if any(p.categories for p in case.election.projects) and "limits" not in outcome.parameters:
        return
    extra = official - funded(outcome)
    if extra and not surplus:
        yield f"funded on top of what the rule gives: {', '.join(sorted(extra))}"


def _stated_scores(case: _Case) -> _Case | None:
    """The case with the totals of the project list, if those differ from the ballots."""
    column = "score" if "score" in case.election.projects[0].extra else "votes"
    stated = []
    for project, counted in zip(case.election.projects, case.profile.points, strict=True):
        try:
            stated.append(int(float(project.extra[column])) * case.profile.score_unit)
        except (KeyError, ValueError):
            stated.append(counted)
    if tuple(stated) == case.profile.points:
        return None
    profile = replace(case.profile)
    profile.__dict__["points"] = tuple(stated)
    return replace(case, profile=profile)


def _without(election: Election, names: frozenset[str]) -> Election:
    projects = tuple(replace(p, withdrawn=True) if p.id in names else p for p in election.projects)
    return replace(election, projects=projects)


def _each_project(case: _Case, outcome: Outcome, official: frozenset[str]) -> Iterator[str]:
    from voting.explain import explain  # here, as most recounts need no explanation

    ours = funded(outcome)
    for why in explain(case.election, case.profile, outcome):
        if (why.project in ours) != (why.project in official):
            side = "won by the rule" if why.won else f"lost by the rule ({why.reason})"
            yield f"{why.project}: {side}"
