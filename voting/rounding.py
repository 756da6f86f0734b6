"""Parts of an amount as whole minor units that add up."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

CENT = 2.0**-20
"""Minor units below this are rounding, not money."""


def rounded(parts: Mapping[Any, float], whole: int) -> dict[Any, int]:
    """Whole minor units that add up to `whole`: rounded down, then by largest remainder.

    Equal remainders go in the order of `parts`.
    """
    floors = {key: math.floor(amount + CENT) for key, amount in parts.items()}
    missing = whole - sum(floors.values())
    order = sorted(parts, key=lambda key: floors[key] - parts[key])
    for step in range(abs(missing)):
        key = order[step % len(order)] if missing > 0 else order[-1 - step % len(order)]
        floors[key] += 1 if missing > 0 else -1
    return floors
