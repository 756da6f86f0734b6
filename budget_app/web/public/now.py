"""What is going on in a round and what one can do now. One table, used by every public page."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from budget_app.budgets.reading import RoundFacts
from budget_app.i18n import LazyText, _l
from budget_app.ideas.reading import Wanted
from budget_app.route.reading import StepFacts
from budget_app.web.public.outsiders import Barred

CHOSEN = ("gekozen", "in_uitvoering", "klaar", "mislukt")


@dataclass(frozen=True, slots=True)
class Doing:
    """What a step of some kind asks of people; `counts` are the states that it is about."""

    kicker: LazyText
    button: LazyText
    address: str
    counts: tuple[str, ...] = ()


_READ = "/ronde/{slug}/ideeen"
# In this order: when several steps are open, the first is what the page puts in front.
DOINGS: dict[str, Doing] = {
    "vote": Doing(
        _l("Nu: stemmen"),
        _l("Bekijk de ideeën en stem"),
        "/resident/ronde/{slug}/stem",
        ("op_de_stemlijst",),
    ),
    "gather": Doing(
        _l("Nu: ideeën indienen"), _l("Ik heb een idee"), "/resident/ronde/{slug}/idee"
    ),
    "pledge": Doing(
        _l("Nu: geld geven aan ideeën"),
        _l("Kies een idee en geef"),
        _READ + "?staat=op_de_stemlijst",
        ("op_de_stemlijst",),
    ),
    "talk": Doing(_l("Nu: praten over de ideeën"), _l("Lees de ideeën en reageer"), _READ),
    "consult": Doing(_l("Nu: uw mening geven"), _l("Lees de ideeën en reageer"), _READ),
    "compose": Doing(
        _l("Nu: pakketten maken"),
        _l("Bekijk de pakketten en speel mee"),
        "/ronde/{slug}/pakketten",
    ),
    "check": Doing(
        _l("Nu: de ideeën worden bekeken"),
        _l("Bekijk de ideeën"),
        _READ + "?staat=bij_de_jury",
        ("bij_de_jury", "aanpassen"),
    ),
    "advise": Doing(
        _l("Nu: advies over de ideeën"),
        _l("Bekijk de ideeën"),
        _READ + "?staat=bij_de_jury",
        ("bij_de_jury",),
    ),
    "decide": Doing(
        _l("Nu: het besluit"),
        _l("Bekijk de ideeën"),
        _READ + "?staat=bij_de_jury",
        ("bij_de_jury",),
    ),
    "allot": Doing(
        _l("Nu: het geld verdelen"), _l("Bekijk de verdeling"), "/ronde/{slug}/verdeling"
    ),
    "commission": Doing(_l("Nu: opdracht geven"), _l("Bekijk de ideeën"), _READ),
    "realise": Doing(
        _l("Nu: uitvoeren"),
        _l("Bekijk wat er gemaakt wordt"),
        _READ + "?staat=in_uitvoering",
        CHOSEN,
    ),
    "account": Doing(
        _l("Nu: laten zien wat het werd"),
        _l("Bekijk wat er klaar is"),
        _READ + "?staat=klaar",
        CHOSEN,
    ),
}
WORKING = ("realise", "account")
_RANK = {kind: place for place, kind in enumerate(DOINGS)}


@dataclass(frozen=True, slots=True)
class Panel:
    """A round in one panel: what is going on, how many ideas it is about, and the one button."""

    round: RoundFacts
    step: StepFacts | None
    kicker: LazyText
    button: LazyText
    address: str
    ideas: int
    on_the_list: bool
    next: StepFacts | None
    can_propose: bool
    why_not: LazyText | None = None
    """Why what the round asks is not for this viewer, who is led to the ideas instead."""

    @property
    def rank(self) -> int:
        """What can be done now comes before what comes later."""
        return _RANK[self.step.kind] if self.step else len(_RANK)


def open_now(steps: Iterable[StepFacts]) -> list[StepFacts]:
    """The steps that are open, what matters most to a resident first."""
    return sorted((step for step in steps if step.place == "now"), key=lambda s: _RANK[s.kind])


def panel(round: RoundFacts, steps: list[StepFacts], states: Counter[str], barred: Barred) -> Panel:
    """What a round asks of people at this moment; `barred` is what is not for this viewer."""
    upcoming = next((step for step in steps if step.place == "later"), None)
    current = next(iter(open_now(steps)), None)
    if current is None:
        over = upcoming is None
        return Panel(
            round=round,
            step=None,
            kicker=_l("Afgelopen") if over else _l("Binnenkort"),
            button=_l("Bekijk deze ronde"),
            address=round.url,
            ideas=states.total(),
            on_the_list=False,
            next=upcoming,
            can_propose=False,
        )
    doing = DOINGS[current.kind]
    why_not = barred.get(current.kind)
    counted = sum(states[state] for state in doing.counts) if doing.counts else states.total()
    return Panel(
        round=round,
        step=current,
        kicker=doing.kicker,
        button=_l("Bekijk de ideeën") if why_not else doing.button,
        address=(_READ if why_not else doing.address).format(slug=round.slug),
        ideas=counted,
        on_the_list=doing.counts == ("op_de_stemlijst",),
        next=upcoming,
        can_propose="gather" not in barred
        and any(step.kind == "gather" for step in open_now(steps)),
        why_not=why_not,
    )


def to_show(shown: Panel) -> Wanted:
    """Which ideas stand in front: those that the step is about, else those that go on."""
    if shown.step is None or not DOINGS[shown.step.kind].counts:
        return Wanted(going=True)
    return Wanted(state=DOINGS[shown.step.kind].counts[0])


def asks_nothing(shown: Panel) -> bool:
    """Whether a round only works on what was chosen, so that there is nothing left to decide."""
    return shown.step is not None and shown.step.kind in WORKING and shown.next is None


def is_over(steps: list[StepFacts]) -> bool:
    """Whether every step of a round has been."""
    return bool(steps) and all(step.place == "done" for step in steps)


def made(states: Counter[str]) -> tuple[int, int]:
    """How many chosen ideas are finished, and how many were chosen."""
    return states["klaar"], sum(states[state] for state in CHOSEN)
