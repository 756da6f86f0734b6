"""Structured logs: one JSON line per event, without personal data and without local variables."""

import logging
from collections.abc import MutableMapping
from typing import Any

import structlog

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
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.WARNING if quiet else logging.INFO
        ),
        cache_logger_on_first_use=True,
    )


def _without_personal_data(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    return {key: value for key, value in event.items() if key not in FORBIDDEN}
