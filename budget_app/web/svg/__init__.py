"""Pictures drawn on the server: icons, patterns, charts and the map."""

from jinja2 import Environment

from budget_app.web.states import STATES
from budget_app.web.svg.charts import draw_bars, draw_histogram, draw_parts
from budget_app.web.svg.drawing import Row
from budget_app.web.svg.icons import Icons, icon
from budget_app.web.svg.map import Pin, draw_map
from budget_app.web.svg.matrix import draw_matrix
from budget_app.web.svg.pattern import pattern


def register(env: Environment) -> None:
    """Give templates the drawing functions; pages use them through shared/charts.html."""
    env.globals.update(
        icon=icon,
        icons=Icons(),
        idea_states=STATES,
        idea_pattern=pattern,
        chart_row=Row,
        draw_bars=draw_bars,
        draw_parts=draw_parts,
        draw_histogram=draw_histogram,
        draw_matrix=draw_matrix,
        map_pin=Pin,
        draw_map=draw_map,
    )
