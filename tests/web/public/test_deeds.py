"""Every deed that the platform writes down has a sentence."""

import ast

import pytest

from budget_app.ideas.models import STATES
from budget_app.route.models import STEP_DEEDS
from budget_app.settings import ROOT
from budget_app.web.public.deeds import DEEDS
from budget_app.web.public.words import ROLES, STATE_MEANS

DEED = 3  # history.append(session, at, actor, deed, …)


def written_down() -> set[str]:
    """The deed of every call of history.append that names it outright."""
    found = set()
    for path in (ROOT / "budget_app").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "history.append":
                deed = node.args[DEED]
                if isinstance(deed, ast.Constant):
                    found.add(str(deed.value))
            # Some features write their deeds down through a function of their own.
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "_write":
                words = {arg.value for arg in node.args if isinstance(arg, ast.Constant)}
                found |= {str(word) for word in words} - set(ROLES)
    return found


def test_the_search_finds_deeds() -> None:
    assert {"round_published", "paid", "vote_counted", "task_given_back"} <= written_down()


@pytest.mark.parametrize("deed", sorted(written_down()))
def test_a_deed_has_a_sentence(deed: str) -> None:
    assert deed in DEEDS


def test_moves_of_ideas_and_steps_have_sentences() -> None:
    missing = [f"idea_{state}" for state in STATES if state != "concept"]
    missing += [f"step_{deed}" for deed in STEP_DEEDS]
    assert [deed for deed in missing if deed not in DEEDS] == []


def test_every_state_is_explained() -> None:
    assert set(STATE_MEANS) == set(STATES)
