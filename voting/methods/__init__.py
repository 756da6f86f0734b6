"""All counting methods by name. A new method is one file here and one line below."""

from voting.method import Method
from voting.methods import (
    approval_packages,
    borda,
    cumulative_transfers,
    equal_shares,
    greedy,
    greedy_exclusive,
    greedy_no_skip,
    greedy_poznan,
    greedy_threshold,
    instant_runoff,
    knapsack,
    phragmen,
    plurality,
    schulze,
)

METHODS: dict[str, Method] = {
    method.name: method
    for method in (
        greedy.METHOD,
        greedy_no_skip.METHOD,
        greedy_threshold.METHOD,
        greedy_poznan.METHOD,
        greedy_exclusive.METHOD,
        knapsack.METHOD,
        equal_shares.METHOD,
        phragmen.METHOD,
        cumulative_transfers.METHOD,
        plurality.METHOD,
        approval_packages.METHOD,
        instant_runoff.METHOD,
        borda.METHOD,
        schulze.METHOD,
    )
}
