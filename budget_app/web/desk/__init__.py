"""Pages for the audience `desk`."""

from budget_app.web.desk import currency, home, idea, lost_code, pass_at_door

ROUTERS = (home.router, idea.router, lost_code.router, currency.router, pass_at_door.router)
