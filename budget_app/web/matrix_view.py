"""The fields of the matrix as the drawn 2×2 wants them, in the visitor's language."""

from typing import Any

from budget_app.budgets.catalogue import Model, all_models
from budget_app.budgets.matrix import FIELDS
from budget_app.i18n import LazyText, _l
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


def models() -> list[Model]:
    """Every model there is, those of one field together, in the order of the fields."""
    return sorted(all_models().values(), key=lambda model: (model.example.field, model.about.title))


def outside(field: int, name: str) -> LazyText | None:
    """What to tell who chose a model of another field than their own; None where it fits."""
    model = all_models().get(name)
    if model is None or model.example.field == field:
        return None
    chosen, own = FIELDS[field], FIELDS[model.example.field]
    return _l(
        "U koos de soort “{chosen}”. {chosen_decides} Maar het model “{title}” hoort bij de soort "
        "“{own}”. {own_decides} Kijk goed of dit model bij u past, en pas het zo nodig aan."
    ).with_values(
        chosen=chosen.name,
        chosen_decides=chosen.decides,
        title=model.about.title,
        own=own.name,
        own_decides=own.decides,
    )
