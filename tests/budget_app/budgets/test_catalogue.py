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
    ("a number as words", "share = 100", 'share = "100"', "funders.0.share", "heel getal"),
    (
        "an amount with a dot between quotes",
        'kind = "decide"',
        'kind = "decide"\nabove_cents = "10.000"',
        "steps.1.above_cents",
        "heel getal",
    ),
    ("half a cent", "= 4000000", "= 4000000.5", "amount.base_cents", "heel getal"),
    ("less than nothing", "= 4000000", "= -1", "amount.base_cents", "0 of meer"),
    ("more than there is", "= 4000000", "= 99999999999999999", "amount.base_cents", "of minder"),
    ("yes for true", "min_age = 16", 'lives_in_area = "ja"', "eligibility.lives_in_area", "true"),
    (
        "a list of nobody",
        "seats = 12",
        "constituencies = []",
        "bodies.0.constituencies",
        "minstens",
    ),
    (
        "a moment without a zone",
        'kind = "decide"',
        'kind = "decide"\nopens_at = 2026-01-01T10:00:00',
        "steps.1.opens_at",
        "tijdzone",
    ),
    (
        "amounts between which nothing lies",
        'kind = "decide"',
        'kind = "decide"\nabove_cents = 500\nbelow_cents = 500',
        "steps.tafel.below_cents",
        "geen enkel bedrag",
    ),
    (
        "an unknown category",
        'kind = "decide"',
        'kind = "decide"\ncategory = "kunst"',
        "steps.tafel.category",
        "Kies uit: -",
    ),
    (
        "a ballot where nobody votes",
        'kind = "decide"',
        'kind = "decide"\nballot = { type = "approval" }',
        "steps.tafel.ballot",
        "Haal dit weg",
    ),
    (
        "a group that can never be large enough",
        "seats = 12",
        "seats = 12\nseats_each = 1",
        "bodies.wijktafel.seats_each",
        "maar 1 in de groep",
    ),
    (
        "a source that says what is not here",
        '"bodies.wijktafel.name"',
        '"bodies.wijktafel.kleur"',
        "about.stated.1.settings",
        "bodies.wijktafel.quorum",
    ),
    (
        "an unknown word where a known one is missing too",
        "question =",
        "vraag =",
        "bodies.0.criteria.0.vraag",
        "minimum, name, question",
    ),
    ("a name with capitals", 'name = "wijktafel"', 'name = "Wijk"', "about.name", "kleine letters"),
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


@pytest.mark.parametrize(
    ("text", "number", "says"),
    [
        ("", 1, "about.name: Vul dit in"),
        ("# niets\n", 1, "about.name: Vul dit in"),
        (
            GOOD.replace("quorum = 3", "quorum = 3\nquorum = 4"),
            line(GOOD, "quorum") + 1,
            "twee keer",
        ),
        (f'{GOOD}\n[amount]\nkind = "fixed"\n', GOOD.count("\n") + 2, "twee keer"),
        ('steps = "x"\n' + GOOD.split("[[steps]]")[0], 1, "Schrijf hier een lijst"),
        (GOOD.replace("[about]", "[[about]]"), line(GOOD, "[about]"), "tabel"),
        (GOOD.split("[[steps]]")[0], 1, "steps: Vul dit in"),
    ],
    ids=["empty", "a remark", "a key twice", "a table twice", "no list", "a list", "no steps"],
)
def test_what_is_hardly_a_model_is_refused_in_one_line(
    tmp_path: Path, text: str, number: int, says: str
) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text)
    with pytest.raises(ModelError, match=rf"mine\.toml:{number}: .*{says}") as refused:
        read(path)
    assert "\n" not in str(refused.value)


def test_a_mark_of_windows_at_the_start_is_no_mistake(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert read(path).about.title == "Wijktafel"


def test_weighty_advice_that_nobody_answers_is_refused(tmp_path: Path) -> None:
    text = (MODELS_DIR / "adviesplatform.toml").read_text()
    for gone in ('answers = "advies"\nanswer_days = 42\n', "answer_days = 42\n"):
        path = tmp_path / "mine.toml"
        path.write_text(text.replace(gone, ""))
        with pytest.raises(ModelError, match=r"steps\.advies: .*binnen hoeveel dagen"):
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
