"""Five schemes of which only the name is known: the parts can say each, with no code and no model.

What they do here is made up. That a round can be made of each, and that every idea in it comes to
an end, is not.
"""

from pathlib import Path

import pytest

from budget_app.budgets.catalogue import ModelError, read
from budget_app.budgets.check import problems
from budget_app.budgets.config import DECIDING
from budget_app.budgets.ends import stranded
from budget_app.budgets.flow import passages
from budget_app.web.route_picture import picture

FILES = sorted((Path(__file__).parent / "named").glob("*.toml"))
NAMES = {
    "bewoners-geld-vragen",
    "buurtbonnen",
    "fonds-meedoen",
    "participatiebudget",
    "premie-op-maatschappelijke-prestatie",
}


def test_all_five_are_here() -> None:
    assert {path.stem for path in FILES} == NAMES


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_scheme_known_by_name_can_be_said_in_parts(path: Path) -> None:
    model = read(path)
    config = model.example
    assert model.about.name == path.stem
    assert model.about.stated == (), "no source states a rule of it"
    assert problems(config) == []
    assert [passage.gives for passage in passages(config)][-1] == "end"
    assert stranded(config, DECIDING) is None
    assert picture(config).deciders


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_without_its_last_step_it_does_not_end(path: Path, tmp_path: Path) -> None:
    text = path.read_text()
    short = tmp_path / path.name
    short.write_text(text[: text.rindex("[[steps]]")])
    with pytest.raises(ModelError, match="houdt te vroeg op"):
        read(short)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_without_who_decides_it_is_refused(path: Path, tmp_path: Path) -> None:
    steps = path.read_text().split("[[steps]]")
    kept = [part for part in steps if not any(f'kind = "{kind}"' in part for kind in DECIDING)]
    quiet = tmp_path / path.name
    quiet.write_text("[[steps]]".join(kept))
    with pytest.raises(ModelError):
        read(quiet)
