"""Pages for the audience `desk`."""

from budget_app.web.desk import home

ROUTERS = (home.router,)
