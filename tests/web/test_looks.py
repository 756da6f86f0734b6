"""Every page of the staff that shows someone's data leaves a line that this person reads."""

from datetime import date

import pytest
from sqlmodel import Session, col, select

from budget_app.bodies.models import Draw, Volunteer
from budget_app.db import Database
from budget_app.people import roll
from budget_app.people.models import AccessLog, Household
from budget_app.people.roll_rules import Line
from tests.support.pages import page_routes
from tests.support.site import SECRET, Site, Visitor
from tests.support.wijk import BUURT, OTHER_BUURT, WIJK, Wijk

NAME, STREET, EMAIL = "Zwaantje Onvindbaar", "Geheimlaan", "zwaantje@voorbeeld.example"
SAYS = (NAME, STREET, EMAIL)


@pytest.fixture
def wijk(sqlite_database: Database) -> Wijk:
    return Wijk.found(Site(sqlite_database))


def resident(wijk: Wijk) -> tuple[int, str]:
    """Someone on the roll with a home, an address and a seat, who volunteered for a draw."""
    with wijk.site.db.write() as session:
        home = Household(area_code=BUURT, street=STREET)
        session.add(home)
        session.flush()
    known = {"street": STREET, "email": EMAIL, "email_confirmed": True, "area_code": BUURT}
    account_id, code = wijk.person(NAME, household_id=home.id, **known)
    body_id = wijk.seat(account_id)
    with wijk.site.db.write() as session:
        now = wijk.site.clock.now()
        draw = Draw(
            body_id=body_id, constituency="bewoners", places=1, strata=[],
            seats_until=date(2027, 1, 1), seed_source="", announced_at=now,
        )  # fmt: skip
        session.add(draw)
        session.flush()
        session.add(
            Volunteer(
                draw_id=draw.id or 0, number=1, account_id=account_id, name=NAME, answers={},
                at=now,
            )
        )  # fmt: skip
    return account_id, code


def looks_at(session: Session, account_id: int) -> list[str]:
    """What was noted of someone, in order."""
    query = select(AccessLog).where(AccessLog.subject_id == account_id).order_by(col(AccessLog.id))
    return [line.what for line in session.exec(query)]


def staff_pages(wijk: Wijk, role: str) -> list[str]:
    """The addresses of this audience that the round fills."""
    parts = {"{slug}": wijk.slug, "{round_id}": str(wijk.round_id), "{area_code}": WIJK}
    found = []
    for route in page_routes():
        path = route.path
        for name, value in parts.items():
            path = path.replace(name, value)
        if route.audience == role and "{" not in path:
            found.append(path)
    return found


@pytest.mark.parametrize(("role", "least"), [("desk", 3), ("municipality", 12)])
def test_no_page_of_the_audience_table_shows_someone_without_a_line(
    wijk: Wijk, role: str, least: int
) -> None:
    account_id, _code = resident(wijk)
    staff, shown = wijk.staff(role), 0
    pages = staff_pages(wijk, role)
    seen = 0
    for address in pages:
        with wijk.site.db.read() as session:
            before = len(looks_at(session, account_id))
        response = staff.get(address)
        seen += response.status_code == 200
        if not any(word in response.text for word in SAYS):
            continue
        shown += 1
        with wijk.site.db.read() as session:
            assert len(looks_at(session, account_id)) > before, f"{address} shows and notes nothing"
    assert seen >= least
    assert shown == (1 if role == "municipality" else 0), "the seats, and nothing else unasked"


def test_who_sits_in_a_group_reads_who_saw_the_list(wijk: Wijk) -> None:
    account_id, code = resident(wijk)
    official = wijk.staff("municipality")
    page = f"/municipality/ronde/{wijk.round_id}/plaatsen"
    for _ in range(3):
        assert NAME in official.see(page)
    with wijk.site.db.read() as session:
        assert looks_at(session, account_id) == ["seats_seen"], "once, however often reloaded"
    wijk.site.clock.forward(hours=2)
    official.see(page)
    ria = wijk.site.sign_in(code)
    assert ria.see("/resident/inzage").count("zag uw naam bij de plaatsen") == 2


def test_giving_and_ending_a_seat_is_noted(wijk: Wijk) -> None:
    account_id, code = wijk.person(NAME)
    official = wijk.staff("municipality")
    base = f"/municipality/ronde/{wijk.round_id}"
    official.do(
        f"{base}/plaats",
        {"body": "jury", "code": code, "name": NAME, "constituency": "bewoners",
         "ends_on": "2026-12-31"},
    )  # fmt: skip
    with wijk.site.db.read() as session:
        assert "seat_given" in looks_at(session, account_id)
    found = official.see(f"{base}/plaatsen")
    seat = found.split("/plaats/")[1].split("/")[0]
    official.do(f"{base}/plaats/{seat}/einde")
    with wijk.site.db.read() as session:
        assert "seat_ended" in looks_at(session, account_id)


def test_a_search_and_a_first_code_are_noted(wijk: Wijk) -> None:
    account_id, code = resident(wijk)
    desk = wijk.staff("desk")
    assert STREET in desk.post(f"/desk/ronde/{wijk.slug}/code", {"words": NAME}).text
    with wijk.site.db.read() as session:
        assert looks_at(session, account_id) == ["searched"]
    assert "zocht u op" in wijk.site.sign_in(code).see("/resident/inzage")


def test_a_whole_list_is_one_line_that_everyone_on_it_reads(wijk: Wijk) -> None:
    """A row for each of a city's residents would be a quarter of a million; one will do."""
    with wijk.site.db.write() as session:
        lines = [Line(BUURT, f"A{number}") for number in range(20)]
        letters = roll.add(session, SECRET, wijk.round_id, lines, wijk.site.clock.now())
        assert session.exec(select(AccessLog)).all() == []
    said = "voerde de lijst in waar u op staat"
    assert said in wijk.site.sign_in(letters[7].code).see("/resident/inzage")
    wijk.site.clock.forward(days=30)
    with wijk.site.db.write() as session:
        later = roll.add(
            session, SECRET, wijk.round_id, [Line(OTHER_BUURT, "B1")], wijk.site.clock.now()
        )
    looks = wijk.site.sign_in(letters[3].code).see("/resident/inzage")
    assert looks.count(said) == 1, "the second list was not theirs"
    assert wijk.site.sign_in(later[0].code).see("/resident/inzage").count(said) == 1
    stranger: Visitor = wijk.site.sign_in(wijk.person("Vreemd", on_roll=False)[1])
    assert said not in stranger.see("/resident/inzage")
