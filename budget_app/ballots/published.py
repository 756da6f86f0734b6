"""The election as anyone may download it: the ballot paper and the stored ballots, and no voters.

Everything here is made from what the database holds, so a recount from the file is a recount of
what was stored. Ballots stand in the order of their line id, which says nothing about time.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from budget_app.ballots.models import Ballot, BallotOption
from budget_app.ballots.service import Vote, line_id, options_of
from budget_app.budgets.config import NO_CURRENCY
from budget_app.budgets.counting import LIBRARY_TYPE
from budget_app.budgets.service import config_of
from voting.ballots import Key, Profile, ballot_key
from voting.election import Election, Project
from voting.pabulib.layout import Layout, VoteRows

DUTCH = ("GM", "WK", "BU")  # how area codes of Statistics Netherlands begin


@dataclass(frozen=True)
class Names:
    """From ballot numbers to the ids that the published file uses."""

    code_of: Mapping[int, str]

    def ballot(self, content: Mapping[str, int], ranked: bool) -> dict[str, int]:
        """A stored ballot under public ids; a ranked one with its first choice first."""
        chosen = {int(number): value for number, value in content.items()}
        order = sorted(chosen, key=lambda number: chosen[number] if ranked else number)
        return {self.code_of[number]: chosen[number] for number in order}


def election(session: Session, vote: Vote) -> tuple[Election, Profile]:
    """Projects and grouped ballots of a vote, as the voting library takes them."""
    assert vote.step.ballot is not None  # noqa: S101  (a vote without one was refused on publishing)
    kind = LIBRARY_TYPE[vote.step.ballot.type]
    options = options_of(session, vote)
    config = config_of(vote.round)
    made = Election(
        budget=vote.round.amount_cents,
        projects=tuple(project(option) for option in options),
        currency="" if config.amount.currency == NO_CURRENCY else config.amount.currency,
        vote_type=kind,
        meta=_meta(vote),
    )
    names = Names({option.number: code(option) for option in options})
    return made, _profile(session, vote, made, names, kind)


def code(option: BallotOption) -> str:
    """What an idea is called in published files."""
    return option.code or str(option.number)


def project(option: BallotOption) -> Project:
    """A line of the ballot paper as a project, with the labels that limits speak of."""
    labels = option.labels
    return Project(
        id=code(option),
        cost=option.cost_cents,
        name=option.title,
        categories=tuple(labels.get("categories", ())),
        areas=tuple(labels.get("areas", ())),
        targets=tuple(labels.get("targets", ())),
        exclusive_group=labels.get("exclusive_group"),
        withdrawn=bool(labels.get("withdrawn", False)),
    )


def _meta(vote: Vote) -> dict[str, str]:
    meta = {
        "description": vote.round.title,
        "country": "Netherlands" if vote.round.area_code.startswith(DUTCH) else "",
        "unit": vote.round.area_code,
        "instance": f"{vote.round.slug}/{vote.step.key}",
        "comment": " ".join(vote.round.note.split()),
    }
    return {key: text for key, text in meta.items() if text}


def _profile(session: Session, vote: Vote, made: Election, names: Names, kind: str) -> Profile:
    """Ballots grouped by content; each different content is read once, however many cast it."""
    ranked, scored = kind == "ordinal", kind == "cumulative"
    keys: dict[str, tuple[Key, tuple[str, ...]]] = {}
    groups: dict[Key, int] = {}
    rows = []
    for line, content in _stored(session, vote):
        if content not in keys:
            ballot = names.ballot(json.loads(content), ranked)
            library_form: Any = ballot if scored else list(ballot)
            fields = (",".join(ballot), *((",".join(map(str, ballot.values())),) if scored else ()))
            keys[content] = (ballot_key(made.index, library_form, kind), fields)
        key, fields = keys[content]
        groups[key] = groups.get(key, 0) + 1
        rows.append((line, *fields))
    columns = ("voter_id", "vote", "points") if scored else ("voter_id", "vote")
    return Profile.from_groups(
        len(made.projects), groups, kind, records=VoteRows(columns, tuple(rows), Layout())
    )


def _stored(session: Session, vote: Vote) -> Iterator[tuple[str, str]]:
    query = (
        sa.select(col(Ballot.receipt_hash), col(Ballot.content))
        .where(col(Ballot.round_id) == vote.key[0], col(Ballot.step_key) == vote.key[1])
        .order_by(col(Ballot.receipt_hash))
        .execution_options(yield_per=5000)
    )
    for receipt_hash, content in session.connection().execute(query):
        yield line_id(receipt_hash), content
