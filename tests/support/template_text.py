"""Find text in a template that nobody can translate.

Jinja's own lexer tells the HTML from the code, an HTML parser tells what a person gets to see, and
Jinja's parser tells which sentences in the code do not go through gettext.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from jinja2 import Environment, nodes

# A letter, and no entity such as &nbsp;
LETTER = re.compile(r"[^\W\d_]")
# Words that are the same in every language.
UNIVERSAL = {"pdf", "csv", "json", "pb", ".pb", "xml", "digid", "html", "e"}
SHOWN_ATTRIBUTES = {"title", "alt", "placeholder", "aria-label", "aria-description", "label"}
BUTTONS = {"submit", "button", "reset"}
# Seen, yet the same in every language: what one types is not translated.
UNSEEN = {"script", "style", "code", "kbd", "samp"}
ATTRIBUTE = re.compile(r'([\w:-]+)="([^"]*)"')
# A sentence in code: begins with a capital, goes on in small letters, and is no dotted name.
SENTENCE = re.compile(r"^[A-ZÀ-Ý][a-zà-ÿ]+(\s|$|[.,:!?…])|[a-zà-ÿ]+ [a-zà-ÿ]+[.!?…]$")
GETTEXT = {"_", "gettext", "ngettext", "_n", "pgettext", "npgettext"}
EXTENSIONS = ["jinja2.ext.i18n", "jinja2.ext.do"]


def environment() -> Environment:
    """Jinja as far as reading templates needs it."""
    return Environment(extensions=EXTENSIONS, autoescape=True)


def untranslated(source: str) -> list[tuple[int, str]]:
    """Line number and text of everything a person would read untranslated."""
    html = _Reader()
    html.feed(_html_alone(source))
    html.close()
    return sorted(set(html.found) | set(_sentences_in_code(source)))


def untranslated_plain(source: str) -> list[tuple[int, str]]:
    """The same for a template of plain text: every letter outside the code counts."""
    lines = _html_alone(source).splitlines()
    found = [(number, line.strip()) for number, line in enumerate(lines, 1) if _is_text(line)]
    return sorted(set(found) | set(_sentences_in_code(source)))


def _html_alone(source: str) -> str:
    """The template with all code and all translated text blanked, lines kept where they are."""
    kept, translated, tag = [], False, False
    for _line, kind, value in environment().lex(source):
        if kind == "block_begin":
            tag = True
        elif tag and kind == "name":
            translated = value == "trans" or (translated and value != "endtrans")
            tag = False
        shown = value if kind == "data" and not translated else "\n" * value.count("\n")
        kept.append(shown)
    return "".join(kept)


def _is_text(text: str) -> bool:
    words = [word.strip(".,:;()") for word in text.split()]
    return any(LETTER.search(word) and word.lower() not in UNIVERSAL for word in words)


class _Reader(HTMLParser):
    """Notes the text and the attributes that a person sees or hears."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[int, str]] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in UNSEEN
        given = dict(attrs)
        shown = set(SHOWN_ATTRIBUTES)
        if tag == "button" or (tag == "input" and given.get("type") in BUTTONS):
            shown |= {"value"} if tag == "input" else set()
        if tag == "meta" and given.get("name") == "description":
            shown.add("content")
        for name in shown & given.keys():
            self._note(f'{name}="{given[name]}"', given[name] or "")

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in UNSEEN

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        # A macro may begin a tag and another end it: what lies between looks like text.
        for name, value in ATTRIBUTE.findall(data):
            if name in SHOWN_ATTRIBUTES:
                self._note(f'{name}="{value}"', value)
        text = ATTRIBUTE.sub("", data).strip(" \n>")
        self._note(text, text)

    def _note(self, report: str, text: str) -> None:
        if _is_text(text):
            self.found.append((self.getpos()[0], report))


def _sentences_in_code(source: str) -> Iterator[tuple[int, str]]:
    tree = environment().parse(source)
    translated = {
        id(constant)
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in GETTEXT
        for constant in call.find_all(nodes.Const)
    }
    for constant in tree.find_all(nodes.Const):
        text = constant.value
        if isinstance(text, str) and id(constant) not in translated and SENTENCE.search(text):
            yield constant.lineno, f'"{text}"'
