"""The agreement about a task: proposed, agreed, handed over, kept to, and given back."""

from datetime import date, datetime

from sqlmodel import Session

from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.clock import local_date
from budget_app.errors import FieldErrors, NotNow, Refusal
from budget_app.history import service as history
from budget_app.i18n import LazyText, _l
from budget_app.ideas import moves
from budget_app.ideas.models import Idea
from budget_app.ledger.service import amount_words
from budget_app.projects.models import Project
from budget_app.projects.money import ProjectEnded, give_back, paid_for
from budget_app.projects.rules import demand_story
from budget_app.tasks import service
from budget_app.tasks.models import SIDES, TaskAgreement


class NotHandedOver(Refusal):
    sentence = _l("De taak is nog niet overgedragen. Betalen kan daarna.")


class MoreThanAgreed(Refusal):
    sentence = _l("In de afspraak staat een lager bedrag. Er mag nog {left} worden betaald.")


class AgreedAlready(Refusal):
    sentence = _l("De afspraak ligt al vast.")


def propose(
    session: Session,
    project: Project,
    what: str,
    quality: str,
    cents: int,
    until: date,
    now: datetime,
) -> TaskAgreement:
    """The municipality writes down what would be agreed; it can change until the makers agree.

    Raises AgreedAlready, ProjectEnded, FieldErrors.
    """
    _hold(session, project)
    demand_story(what=what, quality=quality)
    errors: dict[str, LazyText] = {}
    if not 0 < cents <= project.budget_cents:
        errors["money"] = _l("Vul een bedrag in van ten hoogste {most}.").with_values(
            most=amount_words(project.budget_cents, "EUR")
        )
    if until <= local_date(now):
        errors["until"] = _l("Kies een dag die nog moet komen.")
    if errors:
        raise FieldErrors(errors)
    service.task_of(session, project.idea_id)
    row = session.get(TaskAgreement, project.idea_id)
    if row is not None and row.agreed_at is not None:
        raise AgreedAlready
    row = row or TaskAgreement(
        idea_id=project.idea_id, what="", quality="", cents=1, until=until, proposed_at=now
    )
    row.what, row.quality, row.cents = what.strip(), quality.strip(), cents
    row.until, row.proposed_at = until, now
    session.add(row)
    session.flush()
    _write(session, project, now, "gemeente", "agreement_proposed", cents=cents)
    return row


def agree(session: Session, project: Project, now: datetime) -> None:
    """The makers agree to what stands there; from now on it is fixed. Raises NotNow."""
    row = _agreement(session, project)
    if row.agreed_at is not None:
        raise AgreedAlready
    row.agreed_at = now
    session.add(row)
    _write(session, project, now, "makers", "agreement_made", cents=row.cents)


def hand_over(session: Session, project: Project, now: datetime) -> None:
    """From today the makers do the task, and its bills are paid. Raises NotNow."""
    row = _agreement(session, project)
    if row.agreed_at is None or row.handed_over_on is not None:
        raise NotNow
    row.handed_over_on = local_date(now)
    session.add(row)
    _write(session, project, now, "gemeente", "task_handed_over")


def return_task(session: Session, project: Project, side: str, why: str, now: datetime) -> int:
    """Give a task back, by either side with why; what is left of its money goes back to the pot.

    Tells how many cents went back. Raises NotNow, ProjectEnded, FieldErrors.
    """
    row = _agreement(session, project)
    if side not in SIDES or row.agreed_at is None:
        raise NotNow
    demand_story(return_why=why)
    left = give_back(session, project, now)
    row.given_back_on, row.given_back_by = local_date(now), side
    row.given_back_why, row.returned_cents = why.strip(), left
    project.state, project.ended_at, project.lessons = "verantwoord", now, why.strip()
    session.add_all([row, project])
    round, idea = session.get_one(Round, project.round_id), session.get_one(Idea, project.idea_id)
    last = config_of(round).steps[-1].key
    moves.record(session, idea, "klaar", now, side, why.strip(), step_key=last)
    _write(session, project, now, side, "task_given_back", returned=left)
    return left


def demand_agreed(session: Session, project: Project, cents: int) -> None:
    """Nothing is paid for a task before it was handed over, and no cent more than was agreed.

    Raises NotHandedOver, MoreThanAgreed; a project that is no task is paid as ever.
    """
    if not service.is_challenge(session, project.idea_id):
        return
    row = session.get(TaskAgreement, project.idea_id)
    if row is None or row.handed_over_on is None:
        raise NotHandedOver
    left = row.cents - paid_for(session, project)
    if cents > left:
        raise MoreThanAgreed(left=amount_words(left, "EUR"))


def _hold(session: Session, project: Project) -> None:
    session.refresh(project, with_for_update=True)
    if project.state != "in_uitvoering":
        raise ProjectEnded


def _agreement(session: Session, project: Project) -> TaskAgreement:
    _hold(session, project)
    row = session.get(TaskAgreement, project.idea_id)
    if row is None:
        raise NotNow
    return row


def _write(
    session: Session, project: Project, now: datetime, actor: str, deed: str, **details: int
) -> None:
    number = session.get_one(Idea, project.idea_id).number
    history.append(session, now, actor, deed, f"idea:{number}", project.round_id, **details)
