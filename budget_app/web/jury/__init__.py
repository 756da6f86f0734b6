"""Pages for the audience `jury`."""

from budget_app.web.jury import home

ROUTERS = (home.router,)
