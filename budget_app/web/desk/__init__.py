"""Pages for the audience `desk`."""

from budget_app.web.desk import home, idea, lost_code

ROUTERS = (home.router, idea.router, lost_code.router)
