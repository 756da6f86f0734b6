"""A project as everyone may follow it."""

from datetime import timedelta

import sqlalchemy as sa

from budget_app.projects import service as projects
from budget_app.projects.models import Project
from tests.support.jury_round import NOW, TODAY, JuryRound
from tests.support.site import Site


def test_money_promises_work_and_news_are_public(
    world: JuryRound, site: Site, project_id: int
) -> None:
    with world.db.write() as session:
        project = session.get_one(Project, project_id)
        projects.pay(session, project, "k", "Bakker Verzonnen", "taart", 2_000, NOW, True)
        wrong = projects.pay(session, project, "k2", "Iemand", "hout", 1_000, NOW)
        projects.correct(session, wrong, "dubbel", NOW)
        projects.milestone(session, project, "Hout kopen", TODAY + timedelta(days=3), NOW)
        projects.promise(session, project, "Mo", "Snoeien", TODAY + timedelta(days=3), NOW)
        projects.tell(session, project, "Het **begin** is er.", "Mo", None, NOW)
    page = site.visitor().see(f"/project/{project_id}")
    for words in ("Bakker Verzonnen", "uit de wijk", "Hout kopen", "Snoeien", "loopt",
                  "<strong>begin</strong>", "teruggedraaid: dubbel", "Mo Maker"):  # fmt: skip
        assert words in page, words
    assert 'max="8000" value="2000"' in page
    site.clock.forward(days=4)
    later = site.visitor().see(f"/project/{project_id}")
    assert "te laat" in later
    assert "Dit is later dan afgesproken." in later


def test_a_failure_is_told_with_why(world: JuryRound, site: Site, project_id: int) -> None:
    with world.db.write() as session:
        project = session.get_one(Project, project_id)
        projects.fail(session, project, "De vergunning kwam niet.", NOW)
    page = site.visitor().see(f"/project/{project_id}")
    assert "De vergunning kwam niet." in page
    assert "ging terug naar de pot" in page


def test_a_project_that_is_not_there(site: Site) -> None:
    assert site.visitor().get("/project/999").status_code == 404


def test_more_of_everything_asks_no_more_statements(
    world: JuryRound, site: Site, project_id: int
) -> None:
    statements: list[str] = []
    sa.event.listen(world.db.reader, "before_cursor_execute", lambda *a: statements.append(a[2]))

    def count(more: int) -> int:
        with world.db.write() as session:
            project = session.get_one(Project, project_id)
            for number in range(more):
                projects.pay(session, project, f"{more}:{number}", "Jan", "hout", 1, NOW)
                projects.promise(session, project, "Mo", "Iets", TODAY, NOW)
                projects.milestone(session, project, "Deel", TODAY, NOW)
                projects.tell(session, project, "Nieuws.", "Mo", None, NOW)
        visitor = site.visitor()
        statements.clear()
        visitor.see(f"/project/{project_id}")
        return len(statements)

    assert count(1) == count(15)
    assert "bladzijde=2" in site.visitor().see(f"/project/{project_id}")
