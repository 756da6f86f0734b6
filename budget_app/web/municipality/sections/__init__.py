"""The questions that a municipality answers to configure a round, in the order it answers them.

A section is one screen. `show` turns the configuration into what its form holds; `apply` turns the
sent form into a changed configuration, or raises FieldErrors.
"""

from budget_app.web.municipality.sections import (
    amount,
    areas,
    bodies,
    categories,
    currency,
    field,
    participants,
    right,
    steps,
)
from budget_app.web.municipality.sections.section import Section

SECTIONS: dict[str, Section] = {
    section.key: section
    for section in (
        areas.SECTION,
        field.SECTION,
        right.SECTION,
        amount.SECTION,
        currency.SECTION,
        participants.SECTION,
        categories.SECTION,
        bodies.SECTION,
        steps.SECTION,
    )
}
