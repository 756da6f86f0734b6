"""How people vote and how votes are counted, in plain words."""

from budget_app.i18n import LazyText, _l

METHOD_WORDS: dict[str, LazyText] = {
    "greedy": _l("Het idee met de meeste stemmen eerst, dan het volgende dat nog past."),
    "greedy-no-skip": _l("Het idee met de meeste stemmen eerst, tot er een niet meer past."),
    "greedy-threshold": _l(
        "De meeste stemmen eerst. Een idee heeft ook een minimum aan stemmen nodig."
    ),
    "greedy-poznan": _l(
        "De meeste stemmen eerst. Past een idee net niet, dan telt een regel wat er dan gebeurt."
    ),
    "greedy-exclusive": _l(
        "De meeste stemmen eerst. Van ideeën die elkaar uitsluiten, wint er een."
    ),
    "knapsack": _l("De groep ideeën die samen past en samen de meeste stemmen heeft."),
    "equal-shares": _l(
        "Elke stemmer krijgt een even groot deel van het geld. Wie een idee steunt, betaalt eraan "
        "mee. Zo telt elke stem even zwaar."
    ),
    "phragmen": _l(
        "Stemmers sparen samen voor de ideeën die zij steunen. Wat het eerst betaald is, wint."
    ),
    "cumulative-transfers": _l("Punten die over zijn, gaan naar de volgende keus van de stemmer."),
    "plurality": _l("Wat de meeste stemmen krijgt, wint."),
    "approval-packages": _l("Het pakket dat de meeste mensen goed vinden, wint."),
    "instant-runoff": _l(
        "Wie de minste eerste stemmen heeft, valt af. Die stemmen gaan naar de tweede keus."
    ),
    "borda": _l("Hoe hoger iets op de lijsten staat, hoe meer punten. De meeste punten wint."),
    "schulze": _l("Wat het in een tweestrijd van alle andere wint, wint."),
}
TIE_WORDS: dict[str, LazyText] = {
    "cheaper": _l("Bij evenveel steun wint het goedkoopste idee."),
    "dearer": _l("Bij evenveel steun wint het duurste idee."),
    "supporters": _l("Bij een gelijke stand wint het idee met de meeste stemmers."),
    "list": _l("Bij evenveel steun wint het idee dat eerder op de lijst staat."),
    "lot": _l("Bij evenveel steun wordt er geloot. Iedereen kan de loting nakijken."),
}
BALLOT_WORDS: dict[str, LazyText] = {
    "approval": _l("U kiest de ideeën die u goed vindt."),
    "choose-1": _l("U kiest één idee."),
    "knapsack": _l("U kiest ideeën die samen binnen het geld passen."),
    "points": _l("U verdeelt punten over de ideeën."),
    "ranking": _l("U zet de ideeën op volgorde."),
}


def tie_sentence(rule: str) -> LazyText:
    """A tie rule in words; `list:A,B` and `lot:SEED` count as their kind."""
    return TIE_WORDS[rule.split(":", 1)[0]]
