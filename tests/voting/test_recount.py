"""Recounting: the declared rule, what it means, and reasons for a difference."""

from dataclasses import replace

import pytest

from tests.voting.collection import SEEDS
from tests.voting.test_pabulib import SMALL
from voting import pabulib
from voting.declared import UnknownRule, declared_rule, with_outcome
from voting.methods import METHODS
from voting.recount import Recount, recount, rules_that_give


def recounted(text: str) -> Recount:
    return recount(*pabulib.read(text))


def test_a_tie_settled_otherwise_is_no_difference() -> None:
    text = SMALL.replace("1;600;Speeltuin;Groen,Jeugd;1", "1;600;Speeltuin;Groen,Jeugd;1")
    text = text.replace("Groen;0", "Groen;1").replace("Muziek;;1", "Muziek;;0")
    text = text.replace("budget;1000", "budget;1100").replace("3;400;", "3;450;")
    result = recounted(text)
    assert result.equal
    assert "a tie, for which the file declares no rule, was settled for 2" in result.reasons[0]


def test_extra_money_is_named_and_no_difference() -> None:
    result = recounted(SMALL.replace("Groen;0", "Groen;3"))
    assert result.equal
    assert result.reasons == ("marked as paid from additional money outside the rule: 2",)


@pytest.mark.parametrize("rule", ["greedy", "greedy-no-skip", "greedy-threshold"])
def test_a_reserve_that_the_rule_lacks_is_additional_money(rule: str) -> None:
    text = SMALL.replace("Groen;0", "Groen;2").replace("rule;greedy", f"rule;{rule}")
    result = recounted(text)
    assert result.equal
    assert result.official == ("1", "3")
    assert result.reasons == ("marked as paid from additional money outside the rule: 2",)


def test_a_reserve_that_the_rule_has_is_part_of_the_result() -> None:
    text = SMALL.replace("Groen;0", "Groen;2").replace("rule;greedy", "rule;greedy-custom")
    assert recounted(text).missing == ("2",)


def test_a_project_marked_for_other_money_that_the_rule_funds_is_no_difference() -> None:
    assert recounted(SMALL.replace("Jeugd;1", "Jeugd;2")).equal


def test_a_difference_comes_with_the_comment_of_the_file() -> None:
    text = SMALL.replace("rule;greedy", "rule;greedy\ncomment;#1: It  rained.")
    assert recounted(text).reasons == ()
    result = recounted(text.replace("Jeugd;1", "Jeugd;0"))
    assert result.reasons[-1] == "the file's own comment: #1: It rained."


def test_without_a_rule_the_rules_that_give_the_result_are_named() -> None:
    assert rules_that_give(*pabulib.read(SMALL))[0] == "greedy"
    other = SMALL.replace("Jeugd;1", "Jeugd;0").replace("Muziek;;1", "Muziek;;0")
    assert rules_that_give(*pabulib.read(other)) == ()


def test_ballots_on_paper_are_recognised() -> None:
    text = SMALL.replace("project_id;cost;name", "project_id;cost;votes;name")
    text = text.replace("1;600;S", "1;600;3;S").replace("2;500;", "2;500;9;")
    text = text.replace("3;400;M", "3;400;8;M")
    text = text.replace("Jeugd;1", "Jeugd;0").replace("Groen;0", "Groen;1")
    result = recounted(text)
    assert (result.missing, result.surplus) == (("2",), ("1",))
    assert "some ballots (on paper, say) are not in the file" in result.reasons[0]


def test_another_rule_is_recognised() -> None:
    text = SMALL.replace("budget;1000", "budget;1050").replace("3;400;", "3;450;")
    text = text.replace("3,1;33", "3,1;33\ne;2;1").replace("Muziek;;1", "Muziek;;0")
    result = recounted(text)
    assert any("greedy-no-skip gives the official result" in r for r in result.reasons)


