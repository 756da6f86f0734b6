"""Whether one step of a route can run as it is written. Pure: no database, no clock."""

from collections.abc import Iterator
from dataclasses import dataclass

from budget_app.budgets.config import BallotRule, CountRule, RoundConfig, StepRule
from budget_app.budgets.counting import labelled, methods_for, missing_labels, refused
from budget_app.i18n import LazyText, _l
from voting.methods import METHODS

NEEDS_QUESTIONS = frozenset({"check", "advise", "decide"})
NEEDS_BODY = frozenset({"check", "advise", "compose", "decide"})
# Settings that mean something in steps of these kinds alone.
OWN_SETTINGS: dict[str, frozenset[str]] = {
    "ballot": frozenset({"vote"}),
    "count": frozenset({"vote"}),
    "allot": frozenset({"allot"}),
    "weight": frozenset({"advise"}),
    "days": frozenset({"consult"}),
    "answer_days": frozenset({"decide"}),
}


# What a setting of a method takes, by the kind that the method declares.
TAKES: dict[str, LazyText] = {
    "choice": _l("Kies een van deze: {allowed}."),
    "flag": _l("Kies ja of nee."),
    "integer": _l("Vul een heel getal in van 0 of meer."),
    "amount": _l("Vul een bedrag in, zoals 12.500 of 12,50."),
    "ratio": _l("Vul een deel in van 0 tot 1, zoals 4/5 of 0.8."),
    "threshold": _l("Vul een aantal stemmen in, zoals 50, of een deel ervan, zoals 5%."),
    "tie": _l("Kies wat er gebeurt bij een gelijke stand. Bij een loting hoort een woord."),
    "amounts": _l("Vul een bedrag in voor elke soort of elk gebied."),
}
UNKNOWN = _l("Deze telwijze heeft geen instelling “{name}”.")


@dataclass(frozen=True)
class Problem:
    """What is wrong, and at which field."""

    place: str
    text: LazyText


def of_step(config: RoundConfig, step: StepRule) -> Iterator[Problem]:
    """Everything that keeps one step of a configuration from running."""
    place = f"steps.{step.key}"
    yield from _body(config, step, place)
    if step.category is not None and step.category not in config.categories:
        yield Problem(
            f"{place}.category",
            _l("De soort “{name}” bestaat niet. Kies uit: {allowed}.").with_values(
                name=step.category, allowed=", ".join(config.categories) or "-"
            ),
        )
    yield from _settings(step, place)
    if step.kind == "vote":
        yield from _vote(step, place)
    elif step.voting_day:
        yield Problem(place, _l("Alleen een stemming kan op een stemdag zijn."))
    if step.kind == "allot":
        yield from _allot(step, f"{place}.allot")
    if step.kind == "advise" and step.weight is None:
        yield Problem(
            place,
            _l("Zeg bij de stap “{name}” wat het advies waard is.").with_values(name=step.name),
        )
    if step.weight == "weighty":
        yield from _answered(config, step, place)
    if step.answers is not None:
        yield from _answers(config, step, place)


def _body(config: RoundConfig, step: StepRule, place: str) -> Iterator[Problem]:
    """Who does this step, and whether they are asked anything."""
    if step.kind in NEEDS_BODY and step.body is None:
        yield Problem(place, _l("Zeg wie de stap “{name}” doet.").with_values(name=step.name))
    if step.body is not None and step.body not in {body.key for body in config.bodies}:
        yield Problem(
            place,
            _l("De groep “{body}” bestaat niet. Kies uit: {allowed}.").with_values(
                body=step.body, allowed=", ".join(body.key for body in config.bodies)
            ),
        )
    if step.kind in NEEDS_QUESTIONS and any(
        b.key == step.body and not b.criteria for b in config.bodies
    ):
        yield Problem(
            f"bodies.{step.body}.criteria",
            _l(
                "In de stap “{name}” wordt geoordeeld. Geef de groep ten minste één vraag."
            ).with_values(name=step.name),
        )


