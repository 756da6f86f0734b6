"""An election from a file, in the form in which a round holds it: whole cents, whole points.

The rest is done with what comes out of here, so that what is said of a file is true of the round.
"""

from dataclasses import replace

import numpy as np

from budget_app.budgets.fields import MOST_CENTS
from voting.ballots import CUMULATIVE, ORDINAL, Profile
from voting.election import CENTS, Election, Project
from voting.errors import VotingError


def fitted(election: Election, profile: Profile) -> tuple[Election, Profile]:
    """The same election in whole cents, with ballots that a round can store.

    Rankings with points of their own become points. Raises VotingError for points with decimals
    and for a budget that is too large.
    """
    if profile.score_unit != 1:
        raise VotingError("its ballots give points with decimals; a round holds whole points only")
    made = in_cents(election)
    if made.budget > MOST_CENTS:
        raise VotingError(
            f"its budget is {made.budget // CENTS}; a round holds {MOST_CENTS // CENTS} at most"
        )
    if profile.type == ORDINAL and not _by_position(profile):
        profile = replace(profile, type=CUMULATIVE, records=None)
        made = replace(made, vote_type=CUMULATIVE)
    return made, profile


def in_cents(election: Election) -> Election:
    """Amounts finer than cents, rounded half up."""
    if election.minor_per_unit == CENTS:
        return election
    projects = tuple(
        replace(project, cost=_cents(project.cost, election)) for project in election.projects
    )
    return replace(
        election,
        budget=_cents(election.budget, election),
        projects=projects,
        minor_per_unit=CENTS,
    )


def names_of(projects: tuple[Project, ...]) -> list[str]:
    """What each is called; those without a name by their number in the file."""
    return [" ".join(project.name.split()) or f"Idee {project.id}" for project in projects]


def _cents(minor: int, election: Election) -> int:
    unit = election.minor_per_unit
    return (2 * minor * CENTS + unit) // (2 * unit)


def _by_position(profile: Profile) -> bool:
    """Whether the last listed of every ballot has 1 point, the one before it 2, and so on."""
    ends = np.repeat(profile.indptr[1:], np.diff(profile.indptr))
    return bool(np.array_equal(profile.scores, ends - np.arange(len(ends))))
