"""Pages for the audience `municipality`."""

from budget_app.web.municipality import (
    configure,
    handover,
    home,
    loan,
    mandates,
    meetings,
    new_round,
    plan,
    preview,
    project,
    reactions,
    roll,
    seats,
    steps,
    tasks,
    voting_day,
)

ROUTERS = (
    home.router,
    new_round.router,
    configure.router,
    preview.router,
    steps.router,
    plan.router,
    mandates.router,
    meetings.router,
    project.router,
    handover.router,
    loan.router,
    tasks.router,
    roll.router,
    voting_day.router,
    seats.router,
    reactions.router,
)
