"""Seats by lot: volunteers, the seed in public, the draw, and a record that anyone can repeat."""

import pytest

from budget_app.bodies import drawing, forgetting, groups, volunteers
from budget_app.bodies.draw import Stratum, draw
from budget_app.bodies.models import Draw, Volunteer
from budget_app.budgets.models import Round
from budget_app.budgets.service import config_of
from budget_app.clock import FixedClock
from budget_app.db import Database
from budget_app.people import service as people
from budget_app.people.models import Account
from tests.support.jury_round import AREA, NOW, TODAY, JuryRound, make
from tests.support.site import Site, Visitor

STRATA = "Leeftijd: 16-34 = 50, 35 en ouder = 50"


@pytest.fixture
def world(database: Database) -> JuryRound:
    return make(database, jury={"term_months": 12})


@pytest.fixture
def site(world: JuryRound) -> Site:
    return Site(world.db, FixedClock(NOW))


def residents(site: Site, world: JuryRound, count: int) -> list[Visitor]:
    """People on the list of the round, signed in."""
    with world.db.write() as session:
        ids = []
        for _ in range(count):
            account = world.account(session)
            people.put_on_roll(session, world.round_id, account, AREA)
            ids.append(account.id or 0)
    return [site.sign_in(world.code(id)) for id in ids]


def official(site: Site, world: JuryRound) -> Visitor:
    with world.db.write() as session:
        account = world.official(session)
    return site.sign_in(world.code(account))


def announced(visitor: Visitor, world: JuryRound, **changes: str) -> str:
    """The official asks for volunteers; returns the page that answers."""
    form = {"seat": "jury|bewoners", "places": "2", "seats_until": "2027-01-31"}
    form |= {"strata": STRATA, "seed_source": "De trekking van 1 april"}
    return visitor.post(f"/municipality/ronde/{world.round_id}/loting", form | changes).text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"places": "3"}, "Er zijn 2 plaatsen vrij"),
        ({"strata": "Leeftijd: jong = 40, oud = 40"}, "delen die samen 100"),
        ({"seats_until": "2027-03-03"}, "ten hoogste 12 maanden"),
        ({"seed_source": ""}, "waar het lotgetal vandaan komt"),
    ],
)
def test_a_draw_that_cannot_be_is_refused_at_its_field(
    site: Site, world: JuryRound, changes: dict[str, str], sentence: str
) -> None:
    page = announced(official(site, world), world, **changes)
    assert sentence in page
    assert "2027" in page


def test_volunteers_are_drawn_and_everyone_can_repeat_it(site: Site, world: JuryRound) -> None:
    visitor = official(site, world)
    announced(visitor, world)
    applicants = residents(site, world, 6)
    assert "Het lot beslist." in applicants[0].see("/resident/")
    assert "Er worden 2 plaatsen verloot" in site.visitor().see(
        "/ronde/wijkbudget-testwijk/groepen"
    )
    for number, resident in enumerate(applicants[:5]):
        age = ("16-34", "35 en ouder", "")[number % 3]
        resident.do("/resident/loting/1", {"name": f"Vrijwilliger {number}", "answer_0": age})
    applicants[4].do("/resident/loting/1/afmelden")
    assert applicants[5].post("/resident/loting/1", {"answer_0": "99"}).status_code == 400

    base = f"/municipality/ronde/{world.round_id}/loting/1"
    early = visitor.post(f"{base}/trekken")
    assert "Maak eerst het lotgetal openbaar" in early.text
    hasty = visitor.post(f"{base}/getal", {"seed_1": "31415"})
    assert "Sluit eerst de lijst." in hasty.text
    visitor.do(f"{base}/sluiten")
    assert visitor.post(f"{base}/sluiten").status_code == 409
    # Nobody knows the lot number yet, and nobody can still come on the list or off it.
    late = applicants[5].post("/resident/loting/1", {"name": "Te laat", "answer_0": ""})
    assert "De lijst van vrijwilligers is gesloten" in late.text
    assert applicants[0].post("/resident/loting/1/afmelden").status_code == 409
    visitor.do(f"{base}/getal", {"seed_1": "31415"})
    other = visitor.post(f"{base}/getal", {"seed_1": "27182"})
    assert "Het lotgetal is al openbaar" in other.text
    visitor.do(f"{base}/trekken")
    assert visitor.post(f"{base}/trekken").status_code == 409

    with world.db.read() as session:
        found = session.get_one(Draw, 1)
        listed = volunteers.candidates(session, found)
        again = draw("31415", 2, [Stratum("Leeftijd", {"16-34": 50, "35 en ouder": 50})], listed)
        config = config_of(session.get_one(Round, world.round_id))
        jury, _ = groups.of_round(session, world.round_id, config, TODAY)
    assert len(listed) == 4
    ages = {one.number: one.answers["Leeftijd"] for one in listed}
    assert {ages[number] for number in again} == {"16-34", "35 en ouder"}
    assert jury.vacant == 0
    page = site.visitor().see("/loting/1")
    assert f'<strong dir="ltr">{again[0]}, {again[1]}</strong>' in page
    assert "Vrijwilliger" not in page.replace("Vrijwilligers", "")
    drawn = applicants[again[0] - 1]
    assert "U bent geloot." in drawn.see("/resident/loting/1")
    assert drawn.get("/jury/").status_code == 200


def test_only_residents_on_the_list_volunteer_and_who_is_erased_stays_unnamed(
    site: Site, world: JuryRound
) -> None:
    announced(official(site, world), world)
    stranger = site.sign_in(world.code(world.maker))
    assert stranger.post("/resident/loting/1", {"name": "M"}).status_code == 403
    for name, resident in zip(("Noor", "Ruben"), residents(site, world, 2), strict=True):
        resident.do("/resident/loting/1", {"name": name, "answer_0": ""})
    with world.db.write() as session:
        found = session.get_one(Draw, 1)
        row = session.get_one(Volunteer, 1)
        drawing.close_list(session, found, NOW)
        drawing.publish_seed(session, found, "7", NOW)
        forgetting.forget(session, session.get_one(Account, row.account_id), NOW)
        session.expire_all()
        assert (row.account_id, row.name) == (None, "")
        assert drawing.carry_out(session, found, NOW) == [2]
        assert row.place == 0
    page = site.visitor().see("/loting/1")
    assert "Deze nummers deden niet meer mee" in page
    assert "Er waren te weinig vrijwilligers. 1 plaats blijft leeg." in page