def _settings(step: StepRule, place: str) -> Iterator[Problem]:
    """Settings that do nothing here, and amounts between which nothing lies."""
    for name, kinds in OWN_SETTINGS.items():
        if getattr(step, name) is not None and step.kind not in kinds:
            yield Problem(
                f"{place}.{name}",
                _l(
                    "Bij een stap van de soort {kind} doet “{setting}” niets. Haal dit weg."
                ).with_values(kind=step.kind, setting=name),
            )
    above, below = step.above_cents, step.below_cents
    if above is not None and below is not None and above >= below:
        yield Problem(
            f"{place}.below_cents",
            _l(
                "De stap “{name}” is voor geen enkel bedrag. Kies een hogere bovengrens."
            ).with_values(name=step.name),
        )


def _answered(config: RoundConfig, step: StepRule, place: str) -> Iterator[Problem]:
    """Advice that weighs heavily is answered, within a number of days."""
    steps = _way_of(config, step)
    answers = [each for each in steps if each.kind == "decide" and each.answers == step.key]
    if not answers or any(each.answer_days is None for each in answers):
        yield Problem(
            place,
            _l(
                "Het advies van de stap “{name}” weegt zwaar. Zeg welke stap erop antwoordt, en "
                "binnen hoeveel dagen."
            ).with_values(name=step.name),
        )


def _way_of(config: RoundConfig, step: StepRule) -> tuple[StepRule, ...]:
    """The steps among which this one stands: those of all, or of one route to choose."""
    whole = (config.steps, *(route.steps for route in config.routes))
    return next(steps for steps in whole if step in steps)


def _answers(config: RoundConfig, step: StepRule, place: str) -> Iterator[Problem]:
    """A decision answers an advice that was given before it."""
    steps = _way_of(config, step)
    before = [each.key for each in steps[: steps.index(step)] if each.kind == "advise"]
    if step.kind != "decide" or step.answers not in before:
        yield Problem(
            place,
            _l(
                "De stap “{name}” antwoordt op een advies dat er niet is. Kies uit: {allowed}."
            ).with_values(name=step.name, allowed=", ".join(before)),
        )


def _allot(step: StepRule, place: str) -> Iterator[Problem]:
    rule = step.allot
    if rule is None or not (rule.need or rule.population):
        yield Problem(
            place,
            _l(
                "Zeg bij de stap “{name}” hoe het geld verdeeld wordt: naar wat er nodig is, naar "
                "het aantal inwoners, of allebei."
            ).with_values(name=step.name),
        )
    elif rule.grades and rule.figures_on is None:
        yield Problem(place, _l("Zeg van welke dag de cijfers zijn."))


def _vote(step: StepRule, place: str) -> Iterator[Problem]:
    if step.ballot is None or step.count is None:
        yield Problem(place, _l("Zeg bij een stemming hoe men stemt en hoe er wordt geteld."))
        return
    if step.count.method not in METHODS:
        yield Problem(
            f"{place}.count",
            _l("De telwijze “{method}” bestaat niet. Kies uit: {allowed}.").with_values(
                method=step.count.method, allowed=", ".join(METHODS)
            ),
        )
    else:
        yield from _count(step.ballot, step.count, f"{place}.count")
    if step.ballot.type == "points" and step.ballot.points is None:
        yield Problem(f"{place}.ballot.points", _l("Zeg hoeveel punten elke stemmer mag verdelen."))


def _count(ballot: BallotRule, count: CountRule, place: str) -> Iterator[Problem]:
    fitting = methods_for(ballot.type)
    if count.method not in fitting:
        yield Problem(
            place,
            _l(
                "De telwijze “{method}” past niet bij deze manier van stemmen. Kies uit: {allowed}."
            ).with_values(method=count.method, allowed=", ".join(fitting)),
        )
        return
    if missing_labels(count.method, count.parameters):
        yield Problem(
            place,
            _l(
                "De telwijze “{method}” kent geen grens of minimum per soort of gebied. Geef elke "
                "soort of elk gebied een eigen ronde, of kies uit: {allowed}."
            ).with_values(method=count.method, allowed=", ".join(labelled(fitting))),
        )
        return
    for name, takes in refused(count.method, count.parameters, count.tie):
        yield Problem(
            f"{place}.tie" if name == "tie" else f"{place}.parameters.{name}",
            (TAKES[takes.kind] if takes else UNKNOWN).with_values(
                name=name, allowed=", ".join(takes.choices) if takes else ""
            ),
        )
