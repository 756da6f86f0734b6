"""Which ways of counting a form offers first: those that fit how people vote, and for what."""

from budget_app.budgets.counting import LIBRARY_TYPE, WHOLE, methods_for


def ways(ballot_type: str, method: str, methods: list[str]) -> tuple[list[str], list[str]]:
    """The methods that fit this ballot, and all others, which another ballot or model may need."""
    whole = method in WHOLE
    fitting = set(methods_for(ballot_type)) if ballot_type in LIBRARY_TYPE else set()
    first = [name for name in methods if name in fitting and (name in WHOLE) == whole]
    if method in methods and method not in first:
        first.insert(0, method)
    return first, [name for name in methods if name not in first]
