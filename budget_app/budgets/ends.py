"""Whether every idea that a round can hold comes to the end of its route. Pure."""

from collections.abc import Collection
from dataclasses import dataclass

from budget_app.budgets.config import RoundConfig, StepRule


@dataclass(frozen=True)
class Stranded:
    """An idea for which the route does not work: so many cents, of a category ("" is any)."""

    cents: int
    category: str
    undecided: bool  # nobody decides about it; else it is never carried out or accounted for


def stranded(config: RoundConfig, deciding: Collection[str]) -> Stranded | None:
    """The smallest idea that nobody decides about, or that never comes to the end; None if all do.

    Steps are for ideas above or up to an amount, or of a category: only ideas around those amounts
    have to be tried.
    """
    edges = {step.above_cents for step in config.steps} | {
        step.below_cents for step in config.steps
    }
    amounts = {0} | {cents + more for cents in edges if cents is not None for more in (0, 1)}
    for cents in sorted(amounts):
        for category in config.categories or ("",):
            way = [step for step in config.steps if step.is_for(cents, category)]
            if not any(step.kind in deciding for step in way):
                return Stranded(cents, category, undecided=True)
            if not _ends(config, way):
                return Stranded(cents, category, undecided=False)
    return None


def _ends(config: RoundConfig, way: list[StepRule]) -> bool:
    needed = {step.kind for step in config.steps} & {"realise", "account"}
    return config.steps[-1] in way and needed <= {step.kind for step in way}
