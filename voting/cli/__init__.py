"""The command line: `python -m voting count FILE.pb --method NAME` and its companions.

Exit codes: 0 done (for `recount`: equal); 1 for `recount`: different; 2 for a file or an option
that cannot be used, with one line on standard error. Never a traceback.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from voting.cli.arguments import parser
from voting.cli.commands import COMMANDS
from voting.cli.table import shorten
from voting.errors import VotingError

DONE, UNUSABLE, INTERRUPTED = 0, 2, 130
LONGEST = 2000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; answers the exit code."""
    options = parser().parse_args(arguments)
    try:
        code = COMMANDS[options.command](options)
        sys.stdout.flush()
        return code
    except VotingError as error:
        return _refuse(f"{_name(options)}{error}")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        return _refuse(f"{error.filename or _name(options)}: {error.strerror or error}")
    except RecursionError:
        return _refuse(f"{_name(options)}the file is nested too deeply")
    except MemoryError:
        return _refuse(f"{_name(options)}there is not enough memory for this file")
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        kind = type(error).__name__
        return _refuse(
            f"{_name(options)}this cannot be counted; please report it ({kind}: {error})"
        )


def _name(options: object) -> str:
    file = getattr(options, "file", None)
    return f"{file}: " if file else ""


def _refuse(message: str) -> int:
    print(shorten(message, LONGEST), file=sys.stderr)
    return UNUSABLE
