"""What the code and the templates say, and what the catalogues make of it."""

import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from babel.messages import Catalog, Message
from babel.messages.pofile import read_po

from budget_app.i18n import LOCALE_DIR
from budget_app.settings import ROOT

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w+)[^}]*\}")


@cache
def extracted() -> Catalog:
    """Every sentence in the code and the templates, as `make catalogues` extracts them."""
    with TemporaryDirectory() as folder:
        template = Path(folder) / "messages.pot"
        command = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract"]
        command += ["-F", "pyproject.toml", "-k", "_l", "-o", str(template), "."]
        subprocess.run(command, cwd=ROOT, check=True)
        return read(template)


def read(path: Path) -> Catalog:
    """A catalogue from its file."""
    with path.open("rb") as file:
        return read_po(file)


def catalogue(language: str) -> Catalog:
    """The catalogue of a language."""
    return read(LOCALE_DIR / language / "LC_MESSAGES" / "messages.po")


def texts(value: object) -> tuple[str, ...]:
    """The forms of a message id or a translation: one, or one per plural."""
    return tuple(value) if isinstance(value, list | tuple) else (str(value),)


def placeholders(value: object) -> set[str]:
    """The names that are filled in when the sentence is shown."""
    return {a or b for form in texts(value) for a, b in PLACEHOLDER.findall(form)}


def problems(message: Message, translations: Catalog) -> list[str]:
    """What is missing or wrong in the translation of one sentence."""
    found = translations.get(message.id, context=message.context)
    if found is None or not all(texts(found.string)) or not found.string:
        return ["not translated"]
    if found.fuzzy:
        return ["marked as a guess (fuzzy)"]
    wrong = placeholders(message.id) ^ placeholders(found.string)
    return [f"placeholders differ: {', '.join(sorted(wrong))}"] if wrong else []
