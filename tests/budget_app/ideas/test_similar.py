"""Ideas that look alike are found, in a bounded number of statements."""

import sqlalchemy as sa

from budget_app.db import Database
from budget_app.ideas import similar
from budget_app.ideas.models import Idea
from tests.support.site import START, Site
from tests.support.wijk import Wijk

BENCH = "Een bankje bij de vijver"


def add_ideas(wijk: Wijk, titles: list[str], state: str = "ingediend") -> None:
    with wijk.site.db.write() as session:
        highest = session.connection().execute(sa.select(sa.func.max(Idea.number))).scalar() or 0
        session.add_all(
            Idea(
                round_id=wijk.round_id, number=highest + n, title=title, state=state,
                body="Wij willen dit graag.", updated_at=START, submitted_at=START,
            )
            for n, title in enumerate(titles, 1)
        )  # fmt: skip


def found(wijk: Wijk, title: str) -> list[str]:
    with wijk.site.db.read() as session:
        return [other.title for other in similar.find(session, wijk.round_id, title)]


def test_the_likeliest_comes_first_and_the_rest_not_at_all(sqlite_database: Database) -> None:
    wijk = Wijk.found(Site(sqlite_database))
    add_ideas(wijk, [BENCH, "Vijver met vissen", "Zebrapad bij de school", "Geveltuintjes"])
    assert found(wijk, "Bankjes aan de vijver")[0] == BENCH
    assert "Zebrapad bij de school" not in found(wijk, "Bankjes aan de vijver")
    assert found(wijk, "Vij") == [], "too short to say anything"


def test_drafts_and_ended_ideas_are_not_shown(sqlite_database: Database) -> None:
    wijk = Wijk.found(Site(sqlite_database))
    for state in ("concept", "ingetrokken", "samengevoegd", "afgewezen"):
        add_ideas(wijk, [BENCH], state)
    assert found(wijk, BENCH) == []


def test_a_thousand_ideas_cost_as_many_statements_as_ten(sqlite_database: Database) -> None:
    wijk = Wijk.found(Site(sqlite_database))
    counts = []
    for _ in range(2):
        add_ideas(wijk, [f"Plan {n} voor de Molenweg" for n in range(500)])
        statements: list[str] = []
        with wijk.site.db.read() as session:
            engine = session.get_bind()

            def note(*event: object, seen: list[str] = statements) -> None:
                if str(event[2]).startswith("SELECT"):
                    seen.append(str(event[2]))

            sa.event.listen(engine, "before_cursor_execute", note)
            similar.find(session, wijk.round_id, "Plan voor de Molenweg")
            sa.event.remove(engine, "before_cursor_execute", note)
        counts.append(len(statements))
    assert counts == [1, 1]


def test_likeness_lies_between_nothing_and_the_same() -> None:
    assert similar.likeness(BENCH, "", BENCH, "") == 1
    assert similar.likeness(BENCH, "", "Zwerfafval ruimen", "") < similar.ENOUGH
    assert similar.likeness("", "", "", "") == 0
