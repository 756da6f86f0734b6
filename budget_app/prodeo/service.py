"""Ask for help, offer it, take it, say that it came, and thank for it in public."""

from datetime import datetime

from sqlmodel import Session, col, select

from budget_app import once
from budget_app.errors import FieldErrors, NotFound, NotNow, Refusal
from budget_app.history import service as history
from budget_app.i18n import _l
from budget_app.ideas.models import Idea
from budget_app.ideas.service import is_maker
from budget_app.people.models import Account
from budget_app.prodeo import rules
from budget_app.prodeo.models import KINDS, HelpOffer, HelpRequest
from budget_app.projects import service as projects
from budget_app.projects.models import Project
from budget_app.projects.rules import demand_line, demand_story


class OwnProject(Refusal):
    sentence = _l("Dit is uw eigen project. Vraag een bedrijf om zich hier zelf te melden.")


class AnsweredAlready(NotNow):
    sentence = _l("Dit aanbod is al beantwoord.")


def ask(
    session: Session, project: Project, key: str, kind: str, what: str, now: datetime
) -> HelpRequest:
    """A project asks companies for goods or hours. `key` makes a repeated click harmless.

    Raises ProjectEnded, NotNow, FieldErrors.
    """
    projects.demand(session, project, "tell", "resident")
    form_key = once.form_key(f"{project.id}", key, kind, what)
    existing = session.exec(select(HelpRequest).where(HelpRequest.form_key == form_key)).first()
    if form_key and existing:
        return existing
    if kind not in KINDS:
        raise FieldErrors({"kind": _l("Kies een antwoord.")})
    demand_line(help_what=what)
    row = HelpRequest(
        project_id=project.id or 0, form_key=form_key, kind=kind, what=what.strip(), at=now
    )
    session.add(row)
    session.flush()
    _write(session, project, now, "makers", "help_asked")
    return row


def request_by_id(session: Session, request_id: int) -> HelpRequest:
    """A request for help. Raises NotFound."""
    found = session.get(HelpRequest, request_id)
    if found is None:
        raise NotFound
    return found


def offer(
    session: Session,
    request: HelpRequest,
    account: Account,
    key: str,
    company: str,
    words: str,
    now: datetime,
) -> HelpOffer:
    """Offer help for a company. `key` makes a repeated click harmless.

    Raises OwnProject, ProjectEnded, NotNow, FieldErrors.
    """
    project = session.get_one(Project, request.project_id)
    if is_maker(session, project.idea_id, account.id or 0):
        raise OwnProject
    projects.demand(session, project, "tell", "resident")
    form_key = once.form_key(f"{request.id}:{account.id}", key, company, words)
    existing = session.exec(select(HelpOffer).where(HelpOffer.form_key == form_key)).first()
    if form_key and existing:
        return existing
    demand_line(company=company)
    demand_story(words=words)
    row = HelpOffer(
        request_id=request.id or 0,
        form_key=form_key,
        account_id=account.id or 0,
        company=company.strip(),
        words=words.strip(),
        at=now,
    )
    session.add(row)
    session.flush()
    return row


def answer(
    session: Session, project: Project, offer_id: int, state: str, thanks: str, now: datetime
) -> HelpOffer:
    """Let an offer go on to a next state; thanking asks for words, which everyone can read.

    Thanking goes on when the books are closed. Raises NotFound, AnsweredAlready, FieldErrors.
    """
    row = session.exec(
        select(HelpOffer)
        .join(HelpRequest, col(HelpRequest.id) == col(HelpOffer.request_id))
        .where(HelpOffer.id == offer_id, HelpRequest.project_id == project.id)
        .with_for_update(of=HelpOffer)
    ).first()
    if row is None:
        raise NotFound
    if not rules.may_become(row.state, state):
        raise AnsweredAlready
    if state == "thanked":
        demand_story(**{f"thanks_{offer_id}": thanks})
        row.thanks = thanks.strip()
    row.state = state
    session.add(row)
    session.flush()
    if state in rules.PUBLIC:
        _write(session, project, now, "makers", f"help_{state}")
    return row


def _write(session: Session, project: Project, now: datetime, actor: str, deed: str) -> None:
    number = session.get_one(Idea, project.idea_id).number
    history.append(session, now, actor, deed, f"idea:{number}", project.round_id)
