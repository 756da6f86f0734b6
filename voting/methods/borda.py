"""Borda for whole packages: points by place, in either convention."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from voting.ballots import ORDINAL, Profile
from voting.election import Election
from voting.method import TIE, Method, Parameter, Text
from voting.methods._packages import candidates, one_winner, tallied
from voting.methods._packages_why import explain_tally
from voting.methods._ties import TieLog
from voting.outcome import Outcome, Step
from voting.ties import TieBreaker

LAST = Parameter(
    "last",
    "choice",
    "1",
    Text(
        "Hoeveel punten de laatste plaats krijgt: één of nul.",
        "The points of the last place: one or zero.",
    ),
    ("1", "0"),
)
PLACES = Parameter(
    "places",
    "choice",
    "listed",
    Text(
        "Wat als een kiezer niet alles op volgorde zet: tellen vanaf de laatste op het biljet "
        "(listed), of vanaf alle pakketten, en wat niet op het biljet staat deelt de punten van de "
        "plaatsen die over zijn (all).",
        "Where a ballot leaves packages out: places count from the last on the ballot (listed), or "
        "from all packages, and those left out share the points of the places left (all).",
    ),
    ("listed", "all"),
)


def count(election: Election, profile: Profile, *, last: str, places: str, tie: str) -> Outcome:
    """The package with most points. Only packages that take part have places.

    With "listed" a ballot of three gives 3, 2, 1 (`last` "1") or 2, 1, 0 (`last` "0") and nothing
    to the others. With "all" and m packages it gives m, m-1, m-2 and so on, and the others share
    the rest equally.
    """
    log = TieLog(TieBreaker(tie, election, profile))
    among = candidates(election)
    tally = _points(profile, among, int(last), places)
    named = any(profile.supporters[i] for i in among)
    winner = log.best(among, tally.__getitem__) if named else None
    points = tallied(election, tally)
    steps = [Step("tally", None, {"points": points})]
    parameters = {"last": last, "places": places, "tie": tie}
    details = {"points": points}
    return one_winner(election, profile, "borda", parameters, winner, steps, log, details)


def _points(profile: Profile, among: list[int], last: int, places: str) -> dict[int, Fraction]:
    """Points per package. Half points are counted double, so that all is in whole numbers."""
    allowed = np.zeros(profile.n_projects, bool)
    allowed[among] = True
    entries = np.flatnonzero(allowed[profile.indices])
    groups, indices = profile.group_of_entry[entries], profile.indices[entries]
    lengths = np.bincount(groups, minlength=profile.n_groups)
    below = np.cumsum(lengths)[groups] - np.arange(len(entries)) - 1
    # A place left open on a ballot of n packages is worth (m - n - 1) / 2 + last on average.
    open_places = len(among) - lengths if places == "all" else np.zeros_like(lengths)
    unlisted = np.where(open_places > 0, open_places - 1 + 2 * last, 0)
    doubled = 2 * (below + last + open_places[groups]) - unlisted[groups]
    totals = np.zeros(profile.n_projects, np.int64)
    np.add.at(totals, indices, doubled * profile.weights[groups])
    everywhere = int((unlisted * profile.weights).sum())
    return {i: Fraction(int(totals[i]) + everywhere, 2) for i in among}


METHOD = Method(
    "borda",
    Text("Op volgorde, punten per plaats", "Borda count"),
    Text(
        "Elke kiezer zet pakketten op volgorde. De laatste krijgt één punt, die erboven twee, en "
        "zo verder. Het pakket met de meeste punten wint.",
        "Voters rank packages. The last has one point, the one above it two, and so on; the "
        "package with most points wins.",
    ),
    "De Borda, Mémoire sur les élections au scrutin, 1781; Kraków's 3-2-1 is one form",
    (ORDINAL,),
    (LAST, PLACES, TIE),
    count,
    whole_packages=True,
    explain=explain_tally,
)
