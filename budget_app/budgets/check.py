"""Whether a configuration can run from begin to end. Pure: no database, no clock."""

from collections.abc import Iterator
from dataclasses import dataclass

from budget_app.budgets.config import BallotRule, CountRule, RoundConfig, StepRule
from budget_app.budgets.counting import (
    WHOLE,
    labelled,
    methods_for,
    missing_labels,
    refused,
)
from budget_app.budgets.ends import stranded
from budget_app.budgets.flow import passages
from budget_app.i18n import LazyText, _l
from voting.methods import METHODS

DECIDING = frozenset({"vote", "pledge", "decide", "check", "allot"})
# Of these one wins as a whole.
WHOLE_SUBJECTS = frozenset({"package", "route"})
NEEDS_QUESTIONS = frozenset({"check", "advise", "decide"})
NEEDS_BODY = frozenset({"check", "advise", "compose", "decide"})


@dataclass(frozen=True)
class Problem:
    """What is wrong, and at which field."""

    place: str
    text: LazyText


def problems(config: RoundConfig) -> list[Problem]:
    """Everything that keeps this configuration from running, in reading order."""
    return [
        *_funding(config),
        *_loans(config),
        *_bodies(config),
        *_currency(config),
        *_route(config),
        *_dates(config),
        *_weight(config),
        *(problem for step in _all_steps(config) for problem in _step(config, step)),
    ]


def _all_steps(config: RoundConfig) -> list[StepRule]:
    return [*config.steps, *(step for route in config.routes for step in route.steps)]


def _funding(config: RoundConfig) -> Iterator[Problem]:
    total = sum(funder.share for funder in config.funders)
    if total != 100:
        yield Problem(
            "funders",
            _l(
                "De delen van de betalers zijn samen {total}%. Samen moeten ze 100% zijn."
            ).with_values(total=total),
        )
    seated = {name for body in config.bodies for name in body.constituencies}
    for funder in config.funders:
        if funder.consents_above_cents is not None and funder.constituency not in seated:
            yield Problem(
                "funders",
                _l(
                    "{name} moet instemmen boven een bedrag. "
                    "Zeg wie er namens {name} zit: {allowed}."
                ).with_values(name=funder.name, allowed=", ".join(sorted(seated))),
            )
    amount = config.amount
    if amount.kind == "fixed" and amount.base_cents == 0:
        yield Problem("amount", _l("Vul in hoeveel geld er is."))
    if amount.kind != "fixed" and amount.per_unit_cents == 0:
        yield Problem("amount", _l("Vul in hoeveel geld er is per inwoner of per huishouden."))
    if amount.kind != "fixed" and amount.figures_on is None:
        yield Problem(
            "amount.figures_on",
            _l("Zeg van welke dag het aantal inwoners of huishoudens is, zoals 2026-01-01."),
        )


def _loans(config: RoundConfig) -> Iterator[Problem]:
    if config.loans is not None and config.loans.category not in config.categories:
        yield Problem(
            "loans.category",
            _l("De soort “{name}” bestaat niet. Kies uit: {allowed}.").with_values(
                name=config.loans.category, allowed=", ".join(config.categories)
            ),
        )


def _bodies(config: RoundConfig) -> Iterator[Problem]:
    keys = [body.key for body in config.bodies]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield Problem("bodies", _l("Twee groepen heten allebei “{key}”.").with_values(key=key))
    for body in config.bodies:
        if body.quorum > body.seats:
            yield Problem(
                f"bodies.{body.key}.quorum",
                _l(
                    "{name} heeft {seats} plaatsen. Dan kunnen er niet {quorum} nodig zijn."
                ).with_values(name=body.name, seats=body.seats, quorum=body.quorum),
            )
        if body.appeals_to is not None and body.appeals_to not in keys:
            yield Problem(
                f"bodies.{body.key}.appeals_to",
                _l("De groep “{body}” bestaat niet. Kies uit: {allowed}.").with_values(
                    body=body.appeals_to, allowed=", ".join(keys)
                ),
            )


def _currency(config: RoundConfig) -> Iterator[Problem]:
    pledging = [step for step in config.steps if step.kind == "pledge"]
    currency = config.currency
    if currency is None:
        for step in pledging:
            yield Problem(
                "currency",
                _l(
                    "In de stap “{name}” leggen huishoudens een munt in. Zeg welke munt dat is."
                ).with_values(name=step.name),
            )
        return
    if len(pledging) != 1:
        yield Problem(
            "currency",
            _l("Bij een munt hoort precies één stap waarin huishoudens inleggen."),
        )
    have = config.amount.base_cents
    if config.amount.kind == "fixed" and currency.most_cents > have:
        yield Problem(
            "currency.per_round",
            _l(
                "Alle munten samen zijn {most} waard en in de pot zit {have}. "
                "Geef per keer ten hoogste {allowed} uit."
            ).with_values(
                most=_euros(currency.most_cents),
                have=_euros(have),
                allowed=have // (currency.rounds * currency.value_cents),
            ),
        )


def _euros(cents: int) -> str:
    whole, rest = divmod(cents, 100)
    return f"€ {whole:,}".replace(",", ".") + (f",{rest:02d}" if rest else "")


