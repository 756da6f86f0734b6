"""What erasing a person means for projects: their name and address come off."""

from datetime import datetime

from sqlmodel import Session, col, select

from budget_app.ideas.authors import UNNAMED
from budget_app.ideas.models import IdeaAuthor
from budget_app.people.models import Account
from budget_app.projects.models import Project, Update


def forget(session: Session, account: Account, now: datetime) -> None:
    """In the projects that came from this person's ideas, replace the name and drop the contact."""
    mine = select(IdeaAuthor.idea_id).where(IdeaAuthor.account_id == account.id)
    for project in session.exec(select(Project).where(col(Project.idea_id).in_(mine))).all():
        if account.name and project.executor_name == account.name:
            project.executor_name = UNNAMED
        if account.email and account.email in project.contact:
            project.contact = ""
        session.add(project)
        news = select(Update).where(Update.project_id == project.id)
        for update in session.exec(news).all():
            if account.name and update.by_name == account.name:
                update.by_name = UNNAMED
                session.add(update)
    session.flush()
