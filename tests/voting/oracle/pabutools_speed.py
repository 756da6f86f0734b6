"""Equal Shares with increments by pabutools, exactly: CPU seconds and memory as JSON.

Runs in pabutools' own environment, in its fastest exact way: ballots grouped, gmpy2 fractions, and
its own increments, which stop at the first exhaustive outcome and so look at fewer shares.
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
from pabutools.rules import method_of_equal_shares  # noqa: E402
from pabutools.tiebreaking import min_cost_tie_breaking  # noqa: E402

started = time.process_time()
instance, ballots = parse_pabulib(sys.argv[1])
profile = ballots.as_multiprofile()
read = time.process_time()
allocation = method_of_equal_shares(
    instance,
    profile,
    sat_class=Cost_Sat,
    tie_breaking=min_cost_tie_breaking,
    voter_budget_increment=1,
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
