"""The questions that a municipality answers to configure a round, in the order it answers them.

A section is one screen. `show` turns the configuration into what its form holds; `apply` turns the
sent form into a changed configuration, or raises FieldErrors. Every body and every step has a
screen of its own, and a vote has one more, about how is counted.
"""

from budget_app.web.municipality.sections import (
    amount,
    areas,
    bodies,
    categories,
    counting,
    currency,
    field,
    moments,
    participants,
    right,
    steps,
)
from budget_app.web.municipality.sections.section import Config, Section

ALWAYS = (
    areas.SECTION,
    field.SECTION,
    right.SECTION,
    amount.SECTION,
    currency.SECTION,
    participants.SECTION,
    categories.SECTION,
)


def sections_of(config: Config) -> dict[str, Section]:
    """Every screen that this configuration asks for, by its address."""
    found = [section for section in ALWAYS if section.applies(config)]
    found += [bodies.section_of(body["key"], config) for body in config["bodies"]]
    found.append(moments.section_of(config))
    for number, step in enumerate(config["steps"], start=1):
        found.append(steps.section_of(step["key"], number, config))
        if step["kind"] == "vote":
            found.append(counting.section_of(step["key"], config))
    return {section.key: section for section in found}
