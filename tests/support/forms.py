"""Read a form as a browser would send it back."""

from html.parser import HTMLParser

CHOICES = ("radio", "checkbox")


class _Fields(HTMLParser):
    """Collects the names and values that pressing the button would send."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {}
        self._area = self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        reader = getattr(self, f"_{tag}_field", None)
        if reader is not None:
            reader(given)

    def handle_data(self, data: str) -> None:
        if self._area:
            self.found[self._area][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""

    def _input_field(self, given: dict[str, str]) -> None:
        chosen = given.get("type") not in CHOICES or "checked" in given
        if given.get("name") not in (None, "csrf_token") and chosen:
            self.found.setdefault(given["name"], []).append(given.get("value", ""))

    def _textarea_field(self, given: dict[str, str]) -> None:
        self._area = given["name"]
        self.found[self._area] = [""]

    def _select_field(self, given: dict[str, str]) -> None:
        self._select = given["name"]

    def _option_field(self, given: dict[str, str]) -> None:
        if "selected" in given:
            self.found[self._select] = [given.get("value", "")]


def fields_of(page: str) -> dict[str, list[str]]:
    """What the forms in the page's main part hold, unchanged."""
    fields = _Fields()
    fields.feed(page.split("<main", 1)[1].split("</main", 1)[0])
    return fields.found
