"""The demo with hostile words in every free text: no page of any role lets them be more than words,
nor does any part of a page that htmx asks for."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx2
import pytest

from budget_app.budgets.models import Round
from budget_app.db import Database
from budget_app.people import service as people
from budget_app.people import staff
from budget_app.prodeo import service as prodeo
from budget_app.projects import service as projects
from tests.support import currency_round, jury_round, pages, poison
from tests.support.demo import ROLES, STARTS, DemoSite, Role
from tests.support.jury_round import NOW
from tests.support.site import SECRET, Site, Visitor
from tests.web import test_statements_of_roles as of_roles

LOOKS = [role for role in ROLES if role.name != "arabic"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoSite]:
    folder = Path(tmp_path_factory.mktemp("poisoned"))
    with DemoSite.running(folder) as running:
        database = Database(f"sqlite:///{folder / 'demo.db'}")
        assert poison.poison(database) > 60
        database.dispose()
        yield running


BAD = (
    "<p><xss7></p>",
    "<a href='javascript:xss7'>",
    "<i xss7=1>",
    "<b onclick=x>",
    "<script>xss7()</script>",
    "<p>1337</p>",
)


@pytest.mark.parametrize("bad", BAD)
def test_the_search_finds_what_it_should(bad: str) -> None:
    assert len(poison.leaks(f"<html>{bad}</html>")[0]) == 1
    assert poison.leaks("<p title='xss7'>&lt;xss7&gt; javascript:xss7</p>") == ([], 2)


@pytest.mark.parametrize("role", LOOKS, ids=[role.name for role in LOOKS])
def test_hostile_words_stay_words(
    site: DemoSite, role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "FOLLOWED_PER_ROUTE", 3)
    monkeypatch.setattr(pages, "FOLLOWED_WITH_QUERY", 1)
    seen, found, broken = 0, [], []

    def look(answer: httpx2.Response) -> None:
        nonlocal seen
        answer.read()
        if answer.status_code >= 500:
            broken.append(str(answer.url))
        if answer.headers.get("content-type", "").startswith(("text/html", "image/svg")):
            faults, times = poison.leaks(answer.text)
            found.extend(f"{answer.url}: {fault}" for fault in faults)
            seen += times

    with closing(site.client(role)) as client:
        client.event_hooks["response"].append(look)
        crawl = pages.Crawl(client).run(*STARTS, *role.forms_lead_to)
        for _route, address in crawl.samples(1):
            client.get(address, headers={"hx-request": "true"})
    assert found == []
    assert broken == []
    assert seen > 100
    assert len(crawl.found) > 10


def looked_at(visitor: Visitor, addresses: list[str]) -> int:
    """How often the hostile words stand in these pages, where they must be words."""
    seen = 0
    for address in addresses:
        found, times = poison.leaks(visitor.see(address))
        assert found == [], address
        seen += times
    return seen


def test_hostile_words_stay_words_for_a_jury_and_on_its_projects(sqlite_database: Database) -> None:
    world = jury_round.make(sqlite_database)
    with sqlite_database.write() as session:
        world.docket(session)
        of_roles.work_of_jury(world, session, 1)
        project, company = world.project(session), world.account(session)
        request = prodeo.ask(session, project, "k", "goods", "Tegels", NOW)
        offer = prodeo.offer(session, request, company, "k", "Bedrijf", "Ja.", NOW)
        prodeo.answer(session, project, offer.id or 0, "accepted", "Dank!", NOW)
        projects.pay(session, project, "bill", "Winkel", "hout", 1_000, NOW)
        round = session.get_one(Round, world.round_id)
    code, maker = world.code(world.members[0]), world.code(world.maker)
    poison.poison(sqlite_database)
    site, base = Site(sqlite_database), f"/ronde/{round.slug}"
    jury = ["/jury/", "/jury/dossier/1", "/jury/dossier/3", "/jury/groep/1/bijeenkomsten"]
    jury += [f"/jury/groep/1?lijst={which}" for which in ("u", "anderen", "besloten")]
    public = [base, f"{base}/hulp", f"{base}/bijeenkomsten", f"{base}/geld"]
    shown = ["/project/1", f"/project/{project.id}", f"/idee/{project.idea_id}", "/idee/1"]
    mine = ["/resident/", f"/resident/idee/{project.idea_id}", f"/resident/project/{project.id}"]
    mine += [f"/resident/project/{project.id}/hulp", f"/resident/hulp/{request.id}"]
    assert looked_at(site.sign_in(code), jury) > 40
    assert looked_at(site.visitor(), public + shown) > 40
    assert looked_at(site.sign_in(maker), mine) > 10


def test_hostile_words_stay_words_in_a_game(sqlite_database: Database) -> None:
    game = currency_round.make(
        sqlite_database, currency={"per_round": 100, "second_adult_above": 5}
    )
    with sqlite_database.write() as session:
        for _ in range(2):
            game.move_in(session, adults=2)
    game.issue()
    with sqlite_database.write() as session:
        of_roles.play(game, session, 1)
        code = people.issue_pass(session, SECRET, game.adults[1][0], NOW)
        helper = staff.appoint(session, SECRET, "Hier", "desk", currency_round.AREA, NOW)
    poison.poison(sqlite_database)
    site, base = Site(sqlite_database, game.clock), "/ronde/lombaspel-testwijk"
    assert looked_at(site.sign_in(code), [of_roles.PURSE, "/resident/"]) > 10
    assert looked_at(site.sign_in(helper), [f"/desk{base}/munt", "/desk/"]) > 5
    assert looked_at(site.visitor(), [base, f"{base}/geld", "/idee/1", "/idee/3"]) > 20
