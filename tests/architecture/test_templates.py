"""Every sentence in a template can be translated, and the check that says so bites."""

import re
from pathlib import Path

import pytest

from budget_app.settings import ROOT
from tests.support.repository import templates
from tests.support.template_text import untranslated, untranslated_plain


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("<p>Uw idee</p>", ["Uw idee"]),
        ('<p>{{ _("Uw idee") }}</p>', []),
        ("<p>{% trans n=3 %}Nog {{ n }} dagen{% endtrans %}</p>", []),
        ("<p>{% trans %}Nu{% endtrans %} en straks</p>", ["en straks"]),
        ("{% if x %}ja{% else %}{{ _('nee') }}{% endif %}", ["ja"]),
        ('<img alt="Een bank">', ['alt="Een bank"']),
        ("<img alt=\"{{ _('Een bank') }}\">", []),
        ('<input type="submit" value="Stem">', ['value="Stem"']),
        ('<input type="radio" value="ja"><button value="ja"></button>', []),
        ("{{ card(title='Wat speelt er') }}", ['"Wat speelt er"']),
        ("{{ card(class='nl-button nl-button--primary', icon='home') }}", []),
        ("{% set x = 'Leefbaarheid' %}{{ x }}", ['"Leefbaarheid"']),
        ("{% set x = _('Leefbaarheid') %}{{ x }}", []),
        ("<code>python -m voting</code> nu", ["nu"]),
        ('{{ open() }} class="rood" title="Stem">{{ x }}', ['title="Stem"']),
        ("{# Uitleg #}<!-- Uitleg --><a>PDF</a> € · &nbsp; 12", []),
    ],
)
def test_the_check_finds_what_it_should(template: str, found: list[str]) -> None:
    assert [text for _line, text in untranslated(template)] == found


def test_the_check_names_the_line() -> None:
    assert untranslated("<p>\n{# a\nb #}\n<b>Nu</b>") == [(4, "Nu")]
    assert untranslated_plain("{{ name }},\n\nDank u wel\n") == [(3, "Dank u wel")]


def test_there_are_templates_to_check() -> None:
    assert templates()


@pytest.mark.parametrize("path", templates(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_sentence_goes_through_gettext(path: Path) -> None:
    check = untranslated if path.suffix == ".html" else untranslated_plain
    found = [f"line {line}: {text}" for line, text in check(path.read_text("utf-8"))]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("path", templates(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_template_takes_words_for_markup(path: Path) -> None:
    """What people typed is escaped everywhere; code that makes markup says so where it does."""
    assert not re.search(r"\|\s*safe\b|autoescape\s+false|\bMarkup\b", path.read_text("utf-8"))
