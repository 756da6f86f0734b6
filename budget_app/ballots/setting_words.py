"""The settings of counting methods as questions, and their choices, in plain words.

The voting library says the same to researchers; these are for who configures a round or reads a
result.
"""

from typing import Any

from budget_app.i18n import LazyText, _l
from voting.method import Parameter
from voting.methods import METHODS

QUESTIONS: dict[str, LazyText] = {
    "threshold": _l("Hoeveel stemmen of punten heeft een idee minstens nodig?"),
    "leftover": _l("Wat gebeurt er met geld dat over is?"),
    "share": _l("Welk deel van de kosten moet er nog zijn? De rest komt uit een reserve."),
    "utility": _l("Waarnaar kijkt de telling bij een idee?"),
    "start": _l("Hoe groot is het eerste deel van elke stemmer?"),
    "increment": _l("Met hoeveel groeit het deel van elke stemmer per keer?"),
    "stop": _l("Wanneer stopt het tellen?"),
    "completion": _l("Wat gebeurt er aan het eind met geld dat over is?"),
    "compare_by": _l("Waarop wordt vergeleken met de meeste stemmen?"),
    "compare_nothing": _l("Telt wie niets krijgt mee in die vergelijking?"),
    "measure": _l("Welk idee gaat voor, en welk valt af?"),
    "shares": _l("Waarover wordt het geld gelijk verdeeld?"),
    "runoff": _l("Wat als niets meer dan de helft krijgt?"),
    "last": _l("Hoeveel punten krijgt de laatste plaats?"),
    "places": _l("Wat als iemand niet alles op volgorde zet?"),
    "strength": _l("Hoe zwaar telt winst in een tweestrijd?"),
    "quorum": _l("Hoeveel mensen moeten er minstens stemmen?"),
}
CHOICES: dict[tuple[str, str], LazyText] = {
    ("leftover", "none"): _l("Het gaat terug naar de pot."),
    ("leftover", "fit"): _l("Het gaat naar ideeën die nog passen, zonder grens per soort."),
    ("leftover", "part"): _l("Het beste idee dat niet past, krijgt er een deel van."),
    ("leftover", "top-up"): _l(
        "Het gaat naar het beste idee dat niet past. Een reserve van de gemeente betaalt de rest."
    ),
    ("utility", "cost"): _l("Een duur idee telt zwaarder dan een goedkoop idee."),
    ("utility", "cardinality"): _l("Elk idee telt even zwaar."),
    ("utility", "scores"): _l("De punten die de stemmer gaf."),
    ("start", "exact"): _l("Al het geld, precies verdeeld."),
    ("start", "floor"): _l("Al het geld verdeeld, naar beneden afgerond op hele euro's."),
    ("stop", "overspend"): _l("Vlak voor er te veel zou worden uitgegeven."),
    ("stop", "exhaustive"): _l("Zodra er niets meer bij past."),
    ("stop", "misfit"): _l("Zodra het volgende idee niet past."),
    ("stop", "skip"): _l("Pas als er niets meer bij past."),
    ("completion", "none"): _l("Het gaat terug naar de pot."),
    ("completion", "add1"): _l("Elke stemmer krijgt een groter deel en we tellen opnieuw."),
    ("completion", "add1-greedy"): _l(
        "Eerst krijgt elke stemmer een groter deel, daarna gaan de meeste stemmen voor."
    ),
    ("completion", "comparison"): _l(
        "Eerst krijgt elke stemmer een groter deel. Daarna vergelijken we met de meeste stemmen."
    ),
    ("completion", "none-comparison"): _l("We vergelijken alleen met de meeste stemmen."),
    ("completion", "reverse"): _l("Een idee dat afviel en nog past, gaat alsnog door."),
    ("compare_by", "projects"): _l("Hoeveel ideeën van de stemmer doorgaan."),
    ("compare_by", "cost"): _l("Hoeveel geld er naar ideeën van de stemmer gaat."),
    ("compare_by", "scores"): _l("De punten die de stemmer gaf."),
    ("compare_by", "represented"): _l("Of er iets van de stemmer doorgaat."),
    ("compare_nothing", "counted"): _l("Ja."),
    ("compare_nothing", "ignored"): _l("Nee."),
    ("measure", "ratio"): _l("Steun gedeeld door kosten."),
    ("measure", "excess"): _l("Steun min kosten."),
    ("shares", "voters"): _l("Over alle stemmers."),
    ("shares", "points"): _l("Over alle punten die zijn gegeven."),
    ("runoff", "none"): _l("Dan wint wat de meeste stemmen heeft."),
    ("runoff", "second-vote"): _l("Dan komt er een tweede stemming tussen de beste twee."),
    ("runoff", "same-ballots"): _l("Dan beslissen dezelfde stemmen tussen de beste twee."),
    ("last", "1"): _l("Eén punt."),
    ("last", "0"): _l("Geen punten."),
    ("places", "listed"): _l("Tellen vanaf de laatste die er staat."),
    ("places", "all"): _l("Tellen vanaf alle keuzes. Wat er niet staat, deelt de rest."),
    ("strength", "winning-votes"): _l("Het aantal stemmers dat ervoor is."),
    ("strength", "margins"): _l("Het verschil tussen voor en tegen."),
}


def question(parameter: Parameter) -> LazyText | str:
    """What a form asks; the library's own words for a setting that has none here."""
    return QUESTIONS.get(parameter.name, parameter.description.nl)


def choice(name: str, value: str) -> LazyText | str:
    """One choice of a setting in words; as it is written where there are none."""
    return CHOICES.get((name, value), value)


def chosen(
    method: str, parameters: dict[str, Any]
) -> list[tuple[LazyText | str, LazyText | str, str]]:
    """The settings of a count that differ from what the method does of itself.

    Each as its question, its answer, and the kind of the answer ("amount" is in cents).
    """
    found = []
    for parameter in METHODS[method].parameters if method in METHODS else ():
        value = parameters.get(parameter.name, parameter.default)
        if parameter.name in QUESTIONS and value not in (None, parameter.default):
            said = choice(parameter.name, str(value))
            found.append((question(parameter), said, parameter.kind))
    return found
