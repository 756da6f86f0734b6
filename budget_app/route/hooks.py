"""What features do when an idea enters a step or a step opens or closes.

Features lie above the route, so the route does not import them; `budget_app.wiring` fills these
tables once, in plain sight.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlmodel import Session

from budget_app.budgets.config import StepRule
from budget_app.budgets.models import Round

StepHook = Callable[[Session, Round, StepRule, datetime], None]
IdeaHook = Callable[[Session, Round, StepRule, Any, datetime], Any]

FreezeHook = Callable[[Session, Round, datetime], None]

ON_PUBLISH: list[Callable[[Session, Round], None]] = []
ON_FREEZE: list[FreezeHook] = []
ON_OPEN: dict[str, list[StepHook]] = {}
ON_CLOSE: dict[str, list[StepHook]] = {}
ON_ENTER: dict[str, list[IdeaHook]] = {}
# By what went along the route (`Idea.subject`): it came to the end, or it stopped before that.
AT_END: dict[str, list[Callable[[Session, Round, Any, datetime, str], None]]] = {}
ON_STOP: dict[str, list[Callable[[Session, Any, datetime], None]]] = {}
# Kinds of step that an idea leaves only when this says so, also when the next step opens.
MAY_LEAVE: dict[str, Callable[[Session, Any], bool]] = {}
