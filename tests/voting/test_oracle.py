"""Outcomes of pabutools on small elections, stored: the library says the same without it."""

import json
from pathlib import Path

import pytest

from tests.voting.oracle import known, ours

FACTS = json.loads((Path(__file__).parent / "oracle" / "golden.json").read_text())
RULES = sorted({rule for fact in FACTS for rule in fact["pabutools"]})


@pytest.mark.parametrize("rule", RULES)
def test_agrees_with_pabutools(rule: str) -> None:
    compared = 0
    for fact in FACTS:
        if rule not in fact["pabutools"]:
            continue
        theirs, mine = fact["pabutools"][rule], ours.count(fact["case"], rule)
        assert mine == theirs or known.fault(fact["case"], rule, theirs, mine), fact["case"]
        compared += 1
    assert compared >= 25
