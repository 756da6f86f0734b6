"""Pages for everyone, signed in or not."""

from budget_app.web.public import health, home, language, signin

ROUTERS = (health.router, home.router, language.router, signin.router)
