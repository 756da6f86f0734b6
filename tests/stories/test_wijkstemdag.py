"""Groningen: plans of residents, groups and professional parties; one day to look and to vote."""

import pytest

from budget_app.people import service as passes
from budget_app.people.models import Account, Role
from tests.stories import people
from tests.stories.town import BUURT, GEMEENTE, Town
from tests.support.site import SECRET, START, Visitor

STREET, GROUP, FIRM = "Speelstraat", "Buurtkoor", "Nieuwe speeltoestellen"
DAY = {
    "opens_at": "2026-03-07T10:00",
    "closes_at": "2026-03-07T17:00",
    "place": "Voorbeeldhal, Voorbeeldplein 1",
    "programme": "Om 11 uur zingt het koor.",
}


@pytest.fixture(name="helper")
def helper_at_the_door(town: Town) -> str:
    """The code of someone who works at the desk."""
    with town.site.db.write() as session:
        account = Account(name="Helper", created_on=START.date())
        session.add(account)
        session.flush()
        role = Role(account_id=account.id or 0, name="desk", starts_on=START.date())
        session.add(role)
        role.area_code = GEMEENTE
        return passes.issue_pass(session, SECRET, account.id or 0, START)


def professionals(town: Town) -> Visitor:
    """Someone of an organisation: signed in, on the list of another round, and not of this one."""
    elsewhere = people.configure(town, "wijktafel", "Elders", 3)
    people.publish(town, elsewhere, 1)
    return town.site.sign_in(elsewhere.codes[0])


def pass_from(door: Visitor, slug: str) -> str:
    """A helper hands a pass to whoever stands at the door; returns its code."""
    page = door.post(f"/desk/ronde/{slug}/pas", {"area": BUURT})
    assert page.status_code == 200
    return people.receipt_in(page.text)


def test_a_voting_day(town: Town, helper: str) -> None:
    round = people.configure(town, "wijkstemdag", "Wijkstemdag Voorbeeld", 2)
    people.answer(town, round, "geld", base="12.000")
    people.publish(town, round, 23, "indienen")
    makers = [town.site.sign_in(code) for code in round.codes[:2]]
    street = people.hand_in(makers[0], round, STREET, "2.000")
    people.hand_in(makers[1], round, GROUP, "3.000", category="van een buurtgroep")
    firm = professionals(town)
    plan_of_firm = {"executor": "anderen", "category": "van een organisatie"}
    people.hand_in(firm, round, FIRM, "11.000", maker_name="Speelwereld Verzonnen", **plan_of_firm)
    people.close_step(town, round, "indienen")
    people.open_step(town, round, "stands")

    plan, vote = f"{round.desk}/stemdag", f"{round.desk}/stap/stemdag/open"
    early = town.official.post(vote)
    assert early.status_code == 409
    assert "Plan eerst de dag" in early.text
    wrong = town.official.post(plan, {**DAY, "closes_at": "2026-03-08T01:00"})
    assert wrong.status_code == 400
    assert "op dezelfde dag" in wrong.text
    assert "Voorbeeldplein 1" in wrong.text
    town.official.do(plan, DAY)
    page = town.site.visitor().see(f"/ronde/{round.slug}/stemdag")
    assert [page.index(title) for title in (STREET, GROUP, FIRM)] == sorted(
        page.index(title) for title in (STREET, GROUP, FIRM)
    )
    assert "Iemand anders moet het doen" in page
    for words in ("(van een buurtgroep)", "Speelwereld Verzonnen (van een organisatie)"):
        assert words in page
    assert town.official.get(f"{plan}/posters.pdf").content.startswith(b"%PDF")
    people.close_step(town, round, "stands")
    assert "alleen open op de stemdag zelf" in town.official.post(vote).text
    door = town.site.sign_in(helper)
    assert door.post(f"/desk/ronde/{round.slug}/pas", {"area": BUURT}).status_code == 409

    town.days_pass(5)  # the day itself, at ten
    people.open_step(town, round, "stemdag")
    door = town.site.sign_in(helper)
    codes = [pass_from(door, round.slug) for _visitor in range(21)]
    assert len(set(codes)) == 21  # two passes of the roll are in use by makers
    assert door.post(f"/desk/ronde/{round.slug}/pas", {"area": BUURT}).status_code == 409
    for number, code in enumerate(codes[:20]):
        voter = town.site.sign_in(code)
        people.vote(voter, round, STREET, GROUP if number % 2 else FIRM)
    people.deciding_moment(
        "wijkstemdag", voter, f"/resident/ronde/{round.slug}/stem", STREET, GROUP, FIRM
    )
    late = town.official.post(
        f"{round.desk}/stap/stemdag/datum",
        {"stemdag_closes_at": "2026-03-09T17:00", "stemdag_reason": "Druk."},
    )
    assert late.status_code == 400

    town.site.clock.forward(hours=7)  # five o'clock: the vote takes nothing more
    after = town.site.sign_in(codes[20])
    assert "gesloten" in after.see(f"/resident/ronde/{round.slug}/stem")
    people.close_step(town, round, "stemdag")
    page = town.site.visitor().see(f"/ronde/{round.slug}/uitslag")
    assert "20 mensen stemden" in page
    # All chose the street; ten each for the others. The firm's plan does not fit beside the street.
    assert town.idea(STREET).state == "gekozen"
    assert town.idea(GROUP).state == "gekozen"
    assert town.idea(FIRM).state == "niet_gekozen"

    people.open_step(town, round, "doen")
    people.open_step(town, round, "verantwoorden")
    maker = town.site.sign_in(round.codes[0])
    assert "Het is gemaakt." in people.carry_out(town, maker, street, "1.900", "Meer stoelen.")
