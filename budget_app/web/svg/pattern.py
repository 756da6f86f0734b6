"""A calm picture for an idea without a photo, always the same for the same idea."""

import hashlib
from functools import lru_cache

from markupsafe import Markup

_COLUMNS, _ROWS, _TILE = 7, 3, 20
# A quarter disc in each corner of a tile: where it starts, and how it runs.
_QUARTERS = (
    "M{x0} {y0}h20a20 20 0 0 1-20 20z",
    "M{x1} {y0}v20a20 20 0 0 1-20-20z",
    "M{x1} {y1}h-20a20 20 0 0 1 20-20z",
    "M{x0} {y1}v-20a20 20 0 0 1 20 20z",
)
PALETTES = 6


@lru_cache(maxsize=4096)
def pattern(seed: object) -> Markup:
    """A field of quarter discs in one of six colours, both chosen by a hash of `seed`.

    Decoration: hidden from screen readers, coloured by the stylesheet.
    """
    digest = hashlib.sha256(str(seed).encode()).digest()
    light: list[str] = []
    strong: list[str] = []
    for cell in range(_COLUMNS * _ROWS):
        value = digest[cell % len(digest)] ^ (cell * 37 & 0xFF)
        x, y = cell % _COLUMNS * _TILE, cell // _COLUMNS * _TILE
        shape = _QUARTERS[value & 3].format(x0=x, y0=y, x1=x + _TILE, y1=y + _TILE)
        (strong if value & 12 == 0 else light).append(shape)
    return Markup(  # noqa: S704 (numbers only)
        f'<svg class="bb-pattern bb-pattern--{digest[0] % PALETTES}" aria-hidden="true" '
        f'viewBox="0 0 {_COLUMNS * _TILE} {_ROWS * _TILE}" preserveAspectRatio="xMidYMid slice">'
        f'<path class="bb-pattern__a" d="{"".join(light)}"/>'
        f'<path class="bb-pattern__b" d="{"".join(strong)}"/></svg>'
    )