@pytest.mark.parametrize(
    ("rule", "method", "parameters"),
    [
        ("greedy", "greedy", {}),
        ("greedy-custom", "greedy-poznan", {}),
        ("greedy-exclusive", "greedy-exclusive", {}),
        ("equalshares/add1", "equal-shares", {"completion": "add1", "stop": "overspend"}),
        ("equalshares-comparison", "equal-shares", {"completion": "none-comparison"}),
    ],
)
def test_declared_rules(rule: str, method: str, parameters: dict[str, str]) -> None:
    election, _ = pabulib.read(SMALL.replace("rule;greedy", f"rule;{rule}"))
    declared = declared_rule(election)
    assert (declared.method, dict(declared.parameters)) == (method, parameters)


def test_what_amsterdam_declares() -> None:
    meta = "rule;greedy\ncategories;Groen,Jeugd\nbudget_per_category;700,300"
    text = SMALL.replace(
        "rule;greedy", meta + "\nleftover_budget;Fund additional projects that fit"
    )
    declared = declared_rule(pabulib.read(text)[0])
    assert declared.parameters["limits"] == {"category:Groen": 70_000, "category:Jeugd": 30_000}
    assert declared.parameters["leftover"] == "fit"
    centrum = declared_rule(pabulib.read(SEEDS / "Netherlands_Amsterdam_417.pb")[0])
    assert centrum.parameters["leftover"] == "top-up"


@pytest.mark.parametrize("rule", ["unknown", "", "handjeklap"])
def test_rules_that_cannot_be_counted(rule: str) -> None:
    with pytest.raises(UnknownRule):
        recounted(SMALL.replace("rule;greedy", f"rule;{rule}"))


@pytest.mark.parametrize("name", ["greedy", "equal-shares", "knapsack", "cumulative-transfers"])
def test_what_we_write_can_be_recounted_to_the_same_hash(name: str) -> None:
    election, profile = pabulib.read(SMALL)
    outcome = METHODS[name].run(election, profile, tie="lot:2026")
    declared = with_outcome(election, outcome)
    result = recounted(pabulib.write(declared, replace(profile, records=None)))
    assert result.equal
    assert result.outcome.outcome_sha256 == outcome.outcome_sha256


def test_equal_shares_without_raising_may_be_compared_with_greedy() -> None:
    """One share each is 250: two voters for project 1 cannot pay 600, so greedy is better."""
    text = SMALL.replace("a;1,2;30", "a;1;30").replace("d;3,1;33", "d;3;33")
    result = recounted(text.replace("rule;greedy", "rule;equalshares-comparison"))
    assert result.equal
    assert result.outcome.details["comparison"]["chosen"] == "greedy"
    assert result.outcome.details["increments"] == 0
    plain = recounted(text.replace("rule;greedy", "rule;equalshares"))
    assert (plain.missing, plain.outcome.winners) == (("1", "3"), ())


def test_equal_shares_after_a_declared_minimum_score() -> None:
    meta = "rule;equalshares/add1\nmin_project_score_threshold;2\nbudget_per_category;7,8"
    declared = declared_rule(pabulib.read(SMALL.replace("rule;greedy", meta))[0])
    assert declared.parameters["threshold"] == "2"
    assert declared.notes == ("budget_per_category says '7,8', which equal-shares does not count",)


def test_a_difference_under_equal_shares_is_explained() -> None:
    text = SMALL.replace("rule;greedy", "rule;equalshares/add1").replace("Muziek;;1", "Muziek;;0")
    text = text.replace("Groen;0", "Groen;1")
    result = recounted(text)
    assert not result.equal
    assert result.reasons


def test_totals_that_the_ballots_do_not_give_are_told() -> None:
    text = SMALL.replace("name;category", "votes;category").replace("Speeltuin", "3")
    text = text.replace('"De ""Bankjes""; tafels"', "2").replace("Muziek", "")
    result = recounted(text)
    assert result.equal
    assert result.reasons == ("of 1 projects the list states other totals than the ballots give",)
    assert (
        recounted(text.replace("Groen;0", "Groen;0").replace(";2;Groen", ";1;Groen")).reasons == ()
    )
