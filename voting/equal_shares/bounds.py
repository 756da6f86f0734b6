"""The float filter: what a float may decide, and the proof that it decides right.

Write b for what each voter has left, w for the number of voters in a group, v for a supporter's
value of project c, and f(b, x) = sum over supporters of w * min(b, x * v): what c takes in at
price x. The price of c is the root of f(b, x) = cost; buying c maps b to T(b) = b - min(b, x * v)
for its supporters. (Where they have less than the cost, let x be infinite: all pay all.)

**Errors do not grow.** T is monotone in b: with more money, x falls and nobody ends with less.
T takes the money of the supporters, a, to max(a - cost, 0), which changes no faster than a. So for
two states b and c with m = max(b, c) voter by voter, sum w |T(b) - T(c)| <= sum w (2 T(m) - T(b)
- T(c)) <= sum w (2 m - b - c) = sum w |b - c|. In this norm the distance between the float state
and the true one never grows by buying; only the rounding of each purchase is added to it. The
project bought is the same in both, because every choice is proven before it is made.

**What one purchase adds.** With u = 2**-53, the float payment at float price x differs from the
true payment at the true root of the float state by, weighted and summed: |f(b, x) - cost| exactly
(both are min(b, x' * v) for one x' or another, so all differences have one sign), plus at most
u * (x * v) + u * (b - x * v) <= u * b per voter for product and difference: `purchase_error`.

**What a sum adds.** A sum of N non-negative products, in any order, with or without fused steps,
is off by at most (N + 2) u / (1 - (N + 2) u) times itself (Higham, Accuracy and Stability of
Numerical Algorithms, section 4.2): `sum_error`, which allows for a product inside each term and
for the conversion of the cost to a float.

**What may be decided.** |f(b, x) - f(b', x)| <= sum w |b - b'| = E for every x. So with e = E plus
the sum's error: float takings below cost - e prove that the true price is above x; at or above
cost + e, that it is at most x. f is concave in x, so a tangent from the left gives a lower bound
of the price (`price_floor`) and a chord to the point where all pay all gives an upper bound
(`price_ceiling`). All else is doubt, and goes to whole numbers (`exact`).

**Time.** Prices only rise while projects are bought, because b only falls: an old lower bound
stays one. In the share, for a fixed order of purchases, b only rises and prices only fall.
"""

from __future__ import annotations

import math

UNIT = 2.0**-53
SAFE = 1 + 2.0**-20
"""Covers products of error terms and the rounding of these bounds themselves."""
UP, DOWN = 1 + 2.0**-50, 1 - 2.0**-50
"""Outward rounding by a few units in the last place."""


def start_error(money: float) -> float:
    """Weighted error of the first state: each voter's share is one rounded number."""
    return SAFE * UNIT * money


def sum_error(terms: int, total: float) -> float:
    """Largest error of a sum of so many non-negative products that came out as `total`."""
    return SAFE * (terms + 8) * UNIT * total


def purchase_error(residual: float, terms: int, takings: float, money: float) -> float:
    """What a purchase adds to the weighted error of the state.

    `residual` is |takings - cost| as computed, `money` what the supporters had, as computed.
    """
    return SAFE * (residual + sum_error(terms, takings) + 2 * UNIT * money)


def price_floor(price: float, short: float, pull: float) -> float:
    """A price that the root is not below: the tangent at `price`, where takings are `short`.

    `short` already has the errors taken off and is positive; `pull` is the slope there.
    """
    return (price + short / pull) * DOWN


def price_ceiling(price: float, doubt: float, top: float, spare: float) -> float:
    """A price that the root is not above.

    Takings at `price` are within `doubt` of the cost, at `top` everyone pays all, and then there
    is `spare` over. Infinite where that is too little to tell.
    """
    if spare <= 2 * doubt:
        return math.inf
    return (price + SAFE * doubt * max(top - price, 0.0) / (spare - doubt)) * UP
