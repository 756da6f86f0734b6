"""An advice, and what is said of one point of a plan, in words."""

from budget_app.i18n import LazyText, _l

ADVICE: dict[str, LazyText] = {
    "pass": _l("Het advies is positief."),
    "repair": _l("Het advies is positief, als het plan beter wordt."),
    "decline": _l("Het advies is negatief."),
}
# What is said of one point of a plan: an advice, or what is done with it.
POINT_WORDS: dict[str, LazyText] = {
    "pass": _l("Doen"),
    "repair": _l("Doen, als het beter wordt"),
    "decline": _l("Niet doen"),
    "adopted": _l("Overgenomen"),
    "partly": _l("Voor een deel overgenomen"),
    "not": _l("Niet overgenomen"),
}
