"""Pages for the audience `resident`."""

from budget_app.web.resident import (
    account,
    commission,
    draw,
    follow,
    game,
    handover,
    home,
    idea_form,
    idea_manage,
    idea_submit,
    jury_answer,
    merging,
    my_data,
    opinion,
    prodeo,
    project,
    talk,
    vote,
)

# Pages are tried in this order: first the one that thousands open in the last hour of a vote.
ROUTERS = (
    vote.router,
    home.router,
    idea_form.router,
    idea_submit.router,
    idea_manage.router,
    merging.router,
    talk.router,
    game.router,
    opinion.router,
    draw.router,
    jury_answer.router,
    project.router,
    prodeo.router,
    handover.router,
    commission.router,
    account.router,
    follow.router,
    my_data.router,
)
