"""A scheme as a picture of its route: its stations, where it forks, and who decides at each."""

from collections.abc import Sequence
from dataclasses import dataclass

from budget_app.budgets.config import BodyRule, RoundConfig, StepRule
from budget_app.budgets.flow import WORK, Passage, passages
from budget_app.i18n import LazyText, _l

# kind of step -> (icon, what is done there)
DONE: dict[str, tuple[str, LazyText]] = {
    "gather": ("bulb", _l("indienen")),
    "talk": ("message-circle", _l("praten")),
    "check": ("search", _l("beoordelen")),
    "consult": ("users", _l("mening vragen")),
    "advise": ("note", _l("advies geven")),
    "compose": ("coins", _l("samenstellen")),
    "vote": ("list-check", _l("stemmen")),
    "pledge": ("wallet", _l("geld geven")),
    "decide": ("scale", _l("besluiten")),
    "allot": ("coin-euro", _l("geld verdelen")),
    "commission": ("heart-handshake", _l("opdracht geven")),
    "realise": ("hammer", _l("uitvoeren")),
    "account": ("flag", _l("laten zien")),
}
# What goes along the route, in the words of the page.
THINGS: dict[str, LazyText] = {
    "idea": _l("ideeën"),
    "plan": _l("plannen"),
    "theme": _l("thema's"),
    "package": _l("pakketten"),
    "route": _l("wegen"),
    "project": _l("projecten"),
}


@dataclass(frozen=True, slots=True)
class Station:
    """A step of the route. `things` is what it works on, where that is not what came before."""

    rule: StepRule
    icon: str
    done: LazyText
    decides: bool
    only_some: bool
    things: LazyText | None
    body: BodyRule | None


@dataclass(frozen=True, slots=True)
class Branch:
    """One of the ways in which the route can go on."""

    name: str
    explains: str
    stations: list[Station]


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole route: what everyone passes, and the ways from which residents then choose."""

    config: RoundConfig
    stations: list[Station]
    branches: list[Branch]

    @property
    def deciders(self) -> list[str]:
        """Who decides anything, each once, in the order of the route."""
        ways = [self.stations, *(branch.stations for branch in self.branches)]
        found = [s.rule.who_decides for stations in ways for s in stations if s.decides]
        return list(dict.fromkeys(who for who in found if who))


def picture(config: RoundConfig) -> Picture:
    """The route of a configuration, whichever kinds of step it is made of."""
    agreed = config.as_agreed()
    shared = list(passages(agreed))
    branches = [
        Branch(
            route.name,
            route.explains,
            _stations(agreed, list(passages(agreed.along(route.key)))[len(shared) :]),
        )
        for route in agreed.routes
    ]
    return Picture(agreed, _stations(agreed, shared), branches)


def _stations(config: RoundConfig, passed: Sequence[Passage]) -> list[Station]:
    bodies = {body.key: body for body in config.bodies}
    found, before = [], ""
    for passage in passed:
        step = passage.step
        icon, done = DONE[step.kind]
        gives = _works_on(passage)
        found.append(
            Station(
                rule=step,
                icon=icon,
                done=done,
                decides=step.decides,
                only_some=bool(
                    step.above_cents is not None or step.below_cents is not None or step.category
                ),
                things=THINGS[gives] if gives != before else None,
                body=bodies.get(step.body or ""),
            )
        )
        before = gives
    return found


def _works_on(passage: Passage) -> str:
    """What a reader sees lying on the table at this step."""
    if passage.step.kind in ("gather", "compose"):
        return passage.gives
    if passage.step.kind in WORK:
        return "project"
    return passage.takes
