"""Approval for whole packages: the one that most voters can live with."""

from __future__ import annotations

from voting.ballots import BALLOT_TYPES, Profile
from voting.election import Election
from voting.method import TIE, Method, Text
from voting.methods._packages import candidates, one_winner, tallied
from voting.methods._packages_why import explain_tally
from voting.methods._ties import TieLog
from voting.outcome import Outcome, Step
from voting.ties import TieBreaker


def count(election: Election, profile: Profile, *, tie: str) -> Outcome:
    """The package that most ballots name, whatever place or points they give it."""
    log = TieLog(TieBreaker(tie, election, profile))
    tally = {i: profile.supporters[i] for i in candidates(election)}
    winner = log.best(tally, tally.__getitem__) if any(tally.values()) else None
    votes = tallied(election, tally)
    steps = [Step("tally", None, {"votes": votes})]
    details = {"votes": votes, "ballots": profile.n_voters}
    return one_winner(
        election, profile, "approval-packages", {"tie": tie}, winner, steps, log, details
    )


METHOD = Method(
    "approval-packages",
    Text("Alles aankruisen wat u goed vindt", "Approval of whole packages"),
    Text(
        "Elke kiezer kruist alle pakketten aan die goed genoeg zijn. Het pakket met de meeste "
        "kruisjes wint.",
        "Every voter ticks all packages that are good enough; the one with most ticks wins.",
    ),
    "Brams and Fishburn, Approval Voting, 1983",
    BALLOT_TYPES,
    (TIE,),
    count,
    whole_packages=True,
    explain=explain_tally,
)
