"""The page of a project: the work, who does it, the money, the promises, the news."""

from fastapi import APIRouter, Response

from budget_app.budgets.service import config_of
from budget_app.clock import local_date
from budget_app.commissions import reading as commissions
from budget_app.ideas.service import is_maker
from budget_app.prodeo import reading as prodeo
from budget_app.projects import loans, shares
from budget_app.projects import page as projects
from budget_app.tasks import reading as tasks
from budget_app.web.guards import Anyone
from budget_app.web.paging import page_of

router = APIRouter()


@router.get("/project/{project_id}")
def show(visit: Anyone, project_id: int, bladzijde: str = "1") -> Response:
    """A project as everyone may follow it."""
    viewer = visit.viewer
    number = int(bladzijde) if bladzijde.isdecimal() and len(bladzijde) < 7 else 1
    with visit.read() as session:
        page = projects.page_of(session, project_id, local_date(visit.now), number)
        mine = viewer is not None and is_maker(session, page.project.idea_id, viewer.account_id)
        project = page.project
        funders = config_of(projects.round_of(session, project)).funders
        movements = shares.of_project(session, project.round_id, project.idea_id, funders)
        handover = tasks.handover_of(session, project.idea_id, visit.now)
        lent = loans.of_project(session, project_id, local_date(visit.now))
        helped = prodeo.of_project(session, project_id)
        commissioned = commissions.exists(session, page.project.idea_id)
    return visit.page(
        "public/project.html",
        page=page,
        mine=mine,
        commissioned=commissioned,
        helped=helped,
        lent=lent,
        handover=handover,
        funders=funders,
        movements=movements,
        official=viewer is not None and "municipality" in viewer.audiences,
        news=page_of(
            page.update_count, projects.UPDATES_PER_PAGE, bladzijde, f"/project/{project_id}"
        ),
    )
