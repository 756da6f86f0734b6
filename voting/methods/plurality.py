"""Plurality for whole packages: the one named first most often, with a run-off if wanted."""

from __future__ import annotations

from voting.ballots import CHOOSE_ONE, ORDINAL, Profile
from voting.election import Election
from voting.method import TIE, Method, Parameter, Text
from voting.methods._packages import candidates, first_choices, one_winner, tallied
from voting.methods._packages_why import explain_tally
from voting.methods._ties import TieLog
from voting.outcome import Outcome, Step
from voting.ties import TieBreaker

RUNOFF = Parameter(
    "runoff",
    "choice",
    "none",
    Text(
        "Wat er gebeurt als geen pakket meer dan de helft heeft: niets (none), een tweede stemming "
        "tussen de twee hoogste (second-vote), of een beslissing tussen die twee op dezelfde "
        "biljetten (same-ballots).",
        "What happens when no package has more than half: nothing; a second vote between the two "
        "highest, which leaves the outcome open; or a decision between them on the same ballots.",
    ),
    ("none", "second-vote", "same-ballots"),
)


def count(election: Election, profile: Profile, *, runoff: str, tie: str) -> Outcome:
    """The package with most first choices; `details` has the tally and, if any, the run-off.

    More than half is of the ballots that name a package. With "second-vote" and no majority there
    is no winner yet, and `details["runoff"]` names the two that go on.
    """
    log = TieLog(TieBreaker(tie, election, profile))
    tally, silent = first_choices(profile, candidates(election))
    steps = [Step("tally", None, {"votes": tallied(election, tally), "none": silent})]
    details = {"votes": tallied(election, tally), "none": silent}
    winner: int | None = None
    if any(tally.values()):
        winner = log.best(tally, tally.__getitem__)
    if winner is not None and runoff != "none" and 2 * tally[winner] <= sum(tally.values()):
        rest = [i for i in tally if i != winner]
        second = log.best(rest, tally.__getitem__)
        pair = election.ids((winner, second))
        steps.append(Step("run-off", None, {"between": pair}))
        details["runoff"] = pair
        if runoff == "second-vote":
            winner = None
        else:
            final, none = first_choices(profile, (winner, second))
            steps.append(Step("tally", None, {"votes": tallied(election, final), "none": none}))
            winner = log.best(final, final.__getitem__)
    parameters = {"runoff": runoff, "tie": tie}
    return one_winner(election, profile, "plurality", parameters, winner, steps, log, details)


METHOD = Method(
    "plurality",
    Text("Eén keuze, de meeste stemmen", "Plurality, with optional run-off"),
    Text(
        "Elke kiezer kiest één pakket. Het pakket met de meeste stemmen wint. Als u wilt, komt er "
        "een beslissing tussen de twee hoogste als geen pakket meer dan de helft heeft.",
        "The package that most ballots name first wins; with a run-off between the two highest "
        "where no package has more than half, if wanted.",
    ),
    "The two-round system, as in French presidential elections",
    (CHOOSE_ONE, ORDINAL),
    (RUNOFF, TIE),
    count,
    whole_packages=True,
    explain=explain_tally,
)
