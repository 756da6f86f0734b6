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
    "int_type": _l("Vul een heel getal in."),
    "too_long": _l("Dit zijn er te veel. Geef er ten hoogste {max_length}."),
    "int_from_float": _l("Vul een heel getal in."),
    "float_parsing": _l("Vul een getal in."),
    "literal_error": _l("Kies een van deze: {expected}."),
    "string_pattern_mismatch": _l("Gebruik alleen kleine letters, cijfers en streepjes."),
    "extra_forbidden": _l("Deze instelling bestaat niet."),
}
DAY = _l("Vul een datum in, zoals 2026-09-01.")
MOMENT = _l(
    "Vul een dag en een tijd in die bestaan, zoals 8 maart 2026, 20.00 uur. In de nacht dat de "
    "zomertijd begint, bestaat het uur van 2 tot 3 niet."
)
MONEY = _l("Vul een bedrag in, zoals 12.500 of 12,50.")
OTHERWISE = _l("Dit klopt niet. Kijk het na.")


def explain(error: ValidationError, in_file: bool = False) -> dict[str, LazyText]:
    """One sentence per field; a field deep inside is named like `funders.1.share`.

    `in_file` for who writes a model file, where amounts are cents and moments have a time zone;
    a form asks for the same in other words.
    """
    found: dict[str, LazyText] = {}
    faults = [(".".join(str(part) for part in fault["loc"]), fault) for fault in error.errors()]
    for place, fault in faults:
        if fault["type"] == "too_short" and any(
            other.startswith(f"{place}.") for other, _ in faults
        ):
            continue  # it is not that there are none: what is there is wrong
        sentence = SENTENCES.get(fault["type"], OTHERWISE)
        if not in_file:
            sentence = _in_a_form(fault["type"], place) or sentence
        if fault["type"] != "missing" and fault.get("input") == "":
            sentence = SENTENCES["missing"]
        values = {name: _in_dutch(value) for name, value in fault.get("ctx", {}).items()}
        found.setdefault(place, sentence.with_values(**values))
    return found


def _in_a_form(fault: str, place: str) -> LazyText | None:
    """What to say where a form asked for a day, a moment or euros."""
    if fault.startswith(("datetime_", "timezone_")):
        return MOMENT
    if fault.startswith("date_"):
        return DAY
    if fault in ("int_parsing", "int_type") and place.endswith("_cents"):
        return MONEY
    return None


def _in_dutch(value: object) -> object:
    """What pydantic fills in: no English "or" before the last choice, 5 and not 5.0."""
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    return value.replace(" or ", ", ") if isinstance(value, str) else value
