"""What someone typed into a form that could not be taken as it came, so that nothing is lost.

Two things happen to people who write slowly: they are signed out meanwhile, or the form has grown
too old. Both times the words come back in hidden fields, to be sent once more with one button. For
any other refusal the words are shown, so that they can be copied.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from fastapi import Request
from starlette.datastructures import FormData, UploadFile

from budget_app.web.addresses import safe_path

TOKEN = "csrf_token"  # noqa: S105  (the name of a field)
PATH_FIELD, WORDS_FIELD = "mee_naar", "mee"
MOST_FIELDS, MOST_FILES = 4000, 4
LEAST_WORTH_COPYING = 12  # characters: shorter is typed again sooner than it is copied


@dataclass(frozen=True)
class Carried:
    """A form on its way: where it goes, its fields in order, and whether a file was left behind."""

    path: str
    fields: tuple[tuple[str, str], ...]
    had_file: bool = False

    @property
    def packed(self) -> str:
        """The fields as one text for a hidden field."""
        return json.dumps(self.fields, ensure_ascii=False)

    @property
    def words(self) -> list[str]:
        """What a person typed that is long enough to want back, each once."""
        long = (text.strip() for _name, text in self.fields if " " in text.strip())
        return [text for text in dict.fromkeys(long) if len(text) >= LEAST_WORTH_COPYING]


async def form_of(request: Request) -> FormData:
    """The form of this request, read once, also for who handles a refusal later on."""
    if not hasattr(request.state, "form"):
        request.state.form = await request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS)
    form: FormData = request.state.form
    return form


def address_of(request: Request) -> str:
    """Path and query as they came, whatever host the request named."""
    query = request.scope["query_string"].decode("latin-1")
    path: str = request.scope["path"]
    return f"{path}?{query}" if query else path


async def typed_in(request: Request) -> Carried:
    """What was typed into the form of this request, if it can be read."""
    path = address_of(request)
    try:
        items = (await form_of(request)).multi_items()
    except Exception:  # a body that is broken or too large holds nothing to give back
        return Carried(path, ())
    had_file = any(isinstance(value, UploadFile) and value.filename for _name, value in items)
    return Carried(path, _texts(items), had_file)


def unpack(path: str, packed: str) -> Carried | None:
    """A form that came along with another, as `packed` made it; None when it is no such thing."""
    try:
        fields = tuple((str(name), str(text)) for name, text in json.loads(packed))
    except (ValueError, TypeError):
        return None
    return Carried(safe_path(path), fields)


def _texts(items: Iterable[tuple[str, object]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in items if isinstance(value, str) and name != TOKEN)
