"""Equal Shares with add1 until overspend by pabutools, exactly: CPU seconds and memory as JSON.

Runs in pabutools' own environment, with its fastest exact way: ballots grouped, gmpy2 fractions.
"""

import json
import logging
import resource
import sys
import time
import warnings

warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)

from pabutools.election import Cost_Sat, parse_pabulib  # noqa: E402
from pabutools.rules import exhaustion_by_budget_increase, method_of_equal_shares  # noqa: E402
from pabutools.tiebreaking import min_cost_tie_breaking  # noqa: E402

started = time.process_time()
instance, ballots = parse_pabulib(sys.argv[1])
profile = ballots.as_multiprofile()
read = time.process_time()
allocation = exhaustion_by_budget_increase(
    instance,
    profile,
    method_of_equal_shares,
    {"sat_class": Cost_Sat, "tie_breaking": min_cost_tie_breaking},
    exhaustive_stop=False,
    budget_step=ballots.num_ballots(),
)
done = time.process_time()
print(
    json.dumps(
        {
            "read": read - started,
            "count": done - read,
            "winners": sorted(project.name for project in allocation),
            "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }
    )
)