def _route(config: RoundConfig) -> Iterator[Problem]:
    if not config.routes:
        yield from _whole_route(config)
        return
    keys = [route.key for route in config.routes]
    if len(keys) < 2 or len(set(keys)) < len(keys):
        yield Problem("routes", _l("Geef ten minste twee routes, elk met een eigen naam."))
        return
    if [passage.gives for passage in passages(config)][-1] != "nothing":
        yield Problem("steps", _l("Bewoners moeten eerst stemmen over de routes."))
        return
    for route in config.routes:
        for problem in _whole_route(config.along(route.key)):
            yield Problem(f"routes.{route.key}.{problem.place}", problem.text)


def _whole_route(config: RoundConfig) -> Iterator[Problem]:
    """What is wrong with the steps from the first to the last."""
    keys = [step.key for step in config.steps]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield Problem("steps", _l("Twee stappen heten allebei “{key}”.").with_values(key=key))
    subject = "nothing"
    for passage in passages(config):
        if not passage.fits:
            yield Problem(
                f"steps.{passage.step.key}",
                _l(
                    "De stap “{name}” kan hier niet staan: de stap ervoor past er niet bij."
                ).with_values(name=passage.step.name),
            )
            return
        subject = passage.gives
        if passage.step.kind == "vote" and passage.takes in WHOLE_SUBJECTS:
            yield from _chooses_one(passage.step)
    last = config.steps[-1]
    is_answered = (subject, last.kind) == ("plan", "decide") and last.answers is not None
    if subject != "end" and not is_answered:
        yield Problem(
            "steps",
            _l("De route houdt te vroeg op. De laatste stap moet “verantwoorden” zijn."),
        )
    if not any(step.kind in DECIDING for step in config.steps):
        yield Problem("steps", _l("Geen enkele stap beslist. Voeg een stap toe die beslist."))
    elif lost := stranded(config, DECIDING):
        sentence = (
            _l("Over een idee van {amount} beslist niemand.")
            if lost.undecided
            else _l("Een idee van {amount} komt nooit aan het einde van de route.")
        )
        yield Problem("steps", sentence.with_values(amount=_euros(lost.cents)))


def _chooses_one(step: StepRule) -> Iterator[Problem]:
    """Of whole packages or routes one wins, on the ballots that were cast."""
    if step.count is None:
        return
    place = f"steps.{step.key}.count"
    if step.count.method not in WHOLE:
        yield Problem(
            place,
            _l(
                "In de stap “{name}” wint er één. Kies een telwijze voor hele pakketten: {allowed}."
            ).with_values(name=step.name, allowed=", ".join(WHOLE)),
        )
    elif step.count.parameters.get("runoff", "none") == "second-vote":
        yield Problem(place, _l("Een tweede stemronde kan hier niet. Kies een andere telwijze."))


def _dates(config: RoundConfig) -> Iterator[Problem]:
    previous: StepRule | None = None
    for step in config.steps:
        if step.opens_at and step.closes_at and step.opens_at >= step.closes_at:
            yield Problem(
                f"steps.{step.key}.closes_at",
                _l("De stap “{name}” sluit voordat hij opent.").with_values(name=step.name),
            )
        if step.opens_at and previous and previous.opens_at and step.opens_at < previous.opens_at:
            yield Problem(
                f"steps.{step.key}.opens_at",
                _l("De stap “{name}” opent eerder dan de stap ervoor.").with_values(name=step.name),
            )
        previous = step if step.opens_at else previous


def _step(config: RoundConfig, step: StepRule) -> Iterator[Problem]:
    place = f"steps.{step.key}"
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
    if step.category is not None and step.category not in config.categories:
        yield Problem(place, _l("De soort “{name}” bestaat niet.").with_values(name=step.category))
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
    if step.answers is not None:
        yield from _answers(config, step, place)


def _weight(config: RoundConfig) -> Iterator[Problem]:
    """Who promises weighty advice lets an advice weigh, where the route has one."""
    weights = {step.weight for step in _all_steps(config) if step.kind == "advise"}
    if config.decision_right == "weighty_advice" and weights and "weighty" not in weights:
        yield Problem(
            "decision_right",
            _l("U belooft zwaarwegend advies. Laat het advies in de route dan ook zwaar wegen."),
        )


def _answers(config: RoundConfig, step: StepRule, place: str) -> Iterator[Problem]:
    """A decision answers an advice that was given before it."""
    whole = (config.steps, *(route.steps for route in config.routes))
    steps = next(steps for steps in whole if step in steps)
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
        yield Problem(f"{place}.ballot", _l("Zeg hoeveel punten elke stemmer mag verdelen."))


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
    why = refused(count.method, count.parameters, count.tie)
    if missing_labels(count.method, count.parameters):
        yield Problem(
            place,
            _l(
                "De telwijze “{method}” kent geen grens of minimum per soort of gebied. Geef elke "
                "soort of elk gebied een eigen ronde, of kies uit: {allowed}."
            ).with_values(method=count.method, allowed=", ".join(labelled(fitting))),
        )
    elif why:
        yield Problem(
            place, _l("Deze instelling van de telling kan niet: {why}").with_values(why=why)
        )
