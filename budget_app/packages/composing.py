"""A body puts ideas together into whole budgets, and shows each to everyone when it is ready."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from budget_app.ballots.rules import euros
from budget_app.bodies.models import Body
from budget_app.bodies.seats import sits_on
from budget_app.bodies.service import NotYourBody
from budget_app.budgets.config import StepRule
from budget_app.budgets.models import Round
from budget_app.clock import local_date
from budget_app.errors import FieldErrors, NotFound, Refusal
from budget_app.history import service as history
from budget_app.i18n import LazyText, _l
from budget_app.ideas import moves
from budget_app.ideas.models import Idea
from budget_app.ideas.rules import BODY_MAX, TITLE_MAX
from budget_app.ideas.service import next_number
from budget_app.packages import items, rules
from budget_app.packages.models import PackageItem
from budget_app.route import rules as route_rules
from budget_app.route import service as route


class AlreadyShown(Refusal):
    sentence = _l("Dit pakket is al gepubliceerd. Iedereen kan het zien.")


class NothingToChoose(Refusal):
    sentence = _l(
        "Er zijn {count} pakketten gepubliceerd. Er moeten er ten minste {needed} zijn, anders "
        "valt er niets te kiezen."
    )


@dataclass(frozen=True)
class Draft:
    """A package as it is typed: its name, why it is so, and the ideas in it."""

    title: str
    body: str
    idea_ids: tuple[int, ...]


def body_of(session: Session, round: Round) -> Body:
    """The group that puts the packages of a round together. Raises NotFound."""
    key = items.step_of(round).body
    found = session.exec(select(Body).where(Body.round_id == round.id, Body.key == key)).first()
    if found is None:
        raise NotFound
    return found


def demand_member(session: Session, round: Round, account_id: int, now: datetime) -> Body:
    """The group of which this person is a member now. Raises NotYourBody, NotFound."""
    body = body_of(session, round)
    if not sits_on(session, body.id or 0, account_id, local_date(now)):
        raise NotYourBody
    return body


def for_member(
    session: Session, package_id: int, account_id: int, now: datetime
) -> tuple[Idea, Round, Body]:
    """A package loaded through a seat in the group that makes it. Raises NotFound, NotYourBody."""
    package = session.get(Idea, package_id)
    if package is None or package.subject != "package":
        raise NotFound
    round = session.get_one(Round, package.round_id)
    return package, round, demand_member(session, round, account_id, now)


def keep(
    session: Session,
    round: Round,
    account_id: int,
    draft: Draft,
    now: datetime,
    package: Idea | None = None,
) -> Idea:
    """Keep a new package, or other words and ideas for one that is not shown yet.

    Raises NotNow, NotYourBody, AlreadyShown, and FieldErrors: at "ideas" it says how much too
    much a package costs.
    """
    body = demand_member(session, round, account_id, now)
    step = items.step_of(round)
    route.demand(session, round.id or 0, "compose", "jury", now, step.key)
    if package is not None:
        session.refresh(package, with_for_update=True)
        if package.state != "concept":
            raise AlreadyShown
    costs = {item.id: item.cost for item in items.available(session, round.id or 0, step.key)}
    division = demand_whole(draft, costs, round.amount_cents)
    if package is None:
        package = Idea(
            round_id=round.id or 0,
            number=next_number(session, round),
            subject="package",
            title="",
            makers=body.name,
            executor="samen",
            updated_at=now,
        )
    package.title, package.body = draft.title.strip(), draft.body.strip()
    package.cost_cents, package.updated_at = division.cost, now
    session.add(package)
    session.flush()
    _fill(session, package, division.chosen)
    return package


def demand_whole(draft: Draft, costs: dict[int, int], budget: int) -> rules.Division:
    """The division that a draft makes of a budget in cents. Raises FieldErrors."""
    division = rules.divide(costs, draft.idea_ids, budget)
    errors: dict[str, LazyText] = {}
    if not draft.title.strip():
        errors["title"] = _l("Geef het pakket een naam.")
    elif len(draft.title.strip()) > TITLE_MAX:
        errors["title"] = _l("Maak dit korter: ten hoogste {most} tekens.").with_values(
            most=TITLE_MAX
        )
    if not draft.body.strip():
        errors["body"] = _l("Schrijf in een paar zinnen waarom u hiervoor kiest.")
    elif len(draft.body) > BODY_MAX:
        errors["body"] = _l("Maak dit korter: ten hoogste {most} tekens.").with_values(
            most=BODY_MAX
        )
    if not division.chosen:
        errors["ideas"] = _l("Kies ten minste één idee.")
    elif division.too_much:
        errors["ideas"] = _l(
            "Dit past niet. Samen kost het {cost}, er is {budget}: {over} te veel. Haal iets weg."
        ).with_values(
            cost=euros(division.cost), budget=euros(budget), over=euros(division.too_much)
        )
    if errors:
        raise FieldErrors(errors)
    return division


def publish(session: Session, package: Idea, round: Round, body: Body, now: datetime) -> None:
    """Show a package to everyone: from here on it does not change. Raises AlreadyShown, NotNow."""
    session.refresh(package, with_for_update=True)
    if package.state != "concept":
        raise AlreadyShown
    step = items.step_of(round)
    route.demand(session, round.id or 0, "compose", "jury", now, step.key)
    package.submitted_at = now
    moves.record(session, package, route_rules.STATE_AT["compose"], now, body.name, "", step.key)
    parts = items.of_packages(session, [package.id or 0])[package.id or 0]
    history.append(
        session,
        now,
        body.name,
        "package_composed",
        f"idea:{package.number}",
        round.id,
        items=[item.number for item in parts],
        cents=package.cost_cents,
    )


def throw_away(session: Session, package: Idea, body: Body, now: datetime) -> None:
    """Drop a draft that was never shown. Raises AlreadyShown."""
    session.refresh(package, with_for_update=True)
    if package.state != "concept":
        raise AlreadyShown
    moves.record(session, package, "ingetrokken", now, body.name)


def demand_choice(session: Session, round_id: int, step: StepRule) -> None:
    """Raise NothingToChoose while there are fewer packages to vote on than the rules ask."""
    count = session.exec(
        select(sa.func.count())
        .select_from(Idea)
        .where(
            Idea.round_id == round_id,
            Idea.subject == "package",
            Idea.step_key == step.key,
            col(Idea.state).not_in(route_rules.ENDED),
        )
    ).one()
    if count < step.packages:
        raise NothingToChoose(count=count, needed=step.packages)


def _fill(session: Session, package: Idea, idea_ids: Collection[int]) -> None:
    for row in session.exec(select(PackageItem).where(PackageItem.package_id == package.id)):
        session.delete(row)
    session.flush()
    session.add_all(PackageItem(package_id=package.id or 0, idea_id=id) for id in idea_ids)
    session.flush()
