"""Turn pydantic's findings into sentences at the field. Pure."""

from pydantic import ValidationError

from budget_app.i18n import LazyText, _l

# pydantic's error type -> what to do, with pydantic's own context as placeholders
SENTENCES: dict[str, LazyText] = {
    "greater_than_equal": _l("Vul een getal in van {ge} of meer."),
    "less_than_equal": _l("Vul een getal in van {le} of minder."),
    "string_too_short": _l("Vul dit in."),
    "string_too_long": _l("Dit is te lang. Gebruik ten hoogste {max_length} tekens."),
    "too_short": _l("Vul hier minstens {min_length} in."),
    "missing": _l("Vul dit in."),
    "int_type": _l("Vul een heel getal in."),
    "float_type": _l("Vul een getal in."),
    "string_type": _l("Schrijf hier tekst, tussen aanhalingstekens."),
    "bool_type": _l("Schrijf hier true of false."),
    "tuple_type": _l("Schrijf hier een lijst, tussen [ en ]."),
    "dict_type": _l("Hier hoort een tabel met instellingen."),
    "model_type": _l("Hier hoort een tabel met instellingen."),
    "date_type": _l("Vul een datum in, zoals 2026-09-01."),
    "datetime_type": _l("Vul een datum en tijd in."),
    "date_parsing": _l("Vul een datum in, zoals 2026-09-01."),
    "datetime_parsing": _l("Vul een datum en tijd in."),
    "timezone_aware": _l("Zet de tijdzone erbij, zoals 2026-09-01T10:00:00+02:00."),
    "int_parsing": _l("Vul een heel getal in."),
    "int_from_float": _l("Vul een heel getal in."),
    "float_parsing": _l("Vul een getal in."),
    "literal_error": _l("Kies een van deze: {expected}."),
    "string_pattern_mismatch": _l("Gebruik alleen kleine letters, cijfers en streepjes."),
    "date_from_datetime_parsing": _l("Vul een datum in, zoals 2026-09-01."),
    "datetime_from_date_parsing": _l("Vul een datum en tijd in."),
    "extra_forbidden": _l("Deze instelling bestaat niet."),
}
MONEY = _l("Vul een bedrag in, zoals 12.500 of 12,50.")
OTHERWISE = _l("Dit klopt niet. Kijk het na.")


def explain(error: ValidationError) -> dict[str, LazyText]:
    """One sentence per field; a field deep inside is named like `funders.1.share`."""
    found: dict[str, LazyText] = {}
    for fault in error.errors():
        place = ".".join(str(part) for part in fault["loc"])
        sentence = SENTENCES.get(fault["type"], OTHERWISE)
        if fault["type"] == "int_parsing" and place.endswith("_cents"):
            sentence = MONEY
        values = {name: _in_dutch(value) for name, value in fault.get("ctx", {}).items()}
        found.setdefault(place, sentence.with_values(**values))
    return found


def _in_dutch(value: object) -> object:
    """What pydantic fills in, without its English "or" before the last choice."""
    return value.replace(" or ", ", ") if isinstance(value, str) else value
