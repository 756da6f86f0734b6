"""A step in which a body answers does not close over ideas that wait: the official is asked."""

from datetime import timedelta

import pytest

from budget_app import timer
from budget_app.bodies import reading
from budget_app.bodies import service as bodies
from budget_app.bodies.dockets import LeftBehind
from budget_app.bodies.models import Docket
from budget_app.clock import FixedClock
from budget_app.db import Database
from budget_app.ideas.models import Idea
from budget_app.people.models import Account
from budget_app.route.models import Step
from tests.support.jury_round import NOW, TODAY, JuryRound, make
from tests.support.site import Site, Visitor


@pytest.fixture
def world(database: Database) -> JuryRound:
    return make(database)


@pytest.fixture
def site(world: JuryRound) -> Site:
    return Site(world.db, FixedClock(NOW))


def official(site: Site, world: JuryRound) -> Visitor:
    with world.db.write() as session:
        account = world.official(session)
    return site.sign_in(world.code(account))


def dossier(world: JuryRound) -> tuple[int, int]:
    """An idea that waits for the jury, and its dossier."""
    with world.db.write() as session:
        docket = world.docket(session)
        return docket.idea_id, docket.id or 0


def state(world: JuryRound, idea_id: int) -> str:
    with world.db.read() as session:
        return session.get_one(Idea, idea_id).state


def test_closing_asks_what_to_do_with_ideas_that_wait(site: Site, world: JuryRound) -> None:
    idea_id, docket_id = dossier(world)
    visitor, base = official(site, world), f"/municipality/ronde/{world.round_id}/stap/oordeel"
    refused = visitor.post(f"{base}/sluit")
    assert refused.status_code == 409
    assert "Ideeën zonder besluit: 1. Zet de einddatum later, of laat ze achter" in refused.text
    assert f'action="{base}/onbeslist"' in refused.text
    assert f'action="{base}/datum"' in refused.text
    assert state(world, idea_id) == "bij_de_jury"

    visitor.do(f"{base}/onbeslist")
    assert state(world, idea_id) == "niet_gekozen"
    assert "niet op tijd besloten" in site.visitor().see(f"/idee/{idea_id}")
    with world.db.write() as session:
        docket = session.get_one(Docket, docket_id)
        (table,) = reading.tables(session, [docket.body_id], world.members[0], NOW)
        assert table.lines == ()
        member = session.get_one(Account, world.members[0])
        with pytest.raises(LeftBehind):
            bodies.score(session, docket, member, {}, NOW)


def test_without_open_dossiers_a_step_closes_as_before(site: Site, world: JuryRound) -> None:
    _, docket_id = dossier(world)
    with world.db.write() as session:
        docket = session.get_one(Docket, docket_id)
        world.judge(session, docket, 4, 4)
        bodies.settle(session, docket, "pass", "Goed.", NOW, TODAY)
    visitor, base = official(site, world), f"/municipality/ronde/{world.round_id}/stap/oordeel"
    visitor.do(f"{base}/sluit")
    with world.db.read() as session:
        assert session.get_one(Step, (world.round_id, "oordeel")).state == "closed"


def test_the_clock_waits_for_the_official(site: Site, world: JuryRound) -> None:
    idea_id, _ = dossier(world)
    visitor, base = official(site, world), f"/municipality/ronde/{world.round_id}/stap"
    soon = (NOW + timedelta(hours=3)).strftime("%Y-%m-%dT%H:%M")
    visitor.do(f"{base}/oordeel/datum", {"oordeel_closes_at": soon, "oordeel_reason": "Afspraak."})
    site.clock.forward(hours=6)
    timer.tick(world.db, site.clock)
    steps = visitor.see(f"/municipality/ronde/{world.round_id}/stappen")
    assert "De tijd is om, maar over 1 idee is nog niet besloten." in steps
    later = (NOW + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
    visitor.do(
        f"{base}/oordeel/datum", {"oordeel_closes_at": later, "oordeel_reason": "Meer tijd."}
    )
    assert "De tijd is om" not in visitor.see(f"/municipality/ronde/{world.round_id}/stappen")
    assert state(world, idea_id) == "bij_de_jury"
