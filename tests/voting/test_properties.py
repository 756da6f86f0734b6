"""What must hold for every method on every election."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.voting.elections import Voted, elections, profile_of, reordered, scaled, ungrouped
from voting import pabulib
from voting.ballots import Profile
from voting.figures import figures
from voting.method import Method
from voting.methods import METHODS
from voting.outcome import Outcome

NAMES = sorted(METHODS)
GREEDY = [name for name in NAMES if name.startswith("greedy")]

every_method = pytest.mark.parametrize("name", NAMES)


def ran(method: Method, voted: Voted, **parameters: Any) -> Outcome:
    return method.run(voted[0], profile_of(voted), **parameters)


@every_method
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_never_over_budget(name: str, data: st.DataObject) -> None:
    method = METHODS[name]
    voted = data.draw(elections(method.ballot_types))
    outcome = ran(method, voted)
    election = voted[0]
    assert 0 <= outcome.spent <= election.budget
    topped_up = {part.project for part in outcome.partial}
    paid = [
        election.projects[election.index[w]].cost for w in outcome.winners if w not in topped_up
    ]
    assert sum(paid) + sum(part.paid for part in outcome.partial) == outcome.spent
    assert len(set(outcome.winners)) == len(outcome.winners)


@every_method
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_order_of_ballots_and_projects_does_not_matter(name: str, data: st.DataObject) -> None:
    method = METHODS[name]
    election, ballots, kind = data.draw(elections(method.ballot_types))
    outcome = ran(method, (election, ballots, kind))
    shuffled = data.draw(st.permutations(ballots))
    order = data.draw(st.permutations(range(len(election.projects))))
    other = ran(method, (reordered(election, order), shuffled, kind))
    assert other.winners == outcome.winners
    assert other.partial == outcome.partial


@every_method
@given(data=st.data(), factor=st.integers(2, 1000))
@settings(max_examples=25, deadline=None)
def test_scaling_all_money_changes_nothing(name: str, data: st.DataObject, factor: int) -> None:
    method = METHODS[name]
    election, ballots, kind = data.draw(elections(method.ballot_types))
    step, scaled_step = {}, {}
    if "increment" in method.defaults:
        step, scaled_step = {"increment": 100}, {"increment": 100 * factor}
    outcome = ran(method, (election, ballots, kind), **step)
    other = ran(method, (scaled(election, factor), ballots, kind), **scaled_step)
    assert other.winners == outcome.winners
    assert other.spent == outcome.spent * factor


@every_method
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_grouped_equals_ungrouped(name: str, data: st.DataObject) -> None:
    method = METHODS[name]
    voted = data.draw(elections(method.ballot_types))
    profile = profile_of(voted)
    grouped = method.run(voted[0], profile)
    single = method.run(voted[0], ungrouped(profile))
    assert (single.winners, single.partial, single.ties) == (
        grouped.winners,
        grouped.partial,
        grouped.ties,
    )


@pytest.mark.parametrize("name", GREEDY)
@given(voted=elections(("approval",)), data=st.data())
@settings(max_examples=25, deadline=None)
def test_another_vote_for_a_winner_keeps_it(name: str, voted: Voted, data: st.DataObject) -> None:
    outcome = ran(METHODS[name], voted)
    if outcome.winners:
        winner = data.draw(st.sampled_from(outcome.winners))
        more = (voted[0], [*voted[1], [winner]], voted[2])
        assert winner in ran(METHODS[name], more).winners


@every_method
@given(data=st.data())
@settings(max_examples=10, deadline=None)
def test_hashes_are_the_same_for_equal_counts(name: str, data: st.DataObject) -> None:
    method = METHODS[name]
    voted = data.draw(elections(method.ballot_types))
    first, second = ran(method, voted), ran(method, voted)
    assert first.to_json() == second.to_json()
    again = method.run(*pabulib.read(pabulib.write(voted[0], profile_of(voted))))
    assert again.outcome_sha256 == first.outcome_sha256
    assert again.input_sha256 == first.input_sha256


@every_method
@given(data=st.data())
@settings(max_examples=10, deadline=None)
def test_quorum(name: str, data: st.DataObject) -> None:
    method = METHODS[name]
    voted = data.draw(elections(method.ballot_types))
    ballots = len(voted[1])
    assert ran(method, voted, quorum=ballots + 1).winners == ()
    assert ran(method, voted, quorum=ballots).winners == ran(method, voted).winners


@given(voted=elections(("approval",)))
@settings(max_examples=50, deadline=None)
def test_figures_add_up(voted: Voted) -> None:
    profile = profile_of(voted)
    outcome = METHODS["greedy"].run(voted[0], profile)
    found = figures(voted[0], profile, outcome)
    assert sum(found.satisfaction.values()) == found.voters == profile.n_voters
    won = set(outcome.winners)
    free = {p.id for p in voted[0].projects if p.cost == 0}
    nothing = sum(not (set(ballot) & (won - free)) for ballot in voted[1])
    assert found.with_nothing == nothing
    labelled = sum(p.cost for p in voted[0].projects if p.id in won and p.categories)
    assert sum(each.spent for each in found.categories) == labelled
    assert 0 <= found.gini_projects < 1


@given(voted=elections(("approval",)), limit=st.integers(0, 40))
@settings(max_examples=50, deadline=None)
def test_limits_hold_and_minimums_are_kept(voted: Voted, limit: int) -> None:
    election = voted[0]
    capped = ran(METHODS["greedy"], voted, limits={"category:x": limit * 100})
    on_x = sum(p.cost for p in election.projects if "x" in p.categories and p.id in capped.winners)
    assert on_x <= limit * 100
    kept = ran(METHODS["greedy"], voted, minimums={"category:x": election.budget})
    cheapest = min((p.cost for p in election.projects if "x" in p.categories), default=None)
    if cheapest is not None and cheapest <= election.budget:
        assert any("x" in election.projects[election.index[w]].categories for w in kept.winners)


@given(voted=elections(("approval",)))
@settings(max_examples=25, deadline=None)
def test_withdrawn_projects_never_win(voted: Voted) -> None:
    election = replace(
        voted[0],
        projects=tuple(replace(p, withdrawn=i == 0) for i, p in enumerate(voted[0].projects)),
    )
    profile = Profile.from_ballots(election, voted[1], "approval")
    for method in METHODS.values():
        if "approval" in method.ballot_types:
            assert election.projects[0].id not in method.run(election, profile).winners
