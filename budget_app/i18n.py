"""Languages. Texts are written in Dutch in the code; catalogues translate them.

Catalogues are read from their .po files at start, so that nothing has to be compiled first.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

LOCALE_DIR = Path(__file__).parent / "locale"
SOURCE_LANGUAGE = "nl"
# code -> its own name; Arabic covers the path from ballot to receipt, the rest falls back to Dutch
LANGUAGES = {"nl": "Nederlands", "en": "English", "ar": "العربية"}
RIGHT_TO_LEFT = {"ar", "fa"}


@dataclass(frozen=True)
class LazyText:
    """A sentence that is translated when it is shown, not when it is written."""

    msgid: str
    values: dict[str, Any] = field(default_factory=dict, hash=False)

    def with_values(self, **values: Any) -> "LazyText":
        """The same sentence with these values for its placeholders."""
        return LazyText(self.msgid, {**self.values, **values})

    def translate(self, gettext: Callable[[str], str]) -> str:
        """The sentence in the language of `gettext`, placeholders filled."""
        values = {
            key: value.translate(gettext) if isinstance(value, LazyText) else value
            for key, value in self.values.items()
        }
        text = gettext(self.msgid)
        return text.format(**values) if values else text

    def __str__(self) -> str:
        return self.translate(lambda text: text)


def _l(msgid: str) -> LazyText:
    """Mark a Dutch sentence for translation at the moment it is shown."""
    return LazyText(msgid)


@cache
def translations(language: str) -> NullTranslations:
    """The catalogue of a language; Dutch itself is the source and needs none."""
    path = LOCALE_DIR / language / "LC_MESSAGES" / "messages.po"
    if language == SOURCE_LANGUAGE or not path.exists():
        return NullTranslations()
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(fp=compiled)


def gettext(language: str) -> Callable[[str], str]:
    """The function that turns a Dutch sentence into this language."""
    return translations(language).gettext


def direction(language: str) -> str:
    """The HTML `dir` of a language."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"
