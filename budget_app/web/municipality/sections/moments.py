"""When each step opens and closes, on one screen: the calendar of a round."""

from datetime import datetime
from typing import Any

from budget_app.clock import AMSTERDAM, dutch_moment
from budget_app.i18n import _l
from budget_app.web.guards import Posted
from budget_app.web.municipality.sections.section import Config, Section, keyed

MOMENTS = ("opens_at", "closes_at")


def show(config: Config) -> dict[str, Any]:
    return {
        "steps": [
            {**step, **{name: _local(step[name]) for name in MOMENTS}} for step in config["steps"]
        ]
    }


def apply(config: Config, form: Posted) -> Config:
    return {**config, "steps": [_read(step, form) for step in config["steps"]]}


def _read(step: dict[str, Any], form: Posted) -> dict[str, Any]:
    return {**step, **{name: _typed(form.text(f"{step['key']}_{name}")) for name in MOMENTS}}


def _local(moment: str | None) -> str:
    """A stored moment as a browser's datetime field wants it, in Dutch time."""
    try:
        stored = datetime.fromisoformat(moment or "")
    except ValueError:
        return moment or ""
    if stored.tzinfo is None:  # no moment, but what somebody typed
        return moment or ""
    return stored.astimezone(AMSTERDAM).strftime("%Y-%m-%dT%H:%M")


def _typed(text: str) -> str | None:
    """What was typed as a moment in Dutch time; what is none is handed on for the check."""
    if not text:
        return None
    moment = dutch_moment(text)
    return moment.isoformat() if moment else text


def input_of(place: str, config: Config) -> str:
    """`steps.3.closes_at` stands in `<key>_closes_at`; the route at the first."""
    key, rest = keyed(place, config)
    return f"{key or config['steps'][0]['key']}_{rest[0] if rest else 'opens_at'}"


def places_of(config: Config) -> tuple[str, ...]:
    """Where the moments of these steps stand in the configuration."""
    return tuple(f"steps.{step['key']}.{name}" for step in config["steps"] for name in MOMENTS)


def section_of(config: Config) -> Section:
    """The calendar of this configuration."""
    title = _l("Wanneer is welke stap?")
    return Section("stappen", title, show, apply, input_of, places_of(config))
