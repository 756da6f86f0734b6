"""The names that a project shows are copies; they follow the people who bear them."""

import sqlalchemy as sa
from sqlmodel import Session, col, select

from budget_app.ideas.models import IdeaAuthor
from budget_app.projects.models import Project, Promise, Update

BETWEEN = ", "  # names of several makers stand in one line


def rename(session: Session, account_id: int, old: str, new: str) -> None:
    """Put another name wherever the projects of this maker name them; nothing if they had none."""
    if not old:
        return
    mine = select(IdeaAuthor.idea_id).where(IdeaAuthor.account_id == account_id)
    projects = session.exec(select(Project).where(col(Project.idea_id).in_(mine))).all()
    for project in projects:
        project.executor_name = swap(project.executor_name, old, new)
        session.add(project)
    ids = [project.id for project in projects]
    promises = select(Promise).where(col(Promise.project_id).in_(ids), Promise.side == "makers")
    for promise in session.exec(promises).all():
        promise.who = swap(promise.who, old, new)
        session.add(promise)
    session.exec(
        sa.update(Update)
        .where(col(Update.project_id).in_(ids), col(Update.by_name) == old)
        .values(by_name=new)
    )
    session.flush()


def swap(names: str, old: str, new: str) -> str:
    """A line of names with one of them replaced. Pure."""
    framed = f"{BETWEEN}{names}{BETWEEN}"
    changed = framed.replace(f"{BETWEEN}{old}{BETWEEN}", f"{BETWEEN}{new}{BETWEEN}")
    return changed[len(BETWEEN) : -len(BETWEEN)]
