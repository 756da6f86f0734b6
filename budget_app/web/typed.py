"""What people type into fields, as numbers: Dutch and English ways of writing money. Pure."""

import re

_MONEY = re.compile(r"^(?P<whole>\d{1,3}(?:[ .]\d{3})+|\d+)(?:[.,](?P<cents>\d{1,2}|-|–))?$")
_WHOLE = re.compile(r"^\d{1,3}(?:[ .]\d{3})+$|^\d+$")


def cents(text: str) -> int:
    """`1.250,50`, `€ 1250` or `12,5` as whole cents; nothing typed is 0. Raises ValueError."""
    plain = text.replace("€", "").replace("\N{NO-BREAK SPACE}", " ").strip()
    if not plain:
        return 0
    found = _MONEY.match(plain)
    if found is None:
        raise ValueError(text)
    whole = int(re.sub(r"\D", "", found["whole"]))
    rest = (found["cents"] or "").strip("-–")
    return whole * 100 + (int(rest.ljust(2, "0")) if rest else 0)


def whole(text: str) -> int:
    """`1.200` or `1200` as a number; nothing typed is 0. Raises ValueError."""
    plain = text.strip()
    if not plain:
        return 0
    if not _WHOLE.match(plain):
        raise ValueError(text)
    return int(re.sub(r"\D", "", plain))


def euros(amount_cents: int | None) -> str:
    """Whole cents as someone would type them: `1250` or `12,50`; nothing for 0."""
    if not amount_cents:
        return ""
    whole_part, rest = divmod(amount_cents, 100)
    return f"{whole_part},{rest:02d}" if rest else str(whole_part)
