"""Parts of an amount as whole minor units that add up."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

CENT = 2.0**-20
"""Minor units below this are rounding, not money."""
NEAR = 2.0**-40
"""How far sums of floats may be off, relatively: more than a minor unit only beyond 10**12."""


def rounded(parts: Mapping[Any, float], whole: int) -> dict[Any, int]:
    """Whole minor units that add up to `whole`: rounded down, then by largest remainder.

    Equal remainders go in the order of `parts`. Raises ValueError if the parts are not `whole`
    together, within a minor unit: no rounding could make them so.
    """
    total = math.fsum(parts.values())
    if not abs(total - whole) < max(1.0, NEAR * abs(whole)):
        raise ValueError(f"parts that are {total:.2f} together cannot add up to {whole}")
    if not parts:
        return {}
    floors = {key: math.floor(amount + CENT) for key, amount in parts.items()}
    every, more = divmod(whole - sum(floors.values()), len(parts))
    order = sorted(parts, key=lambda key: floors[key] - parts[key])
    for place, key in enumerate(order):
        floors[key] += every + (place < more)
    return floors
