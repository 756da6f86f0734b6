"""Whether a configuration can run from begin to end. Pure: no database, no clock."""

from collections.abc import Iterator

from budget_app.budgets.check_steps import Problem, of_step
from budget_app.budgets.config import DECIDING, RoundConfig, StepRule
from budget_app.budgets.counting import WHOLE
from budget_app.budgets.ends import stranded
from budget_app.budgets.flow import passages
from budget_app.i18n import _l

# Of these one wins as a whole.
WHOLE_SUBJECTS = frozenset({"package", "route"})


def problems(config: RoundConfig) -> list[Problem]:
    """Everything that keeps this configuration from running, in reading order."""
    return [
        *_funding(config),
        *_loans(config),
        *_bodies(config),
        *_currency(config),
        *(problem for step in _all_steps(config) for problem in of_step(config, step)),
        *_route(config),
        *_dates(config),
        *_weight(config),
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
    for place, funder in enumerate(config.funders):
        if funder.consents_above_cents is not None and funder.constituency not in seated:
            yield Problem(
                f"funders.{place}.constituency",
                _l(
                    "{name} moet instemmen boven een bedrag. "
                    "Zeg wie er namens {name} zit: {allowed}."
                ).with_values(name=funder.name, allowed=", ".join(sorted(seated)) or "–"),
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
        elif body.quorum > (most := len(body.constituencies) * (body.seats_each or body.seats)):
            yield Problem(
                f"bodies.{body.key}.seats_each",
                _l(
                    "Bij {name} zijn er {quorum} nodig, maar er kunnen er maar {most} in de groep."
                ).with_values(name=body.name, most=most, quorum=body.quorum),
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
    if not any(step.decides for step in config.steps):
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


def _weight(config: RoundConfig) -> Iterator[Problem]:
    """Who promises weighty advice lets an advice weigh, where the route has one."""
    weights = {step.weight for step in _all_steps(config) if step.kind == "advise"}
    if config.decision_right == "weighty_advice" and weights and "weighty" not in weights:
        yield Problem(
            "decision_right",
            _l("U belooft zwaarwegend advies. Laat het advies in de route dan ook zwaar wegen."),
        )
