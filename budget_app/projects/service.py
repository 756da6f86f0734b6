"""From award to accounted for."""

from datetime import date, datetime

from sqlmodel import Session, select

from budget_app import once
from budget_app.budgets.config import StepRule
from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.clock import local_date
from budget_app.errors import FieldErrors, NotForYou, NotFound, NotNow, Refusal
from budget_app.history import service as history
from budget_app.i18n import _l
from budget_app.ideas import moves
from budget_app.ideas.models import Idea
from budget_app.ideas.service import is_maker, makers_of
from budget_app.ledger import service as ledger
from budget_app.mail import service as mail
from budget_app.projects import rules
from budget_app.projects.models import Milestone, Project, Update
from budget_app.projects.money import (
    CLOSED,
    ProjectEnded,
    award_account,
    correct,
    fill_pot,
    give_back,
    pay,
    pot_of,
)
from budget_app.projects.promises import (
    NotYourPromise,
    PromiseSettled,
    promise,
    promise_of,
    settle_promise,
)
from budget_app.route import rules as route

__all__ = [
    "NotDoneYet",
    "NotYourProject",
    "NotYourPromise",
    "ProjectEnded",
    "PromiseSettled",
    "account_for",
    "award_account",
    "by_id",
    "correct",
    "demand",
    "fail",
    "fill_pot",
    "finish",
    "may",
    "milestone",
    "of_maker",
    "pay",
    "pot_of",
    "promise",
    "promise_of",
    "reach",
    "settle_promise",
    "start",
    "tell",
]


class NotYourProject(NotForYou):
    sentence = _l("Dit is niet uw project. Alleen de makers kunnen dit doen.")


class NotDoneYet(Refusal):
    sentence = _l("Het werk is nog niet klaar. Meld eerst dat het klaar is.")


def start(session: Session, round: Round, step: StepRule, idea: Idea, now: datetime) -> Project:
    """Award an idea its money and make a project of it. Raises NotEnoughMoney."""
    project = Project(
        idea_id=idea.id or 0,
        round_id=round.id or 0,
        budget_cents=idea.cost_cents,
        executor_name=idea.makers,
        started_at=now,
    )
    session.add(project)
    session.flush()
    if idea.cost_cents:
        ledger.transfer(
            session,
            f"award:{idea.id}",
            pot_of(session, round),
            award_account(session, project),
            idea.cost_cents,
            "toekenning",
            now,
        )
    for maker in makers_of(session, idea.id or 0):
        mail.tell(session, maker, "idea_won", now, idea_id=idea.id, title=idea.title)
    return project


def by_id(session: Session, project_id: int) -> Project:
    """A project. Raises NotFound."""
    project = session.get(Project, project_id)
    if project is None:
        raise NotFound
    return project


def of_maker(session: Session, project_id: int, account_id: int) -> Project:
    """A project loaded through one of its makers. Raises NotFound, NotYourProject."""
    project = by_id(session, project_id)
    if not is_maker(session, project.idea_id, account_id):
        raise NotYourProject
    return project


def may(session: Session, project: Project, audience: str) -> frozenset[str]:
    """What an audience may do with a project now.

    The route's table says it for the step that the idea stands at. A project goes on by its own
    state: work and bills do not wait for somebody to open a step.
    """
    if project.state in CLOSED:
        return frozenset()
    idea = session.get_one(Idea, project.idea_id)
    if idea.step_key is None:
        return frozenset()
    step = config_of(session.get_one(Round, project.round_id)).step(idea.step_key)
    return route.allowed([step.kind], [audience])


def demand(session: Session, project: Project, action: str, audience: str) -> None:
    """Hold a project until the transaction ends; raise unless the audience may do this to it."""
    session.refresh(project, with_for_update=True)
    if action in may(session, project, audience):
        return
    if project.state in CLOSED:
        raise ProjectEnded
    raise NotNow


def tell(
    session: Session,
    project: Project,
    body: str,
    by_name: str,
    photo_id: int | None,
    now: datetime,
    key: str = "",
) -> Update:
    """News from the work, with or without a photo. `key` makes a repeated click harmless.

    Raises FieldErrors.
    """
    rules.demand_story(body=body)
    form_key = once.form_key(f"{project.id}", key, body)
    existing = session.exec(select(Update).where(Update.form_key == form_key)).first()
    if form_key and existing:
        return existing
    row = Update(
        project_id=project.id or 0,
        form_key=form_key,
        body=body.strip(),
        by_name=by_name,
        photo_id=photo_id,
        at=now,
    )
    session.add(row)
    session.flush()
    return row


def milestone(
    session: Session, project: Project, title: str, due_on: date, now: datetime
) -> Milestone:
    """Plan a part of the work, by a day that is still to come. Raises FieldErrors."""
    rules.demand_line(title=title)
    if due_on < local_date(now):
        raise FieldErrors({"due_on": _l("Kies een dag die nog komt.")})
    row = Milestone(project_id=project.id or 0, title=title.strip(), due_on=due_on)
    session.add(row)
    session.flush()
    return row


def reach(session: Session, project: Project, milestone_id: int, now: datetime) -> Milestone:
    """A part of the work is done; saying it twice changes nothing. Raises NotFound."""
    row = session.get(Milestone, milestone_id)
    if row is None or row.project_id != project.id:
        raise NotFound
    row.done_on = row.done_on or local_date(now)
    session.add(row)
    return row


def finish(session: Session, project: Project, now: datetime) -> None:
    """The work is done; the accounting remains."""
    session.refresh(project, with_for_update=True)
    _running(project)
    project.state, project.ended_at = "klaar", now
    session.add(project)
    idea = session.get_one(Idea, project.idea_id)
    moves.advance(session, session.get_one(Round, project.round_id), idea, now, "makers")


def account_for(
    session: Session, project: Project, lessons: str, now: datetime, receipts: str = ""
) -> int:
    """Close the books of a finished project; what was not spent goes back to the pot, in cents.

    Raises ProjectEnded, NotDoneYet, FieldErrors.
    """
    session.refresh(project, with_for_update=True)
    if project.state == "in_uitvoering":
        raise NotDoneYet
    if project.state != "klaar":
        raise ProjectEnded
    rules.demand_story(lessons=lessons)
    if receipts:
        rules.demand_story(receipts=receipts)
    left = give_back(session, project, now)
    project.state, project.lessons, project.receipts = (
        "verantwoord",
        lessons.strip(),
        receipts.strip(),
    )
    session.add(project)
    history.append(
        session,
        now,
        "makers",
        "accounted",
        f"project:{project.id}",
        project.round_id,
        returned=left,
    )
    return left


def fail(
    session: Session, project: Project, why: str, now: datetime, by_role: str = "gemeente"
) -> None:
    """A project that will not be done: said in public with why; its money goes back to the pot."""
    session.refresh(project, with_for_update=True)
    _running(project)
    rules.demand_story(why=why)
    project.state, project.ended_at, project.lessons = "mislukt", now, why.strip()
    session.add(project)
    left = give_back(session, project, now)
    moves.record(
        session, session.get_one(Idea, project.idea_id), "mislukt", now, by_role, why.strip()
    )
    history.append(
        session,
        now,
        by_role,
        "project_failed",
        f"project:{project.id}",
        project.round_id,
        returned=left,
    )


def _running(project: Project) -> None:
    if project.state != "in_uitvoering":
        raise ProjectEnded
