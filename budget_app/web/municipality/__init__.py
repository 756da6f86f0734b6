"""Pages for the audience `municipality`."""

from budget_app.web.municipality import (
    configure,
    home,
    new_round,
    plan,
    preview,
    project,
    reactions,
    roll,
    seats,
    steps,
)

ROUTERS = (
    home.router,
    new_round.router,
    configure.router,
    preview.router,
    steps.router,
    plan.router,
    project.router,
    roll.router,
    seats.router,
    reactions.router,
)
