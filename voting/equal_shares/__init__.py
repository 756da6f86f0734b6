"""The Method of Equal Shares: exact, explained, and without looking at every increment.

| module | what it does |
|---|---|
| `problem` | election and ballots as plain arrays |
| `bounds` | the float filter: what a float may decide, and the proof |
| `prices` | what a project costs its supporters now, and which of two is cheaper |
| `exact` | the same in whole numbers, where floats cannot decide |
| `run` | the rule at one share per voter |
| `narrow` | fewer groups of ballots for the shares at hand |
| `search` | the shares one after another: the walk, the jump, the stop rules |
| `completion` | filling up by score, and the comparison with greedy |
| `count` | from parameters to an outcome |
| `explanation`, `what_if`, `why` | who paid what, what was missing, what would have changed it |
| `payments` | who paid what, in exact fractions |
"""
