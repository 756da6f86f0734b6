"""Addresses that people can read out, whatever letters the title has."""

import pytest

from budget_app.budgets.addresses import LONGEST, address_word


@pytest.mark.parametrize(
    ("title", "word"),
    [
        ("Eén wijk, één plan", "een-wijk-een-plan"),
        ("Ideeën voor ’t Zand 2026", "ideeen-voor-t-zand-2026"),
        ("Łódź, Górna | Górniak", "lodz-gorna-gorniak"),
        ("Işık in Güneş", "isik-in-gunes"),
        ("İzmirbuurt", "izmirbuurt"),
        ("البلدية", "ronde"),
        ("--", "ronde"),
        ("x" * 200, "x" * LONGEST),
        ("Local PB in Warszawa, Praga-Południe | Przyczółek Grochowski 2018",
         "local-pb-in-warszawa-praga-poludnie-przyczolek-grochowski"),
    ],
)  # fmt: skip
def test_the_word_of_a_title(title: str, word: str) -> None:
    assert address_word(title) == word
    assert len(word) <= LONGEST
