"""Pages for the audience `resident`."""

from budget_app.web.resident import (
    account,
    follow,
    home,
    idea_form,
    idea_manage,
    idea_submit,
    jury_answer,
    merging,
    my_data,
    project,
    talk,
    vote,
)

ROUTERS = (
    home.router,
    idea_form.router,
    idea_submit.router,
    idea_manage.router,
    merging.router,
    talk.router,
    jury_answer.router,
    project.router,
    vote.router,
    account.router,
    follow.router,
    my_data.router,
)
