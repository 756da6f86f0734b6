"""All methods side by side on one election."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from voting.ballots import Profile
from voting.election import Election
from voting.errors import VotingError
from voting.figures import Figures, figures
from voting.methods import METHODS
from voting.outcome import Outcome


@dataclass(frozen=True)
class Comparison:
    """Outcomes and figures by method; `refused` says why a method could not count these ballots."""

    outcomes: Mapping[str, Outcome]
    figures: Mapping[str, Figures]
    refused: Mapping[str, str]


def compare(
    election: Election,
    profile: Profile,
    tie: str | None = None,
    told: Callable[[str], None] = lambda _: None,
) -> Comparison:
    """Count by every method for projects, with default parameters; `told` hears which is running.

    Methods for whole packages choose one project and are left out.
    """
    outcomes: dict[str, Outcome] = {}
    refused: dict[str, str] = {}
    for name, method in METHODS.items():
        if method.whole_packages:
            continue
        told(f"counting by {name}")
        try:
            outcomes[name] = method.run(election, profile, **({"tie": tie} if tie else {}))
        except VotingError as error:
            refused[name] = str(error)
    measured = {name: figures(election, profile, outcome) for name, outcome in outcomes.items()}
    return Comparison(outcomes, measured, refused)
