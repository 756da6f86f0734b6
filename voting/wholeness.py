"""Whether a file holds as much as it says: a download that broke off can still be read."""

from __future__ import annotations

from voting.ballots import Profile
from voting.election import Election
from voting.pabulib import numbers


def gaps(election: Election, profile: Profile) -> tuple[str, ...]:
    """English sentences on what META counts and the file does not hold; none if all is there."""
    held = (
        ("num_projects", "projects", len(election.projects)),
        ("num_votes", "ballots", profile.n_voters),
    )
    return tuple(
        f"{key} says {stated}, and the file holds {number} {what}"
        for key, what, number in held
        if (stated := _stated(election.meta.get(key, ""))) not in (None, number)
    )


def other_totals(election: Election, profile: Profile) -> int:
    """Projects of which the list states a total that the ballots do not add up to.

    Columns `votes` and `score` hold voters in some files and points in others.
    """
    counted = zip(election.projects, profile.supporters, profile.points, strict=True)
    return sum(
        any(
            (stated := _stated(project.extra.get(column, ""))) is not None
            and stated * profile.score_unit not in (voters * profile.score_unit, points)
            for column in ("votes", "score")
        )
        for project, voters, points in counted
    )


def _stated(text: str) -> int | None:
    """The number, or None where there is none."""
    try:
        return numbers.whole(text)
    except ValueError:
        return None
