"""Who decided this, by which rule, who was there, who stepped aside? The pages answer."""

from sqlmodel import Session

from budget_app.bodies import service as bodies
from budget_app.bodies.models import Seat
from budget_app.clock import FixedClock
from budget_app.db import Database
from budget_app.people.models import Account
from tests.support import jury_round
from tests.support.forms import fields_of
from tests.support.jury_round import NOW, TODAY, JuryRound
from tests.support.site import Site

MEETING = {"title": "Juryavond", "place": "Buurthuis", "starts_at": "2026-03-01T19:30"}
RULE = "Een idee is goedgekeurd als het gemiddelde bij elke vraag hoog genoeg is."


def settled(session: Session, world: JuryRound) -> int:
    """An idea that two of three members passed; the third stepped aside."""
    session.get_one(Seat, 2).constituency = "corporatie"
    docket = world.docket(session)
    world.judge(session, docket, 4, 4)
    account = session.get_one(Account, world.members[0])
    bodies.discuss(session, docket, account, "Alleen voor ons.", NOW)
    bodies.recuse(session, docket, world.members[2], "Mijn zus doet mee.", NOW)
    bodies.settle(session, docket, "pass", "Goed voor de buurt.", NOW, TODAY)
    return docket.idea_id


def test_everyone_reads_how_a_verdict_came_about(world: JuryRound, site: Site) -> None:
    with world.db.write() as session:
        idea = settled(session, world)
    page = site.visitor().see(f"/idee/{idea}")
    for words in (
        "Wie besliste dit, en hoe?",
        "2 leden: 1 namens bewoners, 1 namens corporatie",
        "3 van 5 plaatsen waren bezet. Er moesten ten minste 2 leden oordelen.",
        "1 lid: zij kozen daar zelf voor",
        RULE,
        "2 van 2 leden vonden elke vraag voldoende.",
        "Niet op een bijeenkomst. Elk lid gaf apart een oordeel.",
    ):
        assert words in page
    assert not any(name in page for name in ("Ada", "Bea", "Cor", "Mijn zus", "Alleen voor ons"))


def test_before_the_verdict_nothing_shows_of_what_members_think(
    world: JuryRound, site: Site
) -> None:
    with world.db.write() as session:
        docket = world.docket(session)
        world.judge(session, docket, 1, 1)
        idea = docket.idea_id
    page = site.visitor().see(f"/idee/{idea}")
    assert "Wie zit in deze groep, en hoe beslist zij?" in page
    assert "Wie besliste dit" not in page
    assert "voldoende" not in page


def test_a_maker_with_a_seat_never_reads_what_was_said_about_the_idea(
    world: JuryRound, site: Site
) -> None:
    with world.db.write() as session:
        world.seat(session, world.maker)
        settled(session, world)
    for number, reads in ((world.maker, False), (world.members[0], True)):
        page = site.sign_in(world.code(number)).see("/jury/dossier/1")
        assert ("Alleen voor ons." in page) is reads
        assert ("Daarom." in page) is reads


def test_too_few_members_is_said_to_everyone_whom_it_concerns(world: JuryRound, site: Site) -> None:
    with world.db.write() as session:
        docket = world.docket(session)
        world.judge(session, docket, 4)
        for member in world.members[1:]:
            bodies.recuse(session, docket, member, "Mijn zus doet mee.", NOW)
        idea = docket.idea_id
    stuck = "over dit idee mogen oordelen: 1 van 2. De gemeente moet eerst een plaats invullen."
    assert stuck in site.visitor().see(f"/idee/{idea}")
    ada = site.sign_in(world.code(world.members[0]))
    assert stuck in ada.see("/jury/dossier/1")
    assert "te weinig leden mogen hierover oordelen" in ada.see("/jury/groep/1?lijst=anderen")


def test_a_vacancy_that_makes_a_quorum_impossible_is_said(database: Database) -> None:
    world = jury_round.make(database, jury={"quorum": 4})
    site = Site(database, FixedClock(NOW))
    words = "Er zitten nu te weinig leden om te besluiten: 3, en nodig zijn er 4."
    assert words in site.visitor().see("/ronde/wijkbudget-testwijk/groepen")
    with database.write() as session:
        official = world.official(session)
    page = site.sign_in(world.code(official)).see(f"/municipality/ronde/{world.round_id}/plaatsen")
    assert words in page


def test_a_meeting_says_how_many_members_came_and_too_few_decide_nothing(
    world: JuryRound, site: Site
) -> None:
    with world.db.write() as session:
        docket = world.docket(session)
        world.judge(session, docket, 4, 4)
        path, idea = f"/jury/dossier/{docket.id}/besluit", docket.idea_id
    ada = site.sign_in(world.code(world.members[0]))
    base = "/jury/groep/1/bijeenkomst"
    ada.do(base, MEETING)
    report = {"minutes": "Er kwam bijna niemand.", "present": [str(world.members[0])]}
    refused = ada.post(f"{base}/1/verslag", report | {"minutes": ""})
    assert refused.status_code == 400
    assert f'value="{world.members[0]}" checked' in refused.text
    ada.do(f"{base}/1/verslag", report)
    public = site.visitor().see("/ronde/wijkbudget-testwijk/bijeenkomsten")
    assert "Van de groep was 1 lid er:" in public
    assert "1 namens bewoners" in public
    assert "Ada" not in public

    decision = {"verdict": "pass", "reasons": "Goed voor de buurt.", "meeting": "1"}
    answer = ada.post(path, decision)
    assert answer.status_code == 400
    assert "Op die bijeenkomst waren te weinig leden om te besluiten." in answer.text
    assert fields_of(answer.text)["reasons"] == ["Goed voor de buurt."]
    members = [str(member) for member in world.members[:2]]
    ada.do(f"{base}/1/verslag", report | {"present": members})
    ada.do(path, decision)
    assert "bijeenkomsten#bijeenkomst-1" in site.visitor().see(f"/idee/{idea}")
