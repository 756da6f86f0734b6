"""Pages for the audience `resident`."""

from budget_app.web.resident import home

ROUTERS = (home.router,)
