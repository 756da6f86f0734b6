"""The fields of the matrix as the drawn 2×2 wants them, in the visitor's language."""

from typing import Any

from budget_app.budgets.matrix import FIELDS
from budget_app.web.visit import Visit


def fields(visit: Visit) -> list[dict[str, Any]]:
    """The four fields in order, with every text translated."""
    say = visit.translate
    return [
        {
            "code": str(field.number),
            "number": field.number,
            "key": field.key,
            "url": f"/velden/{field.key}",
            "name": say(field.name),
            "who_proposes": say(field.proposes),
            "who_weighs": say(field.weighs),
            "who_decides": say(field.decides),
            "who_does": say(field.does),
            "good_for": say(field.good_for),
            "danger": say(field.danger),
        }
        for field in FIELDS.values()
    ]
