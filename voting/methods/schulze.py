"""Schulze for whole packages: the one that beats every other along the strongest chain."""

from __future__ import annotations

import numpy as np

from voting.ballots import ORDINAL, Ints, Profile
from voting.election import Election
from voting.method import TIE, Method, Parameter, Text
from voting.methods._packages import candidates, one_winner, pairwise
from voting.methods._packages_why import explain_duels
from voting.methods._ties import TieLog
from voting.outcome import Outcome, Step
from voting.ties import TieBreaker

STRENGTH = Parameter(
    "strength",
    "choice",
    "winning-votes",
    Text(
        "Hoe zwaar een overwinning telt: het aantal kiezers ervoor (winning-votes) of het verschil "
        "(margins).",
        "How strong a victory is: the voters for it (winning-votes), or for minus against.",
    ),
    ("winning-votes", "margins"),
)


def count(election: Election, profile: Profile, *, strength: str, tie: str) -> Outcome:
    """The package whose strongest chain to every other is at least as strong as the one back.

    A listed package stands before all that a ballot leaves out; those are equal to each other.
    Several such packages are a tie. `details` has the duels and the chains, as rows and columns
    in the order of `details["packages"]`.
    """
    log = TieLog(TieBreaker(tie, election, profile))
    among = candidates(election)
    duels = pairwise(profile)[np.ix_(among, among)]
    chains = _chains(duels, strength)
    unbeaten = np.flatnonzero((chains >= chains.T).all(axis=1))
    best = [among[i] for i in unbeaten.tolist()]
    winner = log.best(best, lambda _: 0) if best and profile.n_groups else None
    ids = election.ids(among)
    details = {"packages": ids, "duels": duels.tolist(), "chains": chains.tolist()}
    steps = [Step("duels", None, {"unbeaten": election.ids(best)})]
    parameters = {"strength": strength, "tie": tie}
    return one_winner(election, profile, "schulze", parameters, winner, steps, log, details)


def _chains(duels: Ints, strength: str) -> Ints:
    """The strongest chain of victories between each two packages: as strong as its weakest link."""
    worth = duels if strength == "winning-votes" else duels - duels.T
    chains: Ints = np.where(duels > duels.T, worth, 0)
    for middle in range(len(chains)):
        through = np.minimum(chains[:, middle, None], chains[None, middle, :])
        chains = np.maximum(chains, through)
    np.fill_diagonal(chains, 0)
    return chains


METHOD = Method(
    "schulze",
    Text("Op volgorde, duel na duel", "Schulze method"),
    Text(
        "Elke kiezer zet pakketten op volgorde. We kijken naar alle duels: welk pakket staat bij "
        "de meeste kiezers hoger? Het pakket dat alle andere verslaat, zo nodig via een keten van "
        "duels, wint.",
        "Voters rank packages. Every two are compared; the package that beats every other, if need "
        "be by a chain of victories, wins. It is the Condorcet winner wherever there is one.",
    ),
    "Schulze, A New Monotonic, Clone-independent, Reversal Symmetric, and Condorcet-consistent "
    "Single-winner Election Method, 2011",
    (ORDINAL,),
    (STRENGTH, TIE),
    count,
    whole_packages=True,
    explain=explain_duels,
)
