"""Pages for the audience `resident`."""

from budget_app.web.resident import home, idea_form, idea_submit, vote

ROUTERS = (home.router, idea_form.router, idea_submit.router, vote.router)
