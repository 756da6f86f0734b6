"""Pictures drawn on the server: icons, patterns, charts and the map."""

from jinja2 import Environment

from budget_app.web.svg.icons import icon
from budget_app.web.svg.pattern import pattern


def register(env: Environment) -> None:
    """Give templates the drawing functions."""
    env.globals.update(icon=icon, idea_pattern=pattern)
