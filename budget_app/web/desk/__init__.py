"""Pages for the audience `desk`."""

from budget_app.web.desk import currency, home, idea, lost_code, pass_at_door, purse_letters

ROUTERS = (
    home.router,
    idea.router,
    lost_code.router,
    currency.router,
    purse_letters.router,
    pass_at_door.router,
)
