"""Pages for the audience `jury`: everyone with a seat on a body."""

from budget_app.web.jury import dossier, home, meetings, packages

ROUTERS = (home.router, dossier.router, packages.router, meetings.router)
