"""What erasing a person means for projects: their name and address come off."""

from datetime import datetime

from sqlmodel import Session, col, select

from budget_app.ideas.authors import UNNAMED
from budget_app.ideas.models import IdeaAuthor
from budget_app.people.models import Account
from budget_app.projects import names
from budget_app.projects.models import Project


def forget(session: Session, account: Account, now: datetime) -> None:
    """In the projects that came from this person's ideas, replace the name and drop the contact."""
    names.rename(session, account.id or 0, account.name, UNNAMED)
    mine = select(IdeaAuthor.idea_id).where(IdeaAuthor.account_id == account.id)
    for project in session.exec(select(Project).where(col(Project.idea_id).in_(mine))).all():
        if account.email and account.email in project.contact:
            project.contact = ""
            session.add(project)
    session.flush()
