"""What members do with a dossier: score it, or step back from it."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime

from sqlmodel import Session, col, select

from budget_app.bodies import rules
from budget_app.bodies.dockets import NotYourBody, body_rule, config_for, hold_open
from budget_app.bodies.models import Docket, Recusal, Score
from budget_app.bodies.seats import seated, sits_on
from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.clock import local_date
from budget_app.errors import FieldErrors, Refusal
from budget_app.i18n import LazyText, _l
from budget_app.ideas.models import Idea
from budget_app.ideas.service import makers_of
from budget_app.people.models import Account
from budget_app.route import service as route

LONGEST = 2000  # characters of a reason; longer than that belongs in a meeting


class SteppedBack(Refusal):
    sentence = _l("U bent bij dit idee aan de kant gegaan. U kunt er niet meer over oordelen.")


class TooClose(SteppedBack):
    sentence = _l("Dit is uw eigen idee, of dat van een buur. Daarom oordeelt u er niet over.")


def bonds(session: Session, docket: Docket, members: Collection[int]) -> dict[int, str]:
    """Members too close to judge, with why: "own", or "neighbour" where the rules count that."""
    makers = makers_of(session, docket.idea_id)
    idea = session.get_one(Idea, docket.idea_id)
    strict = config_of(session.get_one(Round, idea.round_id)).neighbour_recusal
    rows = session.exec(
        select(Account.id, Account.street, Account.household_id).where(
            col(Account.id).in_({*makers, *members})
        )
    )
    people = {id: rules.Person(id, street, home) for id, street, home in rows if id is not None}
    authors = [people[maker] for maker in makers]
    found = {member: rules.bond(people[member], authors, idea.street) for member in members}
    return {member: why for member, why in found.items() if why == "own" or (why and strict)}


def conflict(session: Session, docket: Docket, account: Account) -> str | None:
    """Why this member may not judge: "own" idea, or a "neighbour"'s; None when free to judge."""
    return bonds(session, docket, [account.id or 0]).get(account.id or 0)


def recuse(session: Session, docket: Docket, account_id: int, reason: str, now: datetime) -> None:
    """Step back from one idea for a reason; scores already given are taken away.

    Raises AlreadyDecided, NotYourBody, FieldErrors.
    """
    hold_open(session, docket)
    _demand_seat(session, docket, account_id, now)
    if problem := said_too_little(reason):
        raise FieldErrors({"reason": problem})
    for score in session.exec(
        select(Score).where(Score.docket_id == docket.id, Score.account_id == account_id)
    ):
        session.delete(score)
    session.merge(
        Recusal(docket_id=docket.id or 0, account_id=account_id, reason=reason.strip(), at=now)
    )
    session.flush()


def demand_judge(session: Session, docket: Docket, account: Account, now: datetime) -> None:
    """Raise NotYourBody, TooClose or SteppedBack unless this member may judge this idea."""
    _demand_seat(session, docket, account.id or 0, now)
    if conflict(session, docket, account):
        raise TooClose
    if session.get(Recusal, (docket.id, account.id)):
        raise SteppedBack


def score(
    session: Session,
    docket: Docket,
    account: Account,
    given: dict[str, tuple[int, str]],
    now: datetime,
) -> None:
    """Keep a member's score and reason per criterion: {key: (1..5, reason)}.

    Raises AlreadyDecided, NotNow, NotYourBody, SteppedBack (also when too close), FieldErrors.
    """
    hold_open(session, docket)
    idea = session.get_one(Idea, docket.idea_id)
    route.demand(session, idea.round_id, "score", "jury", now, docket.step_key)
    demand_judge(session, docket, account, now)
    criteria = body_rule(session, docket).criteria
    errors: dict[str, LazyText] = {}
    for criterion in criteria:
        value, reason = given.get(criterion.key, (0, ""))
        if not 1 <= value <= 5:
            errors[f"score_{criterion.key}"] = _l("Kies een antwoord.")
        if problem := said_too_little(reason):
            errors[f"reason_{criterion.key}"] = problem
    if errors:
        raise FieldErrors(errors)
    for criterion in criteria:
        value, reason = given[criterion.key]
        session.merge(
            Score(
                docket_id=docket.id or 0,
                account_id=account.id or 0,
                criterion=criterion.key,
                value=value,
                reason=reason.strip(),
                at=now,
            )
        )
    session.flush()


def bench(session: Session, docket: Docket, today: date) -> rules.Bench:
    """Who sits on the body today, and who of them steps aside for this idea."""
    seats = dict(seated(session, docket.body_id, today))
    chose = session.exec(select(Recusal.account_id).where(Recusal.docket_id == docket.id))
    aside = {member: "self" for member in chose if member in seats}
    return rules.Bench(seats, aside | bonds(session, docket, set(seats)))


def standing(
    session: Session, docket: Docket, today: date, sitting: rules.Bench | None = None
) -> rules.Standing:
    """Where the dossier stands by the body's rule; `sitting` if the bench is known already."""
    scores: dict[int, dict[str, int]] = defaultdict(dict)
    for row in session.exec(select(Score).where(Score.docket_id == docket.id)):
        scores[row.account_id][row.criterion] = row.value
    config = config_for(session, docket)
    # Whoever pays agrees to what is passed; an advice passes nothing.
    funders = config.funders if config.step(docket.step_key).kind != "advise" else ()
    return rules.standing(
        body_rule(session, docket),
        scores,
        sitting or bench(session, docket, today),
        funders,
        session.get_one(Idea, docket.idea_id).cost_cents,
    )


def said_too_little(text: str) -> LazyText | None:
    """What is wrong with a reason; None when it is one."""
    if sum(sign.isalpha() for sign in text) < 2:  # "." and "-" say nothing
        return _l("Schrijf in een paar woorden waarom.")
    if len(text) > LONGEST:
        return _l("Maak uw tekst korter: ten hoogste {most} tekens.").with_values(most=LONGEST)
    return None


def _demand_seat(session: Session, docket: Docket, account_id: int, now: datetime) -> None:
    if not sits_on(session, docket.body_id, account_id, local_date(now)):
        raise NotYourBody
