"""The front door of bodies: what pages, the route and other features may ask."""

from budget_app.bodies.authors import (
    AppealedBefore,
    NothingChanged,
    ProposalAnswered,
    answer_proposal,
    appeal,
    resubmit,
)
from budget_app.bodies.dockets import (
    AlreadyDecided,
    NotYourBody,
    body_rule,
    docket_for,
    lay_before,
    newest,
)
from budget_app.bodies.judging import (
    SteppedBack,
    TooClose,
    conflict,
    recuse,
    score,
    standing,
)
from budget_app.bodies.seats import make_bodies, members_of, seats_of, sits_on
from budget_app.bodies.settling import (
    ConsentAwaited,
    NoQuorum,
    RuleSaysNo,
    RuleSaysPass,
    TooFewLeft,
    settle,
)
from budget_app.bodies.talk import discuss, propose_text

__all__ = [
    "AlreadyDecided",
    "AppealedBefore",
    "ConsentAwaited",
    "NoQuorum",
    "NotYourBody",
    "NothingChanged",
    "ProposalAnswered",
    "RuleSaysNo",
    "RuleSaysPass",
    "SteppedBack",
    "TooClose",
    "TooFewLeft",
    "answer_proposal",
    "appeal",
    "body_rule",
    "conflict",
    "discuss",
    "docket_for",
    "lay_before",
    "make_bodies",
    "members_of",
    "newest",
    "propose_text",
    "recuse",
    "resubmit",
    "score",
    "seats_of",
    "settle",
    "sits_on",
    "standing",
]
