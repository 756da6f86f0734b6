"""The states of an idea as people see them: one word and one icon each, everywhere the same.

The colours stand in `static/css/states.css` under the same codes.
"""

from dataclasses import dataclass

from budget_app.i18n import LazyText, _l


@dataclass(frozen=True)
class StateLook:
    """The word (translated when shown) and the name of the icon."""

    word: LazyText
    icon: str


STATES: dict[str, StateLook] = {
    "concept": StateLook(_l("concept"), "note"),
    "ingediend": StateLook(_l("ingediend"), "send"),
    "in_gesprek": StateLook(_l("in gesprek"), "message-circle"),
    "bij_de_jury": StateLook(_l("bij de jury"), "scale"),
    "aanpassen": StateLook(_l("aanpassen"), "pencil"),
    "afgewezen": StateLook(_l("afgewezen"), "circle-x"),
    "op_de_stemlijst": StateLook(_l("op de stemlijst"), "list-check"),
    "gekozen": StateLook(_l("gekozen"), "circle-check"),
    "niet_gekozen": StateLook(_l("niet gekozen"), "circle-minus"),
    "in_uitvoering": StateLook(_l("in uitvoering"), "hammer"),
    "klaar": StateLook(_l("klaar"), "checks"),
    "mislukt": StateLook(_l("mislukt"), "alert-triangle"),
    "ingetrokken": StateLook(_l("ingetrokken"), "arrow-back-up"),
    "samengevoegd": StateLook(_l("samengevoegd"), "arrows-join"),
}
