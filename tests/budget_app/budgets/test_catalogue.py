"""A model file that cannot run is refused in one line: file, line, place, and what is allowed."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from budget_app.budgets.catalogue import MODELS_DIR, ModelError, read
from budget_app.budgets.toml_lines import line_of, lines_of
from budget_app.cli import app

GOOD = (MODELS_DIR / "wijktafel.toml").read_text()


def line(text: str, words: str, which: int = 1) -> int:
    """The line on which these words stand for the so-manyeth time."""
    found = [at for at, each in enumerate(text.splitlines(), 1) if words in each]
    return found[which - 1]


WRONG = [
    ("an unknown step", 'kind = "decide"', 'kind = "dance"', "steps.1.kind", "'gather', 'talk'"),
    ("a body that is not there", 'body = "wijktafel"', 'body = "raad"', "steps.tafel", "wijktafel"),
    ("no body at all", 'body = "wijktafel"\n', "", "steps.tafel", "Zeg wie"),
    ("shares of 99%", "share = 100", "share = 99", "funders", "99%"),
    (
        "figures of no day",
        'kind = "fixed"',
        'kind = "per_inhabitant"\nper_unit_cents = 250',
        "amount.figures_on",
        "2026-01-01",
    ),
    (
        "nothing per inhabitant",
        'kind = "fixed"',
        'kind = "per_inhabitant"\nfigures_on = 2026-01-01',
        "amount",
        "per inwoner",
    ),
    ("an unknown setting", "quorum = 3", "quorom = 3", "bodies.0.quorom", "constituencies"),
    ("words for a number", "seats = 12", 'seats = "veel"', "bodies.0.seats", "heel getal"),
    ("a route without end", 'kind = "account"', 'kind = "talk"', "steps.verantwoorden", "past er"),
    (
        "small ideas that nobody decides about",
        'body = "wijktafel"',
        'body = "wijktafel"\nabove_cents = 100000',
        "steps",
        "beslist niemand",
    ),
    (
        "large ideas that are never carried out",
        'kind = "realise"',
        'kind = "realise"\nbelow_cents = 100000',
        "steps",
        "€ 1.000,01 komt nooit",
    ),
    ("nothing about itself", 'title = "Wijktafel"\n', "", "about.title", "Vul dit in"),
]


@pytest.mark.parametrize(
    ("old", "new", "place", "allowed"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG]
)
def test_a_wrong_model_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, place: str, allowed: str
) -> None:
    assert old in GOOD
    path = tmp_path / "mine.toml"
    path.write_text(GOOD.replace(old, new, 1))
    with pytest.raises(ModelError) as refused:
        read(path)
    said = str(refused.value)
    assert said.startswith(f"{path}:")
    assert f": {place}: " in said
    assert allowed in said
    assert "\n" not in said
    number = int(said.removeprefix(f"{path}:").split(":")[0])
    assert number in lines_of(path.read_text()).values()


@pytest.mark.parametrize(
    ("words", "place", "number"),
    [
        ('kind = "dance"', "steps.1.kind", line(GOOD, 'kind = "decide"')),
        ("quorom = 3", "bodies.0.quorom", line(GOOD, "quorum = 3")),
        ("share = 99", "funders", line(GOOD, "[[funders]]")),
    ],
)
def test_the_line_is_the_line(tmp_path: Path, words: str, place: str, number: int) -> None:
    before = {"steps.1.kind": 'kind = "decide"', "bodies.0.quorom": "quorum = 3"}
    path = tmp_path / "mine.toml"
    path.write_text(GOOD.replace(before.get(place, "share = 100"), words, 1))
    with pytest.raises(ModelError, match=rf"mine\.toml:{number}: {place}: "):
        read(path)


def test_what_is_no_toml_or_no_text_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(GOOD.replace("min_age = 16", "min_age ="))
    with pytest.raises(ModelError, match=rf"mine\.toml:{line(GOOD, 'min_age')}: "):
        read(path)
    path.write_bytes("# één\nfield = 4".encode("latin-1"))
    with pytest.raises(ModelError, match=r"mine\.toml:1: .*UTF-8"):
        read(path)
    with pytest.raises(ModelError, match="nergens"):
        read(tmp_path / "nergens.toml")


@pytest.mark.parametrize("path", sorted(MODELS_DIR.glob("*.toml")), ids=lambda path: path.stem)
def test_every_setting_of_every_model_is_found_where_it_stands(path: Path) -> None:
    text = path.read_text()
    data, lines = tomllib.loads(text), lines_of(text)
    for place, key in settings(data):
        assert key in text.splitlines()[line_of(lines, data, place) - 1], place


def settings(data: Any, before: str = "") -> list[tuple[str, str]]:
    """(place, last word) of every setting in tables and rows of tables, inline ones left out."""
    found = []
    for name, value in data.items():
        place = f"{before}{name}"
        found.append((place, name))
        if isinstance(value, dict):
            found += settings(value, f"{place}.")
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for number, row in enumerate(value):
                found += settings(row, f"{place}.{number}.")
    return found


def test_the_command_says_yes_or_the_line(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.toml", tmp_path / "bad.toml"
    good.write_text(GOOD)
    bad.write_text(GOOD.replace("share = 100", "share = 99"))
    run = CliRunner().invoke(app, ["check-model", str(good)])
    assert run.exit_code == 0
    run = CliRunner().invoke(app, ["check-model", str(good), str(bad)])
    assert run.exit_code == 2
    assert f"bad.toml:{line(GOOD, '[[funders]]')}: funders: " in run.output
