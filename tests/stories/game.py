"""What people do in a scheme with a local currency, each in the way the pages offer it."""

import re

from budget_app.people import staff
from tests.stories.people import Round
from tests.stories.town import BUURT, Town, fill
from tests.support.site import SECRET, START, Visitor


def households(town: Town, round: Round, *sizes: int) -> list[list[str]]:
    """Bring in a list of households with so many adults each; returns the adults' codes."""
    rows = [(number, adult) for number, size in enumerate(sizes) for adult in range(size)]
    table = "buurt;huishouden\n" + "".join(f"{BUURT};h{number}\n" for number, _ in rows)
    town.printed.clear()
    town.official.post(
        f"{round.desk}/stemlijst", files={"lijst": ("l.csv", table.encode(), "text/csv")}
    )
    codes = [letter.code for letter in town.printed]
    found: list[list[str]] = [[] for _ in sizes]
    for (number, _), code in zip(rows, codes, strict=True):
        found[number].append(code)
    return found


def spelleiding(town: Town) -> list[Visitor]:
    """Two people of the spelleiding, appointed from behind the counter."""
    with town.site.db.write() as session:
        codes = [
            staff.appoint(session, SECRET, name, "desk", None, START)
            for name in ("Spelleider Een", "Spelleider Twee")
        ]
    return [town.site.sign_in(code) for code in codes]


def issue(leaders: list[Visitor], round: Round) -> str:
    """One asks, the other confirms; returns the desk's page afterwards."""
    base = f"/desk/ronde/{round.slug}/munt"
    leaders[0].do(f"{base}/uitgifte")
    number = re.findall(r"munt/uitgifte/(\d+)", leaders[1].see(base))[0]
    leaders[1].do(f"{base}/uitgifte/{number}", {"doe": "bevestig"})
    return leaders[1].see(base)


def put(visitor: Visitor, round: Round, idea: int, units: int, deed: str = "inleg") -> str:
    """Put units in an idea (or take them back); returns the page of the purse."""
    base = f"/resident/ronde/{round.slug}/beurs"
    one_form = fill(visitor.see(base))["form"]
    key = one_form[0] if isinstance(one_form, list) else one_form
    form = {"form": key, f"units-{deed}-{idea}": str(units)}
    return visitor.do(f"{base}/{deed}/{idea}", form)
