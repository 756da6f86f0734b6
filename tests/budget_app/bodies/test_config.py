"""A body that cannot come to a verdict, or appeals that lead nowhere, are refused beforehand."""

from typing import Any

import pytest

from budget_app.budgets.check import problems
from tests.support.jury_round import config


@pytest.mark.parametrize(
    ("jury", "places"),
    [
        ({}, set()),
        ({"criteria": []}, {"bodies.jury.criteria"}),
        ({"appeals_to": "beroep"}, set()),
        ({"appeals_to": "niemand"}, {"bodies.jury.appeals_to"}),
    ],
)
def test_a_jury_can_come_to_a_verdict(jury: dict[str, Any], places: set[str]) -> None:
    assert {problem.place for problem in problems(config(jury=jury))} == places
