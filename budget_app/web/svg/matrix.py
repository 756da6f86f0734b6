"""Where a budget stands on the two axes, meant and measured."""

from collections.abc import Sequence

from markupsafe import Markup, escape

_SIZE, _EDGE = 300, 10
Point = tuple[float, float]


def draw_matrix(
    title: str,
    names: Sequence[str],
    axes: Sequence[str],
    meant: Point | None = None,
    measured: Point | None = None,
    description: str = "",
) -> Markup:
    """The 2×2 with an open dot where the budget was meant to fall and a full one where it fell.

    `names` are the four fields by number (1 to 4); `axes` the words below left, below right,
    above and below. A point is (direct, own), each from 0 to 1.
    """
    half = _SIZE / 2
    corners = ((0, half), (half, half), (0, 0), (half, 0))  # fields 1, 2, 3, 4
    own, other, few, many = axes
    body = [
        f'<rect class="bb-chart__cell" x="{_EDGE + x:g}" y="{24 + y:g}" width="{half:g}" '
        f'height="{half:g}"/><text x="{_EDGE + x + 10:g}" y="{24 + y + 22:g}">{number}. '
        f"{escape(name)}</text>"
        for number, ((x, y), name) in enumerate(zip(corners, names, strict=True), 1)
    ]
    body.append(f'<text x="{_EDGE}" y="16">{escape(own)}</text>')
    body.append(f'<text x="{_EDGE}" y="{_SIZE + 42}">{escape(other)}</text>')
    body.append(f'<text x="{_EDGE}" y="{_SIZE + 64}">← {escape(few)}</text>')
    body.append(
        f'<text x="{_SIZE + _EDGE}" y="{_SIZE + 64}" text-anchor="end">{escape(many)} →</text>'
    )
    for point, look in ((meant, "bb-chart__dot--meant"), (measured, "bb-chart__dot")):
        if point is not None:
            x, y = _EDGE + point[0] * _SIZE, 24 + (1 - point[1]) * _SIZE
            body.append(f'<circle class="{look}" cx="{x:.1f}" cy="{y:.1f}" r="11"/>')
    return Markup(  # noqa: S704 (labels are escaped above)
        f'<svg class="bb-chart__matrix" role="img" viewBox="0 0 {_SIZE + 20} '
        f'{_SIZE + 72}"><title>{escape(title)}</title><desc>{escape(description)}</desc>'
        f"{''.join(body)}</svg>"
    )
