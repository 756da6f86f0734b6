"""The shared macros: what is typed is kept, errors are tied to fields, nothing needs a script."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest

from budget_app.settings import ROOT
from budget_app.web import render

IDEA = {"id": 1, "title": "Een <bankje>", "url": "/idee/1"}


def shown(source: str, **values: Any) -> str:
    """A template that imports all shared macros under the names of their files."""
    files = (
        "actions",
        "ballot",
        "cards",
        "choices",
        "forms",
        "lists",
        "messages",
        "money",
        "states",
    )
    imports = "".join(f'{{% import "shared/{f}.html" as {f} with context %}}' for f in files)
    context = {"lang": "nl", "dir": "ltr", "csrf_token": "geheim", **values}
    return render.environment("nl").from_string(imports + source).render(context)


class Elements(HTMLParser):
    """Every start tag with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.all: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.all.append((tag, dict(attrs)))

    def first(self, *tags: str) -> dict[str, str | None]:
        """The attributes of the first of these tags."""
        return next(attributes for tag, attributes in self.all if tag in tags)


FIELDS = [
    'forms.text_field("naam", "Naam", value=value, hint="Kort", error=error)',
    'forms.text_area("naam", "Naam", value=value, hint="Kort", error=error)',
    'forms.number_field("naam", "Naam", value=value, hint="Kort", error=error)',
    'forms.money_field("naam", "Naam", value=value, hint="Kort", error=error)',
    'forms.date_field("naam", "Naam", value=value, hint="Kort", error=error)',
    'forms.select_field("naam", "Naam", [("a", "A"), (value, "B")], value, "Kort", error)',
]


@pytest.mark.parametrize("field", FIELDS)
def test_an_error_is_read_with_its_field_and_what_was_typed_is_kept(field: str) -> None:
    html = shown("{{ " + field + " }}", value='"><b>12', error="Vul een getal in")
    control = Elements(html).first("input", "textarea", "select")
    assert control["id"] == "veld-naam"
    assert control["aria-invalid"] == "true"
    assert (control["aria-describedby"] or "").split() == ["uitleg-naam", "fout-naam"]
    assert 'id="uitleg-naam"' in html
    assert 'id="fout-naam"' in html
    assert "&#34;&gt;&lt;b&gt;12" in html
    assert Elements(html).first("label")["for"] == "veld-naam"


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_without_error_says_nothing_of_one(field: str) -> None:
    html = shown("{{ " + field + " }}", value="x", error=None)
    assert "aria-invalid" not in html
    assert "fout-naam" not in html


def test_the_summary_leads_to_each_field() -> None:
    html = shown(
        "{{ forms.error_summary(errors) }}", errors={"titel": "Vul in", "kosten": "Te veel"}
    )
    assert 'href="#veld-titel"' in html
    assert 'href="#veld-kosten"' in html
    assert shown("{{ forms.error_summary({}) }}").strip() == ""


def test_a_choice_stays_chosen_and_the_first_can_be_reached_from_the_summary() -> None:
    html = shown(
        '{{ choices.radio_cards("wie", "Wie?", [{"value": 1, "label": "A"}, '
        '{"value": 2, "label": "B"}], "2") }}'
    )
    radios = [attributes for tag, attributes in Elements(html).all if tag == "input"]
    assert [("checked" in radio) for radio in radios] == [False, True]
    assert radios[0]["id"] == "veld-wie"


def test_a_card_needs_no_more_than_a_title() -> None:
    html = shown("{{ cards.card(idea) }}", idea=IDEA)
    assert "Een &lt;bankje&gt;" in html
    assert "bb-pattern" in html


@pytest.mark.parametrize("state", ["concept", "op_de_stemlijst", "gekozen", "mislukt"])
def test_a_state_is_a_word_and_a_picture(state: str) -> None:
    html = shown("{{ states.state_badge(state) }}", state=state)
    assert state.replace("_", " ") in html
    assert "<svg" in html


def test_an_unknown_state_is_a_mistake() -> None:
    with pytest.raises(Exception, match="verzonnen"):
        shown("{{ states.state_badge('verzonnen') }}")


def test_a_button_that_does_something_posts_with_a_token() -> None:
    html = shown('{{ actions.post_button("/x", "Trek in", fields={"id": 3}) }}')
    assert Elements(html).first("form") == {
        "class": "bb-inline-form",
        "method": "post",
        "action": "/x",
    }
    assert 'name="csrf_token" value="geheim"' in html
    assert 'name="id" value="3"' in html


def test_the_total_is_said_in_words_and_held_against_the_limit() -> None:
    html = shown('{{ ballot.running_total(120000, 100000, "euro", 3) }}')
    words = re.sub(r"<[^>]+>", "", html).replace("\N{NO-BREAK SPACE}", " ")
    assert "U koos 3, samen € 1.200. Dat is € 200 te veel." in words
    progress = Elements(html).first("progress")
    assert (progress["value"], progress["max"]) == ("100000", "100000")


def test_a_wide_table_of_words_names_each_cell_for_a_phone_and_a_table_of_figures_scrolls() -> None:
    words = shown("{{ lists.data_table('Wat', ['A', 'B', 'C', 'D'], [['a', 'b', '', 'd']]) }}")
    assert words.count('class="bb-table__label"') == 2  # not for the header, not for the blank
    assert "tabindex" not in words
    figures = shown(
        "{{ lists.data_table('Wat', ['A', 'B', 'C', 'D'], [['a', 1, 2, 3]], [1, 2, 3]) }}"
    )
    assert "bb-table__label" not in figures
    assert 'tabindex="0"' in figures


def test_pages_are_few_whatever_their_number() -> None:
    class Page:
        number, pages = 50, 100

        def url_for(self, number: int) -> str:
            return f"?pagina={number}"

    html = shown("{{ lists.pagination(page) }}", page=Page())
    found = re.findall(r"\?pagina=(\d+)", html)
    assert found == ["49", "1", "49", "50", "51", "100", "51"]


def test_no_template_holds_a_style_or_a_script_of_its_own() -> None:
    for path in (ROOT / "templates").rglob("*.html"):
        if "email" in path.parts or "letters" in path.parts:
            continue
        source = path.read_text("utf-8")
        assert not re.search(
            r"\sstyle=|<style|\son(?:click|change|error|focus|input|key|load|mouse|submit)\w*=|<script(?![^>]*\ssrc=)",
            source,
        ), path
