"""How a body decides, and why a member steps aside, in words."""

from budget_app.i18n import LazyText, _l

# What the rule by which a body decides asks of the scores.
DECIDING: dict[str, LazyText] = {
    "average": _l("Een idee is goedgekeurd als het gemiddelde bij elke vraag hoog genoeg is."),
    "majority": _l(
        "Een idee is goedgekeurd als meer dan de helft van wie oordeelt elke vraag voldoende vindt."
    ),
    "two_thirds": _l(
        "Een idee is goedgekeurd als twee derde van wie oordeelt elke vraag voldoende vindt."
    ),
    "consensus": _l(
        "Een idee is goedgekeurd als iedereen die oordeelt elke vraag voldoende vindt."
    ),
}
ASIDE: dict[str, LazyText] = {
    "own": _l("het is hun eigen idee"),
    "neighbour": _l("het idee komt van een buur"),
    "self": _l("zij kozen daar zelf voor"),
}
