"""Money and scores as people write them."""

from __future__ import annotations

from voting.ballots import UNSCORED, Profile
from voting.election import Election


def money(amount: int, election: Election) -> str:
    """Minor units in currency units, with thousands apart: `EUR 300,000`, `EUR 1,200.50`."""
    whole, rest = divmod(amount, election.minor_per_unit)
    digits = len(str(election.minor_per_unit)) - 1
    tail = f".{rest:0{digits}d}" if rest else ""
    return f"{election.currency} {whole:,}{tail}".strip()


def score(points: int, profile: Profile) -> str:
    """A score in points."""
    return f"{points / profile.score_unit:,.10g}"


def measure(profile: Profile) -> str:
    """What a ballot gives a project: votes or points."""
    return "votes" if profile.type in UNSCORED else "points"
