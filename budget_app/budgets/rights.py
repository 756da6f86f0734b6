"""Decision rights: what the residents' word is worth in a round, in one sentence each."""

from budget_app.i18n import LazyText, _l

RIGHTS = ("advise", "weighty_advice", "judge", "decide", "decide_and_commission")

RIGHT_NAMES: dict[str, LazyText] = {
    "advise": _l("Bewoners geven advies"),
    "weighty_advice": _l("Bewoners geven zwaarwegend advies"),
    "judge": _l("Een groep beoordeelt"),
    "decide": _l("Bewoners beslissen"),
    "decide_and_commission": _l("Bewoners beslissen en zijn opdrachtgever"),
}

RIGHT_SENTENCES: dict[str, LazyText] = {
    "advise": _l("Bewoners geven advies. De gemeente beslist en legt uit waarom."),
    "weighty_advice": _l(
        "Bewoners geven zwaarwegend advies. Wie daarvan afwijkt, moet zeggen waarom."
    ),
    "judge": _l("Een groep beoordeelt de ideeën. De gemeente betaalt wat die groep goedkeurt."),
    "decide": _l("Bewoners beslissen. De gemeente voert de uitslag uit."),
    "decide_and_commission": _l("Bewoners beslissen en geven zelf opdracht voor het werk."),
}
