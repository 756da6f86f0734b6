"""The Method of Equal Shares: exact, explained, and without walking every increment.

| module | what it does |
|---|---|
| `problem` | election and ballots as plain arrays |
| `bounds` | the float filter: what a float may decide, and the proof |
| `run` | the rule at one share per voter |
| `exact` | the same rule in whole numbers, where floats cannot decide |
| `search` | the shares one after another: the walk, the jump, the stop rules |
| `completion` | greedy completion, and the comparison with greedy |
| `explanation` | who paid what, whose money went where, what was missing |
"""
