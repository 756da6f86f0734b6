"""Structured logs: one JSON line per event, without personal data and without local variables."""

import logging
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog

from budget_app.settings import ROOT

# What must never reach a log, whatever someone hands to the logger.
FORBIDDEN = frozenset(
    {"name", "email", "code", "password", "address", "token", "cookie", "account"}
)


def configure(quiet: bool = False) -> None:
    """Set up logging for this process; `quiet` keeps warnings and worse only."""
    structlog.configure(
        processors=[
            _without_personal_data,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.WARNING if quiet else logging.INFO
        ),
        cache_logger_on_first_use=True,
    )
    server = logging.getLogger("uvicorn.error")
    if not any(isinstance(known, _NoTraces) for known in server.filters):
        server.addFilter(_NoTraces())


def mistake(error: BaseException) -> dict[str, Any]:
    """What a log may say of a mistake: its kind, the database's code for it, and where it arose.

    Never its message: that may hold what someone typed, or a whole row of the database.
    """
    cause = getattr(error, "orig", None) or error
    code = getattr(cause, "sqlstate", None) or getattr(cause, "sqlite_errorname", None)
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if frame.filename.startswith(f"{ROOT}/")]
    where = [
        f"{frame.filename.removeprefix(f'{ROOT}/')}:{frame.lineno} {frame.name}"
        for frame in (own or frames[-3:])
    ]
    return {"kind": type(error).__name__, "database": code, "where": where}


class _NoTraces(logging.Filter):
    """The web server writes the whole message of a mistake; `mistake` has said what may be said."""

    def filter(self, record: logging.LogRecord) -> bool:
        return record.exc_info is None


def _without_personal_data(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    return {key: value for key, value in event.items() if key not in FORBIDDEN}
