"""Pages for everyone, signed in or not."""

from budget_app.web.public import health, home, idea, ideas, language, map, round, signin, wijk

ROUTERS = (
    health.router,
    home.router,
    wijk.router,
    round.router,
    ideas.router,
    idea.router,
    map.router,
    language.router,
    signin.router,
)
