"""What fits in a whole budget, and what may be shown of the game. Pure, whole cents."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

# Below so many the figures of the game say something about persons, not about the wijk.
SMALLEST = 10


@dataclass(frozen=True)
class Division:
    """Money divided over ideas: what is in, what falls off, and what that costs in cents."""

    chosen: tuple[int, ...]
    fallen: tuple[int, ...]
    cost: int
    budget: int

    @property
    def left(self) -> int:
        """Cents that nothing was chosen for; below zero when there is too much."""
        return self.budget - self.cost

    @property
    def too_much(self) -> int:
        """Cents above the budget; zero when it fits."""
        return max(0, -self.left)


def divide(costs: Mapping[int, int], chosen: Collection[int], budget: int) -> Division:
    """Divide a budget in cents over the chosen ideas, of those that there are: {idea: cost}."""
    taken = tuple(idea for idea in costs if idea in chosen)
    rest = tuple(idea for idea in costs if idea not in chosen)
    return Division(taken, rest, sum(costs[idea] for idea in taken), budget)


def shown(counts: Mapping[int, int], players: int) -> dict[int, int | None]:
    """How often each idea was chosen; None where the number is too small to show.

    Nothing is shown until enough people played, and never a count that fewer than SMALLEST made.
    """
    enough = players >= SMALLEST
    return {idea: count if enough and count >= SMALLEST else None for idea, count in counts.items()}
