"""Pages for the audience `municipality`."""

from budget_app.web.municipality import home

ROUTERS = (home.router,)
