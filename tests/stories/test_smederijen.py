"""Hoogeveen: residents forge plans; the municipality pays 70 per cent, the corporations 30."""

from tests.stories import people
from tests.stories.town import Town, fill

PATH, GARDEN, COURT = "Pad naar school", "Moestuin", "Basketbalveld"


def test_plans_are_forged_chosen_and_paid_together(town: Town) -> None:
    round = people.configure(town, "smederijen", "Smederij Voorbeeld", 2)
    people.publish(town, round, 16, "smeden", "praten", "kijken")
    seats = (("bewoners", 0), ("gemeente", 1), ("corporaties", 2))
    team = [
        people.seat(town, round, "gebiedsteam", f"Voor {name}", round.codes[place], name)
        for name, place in seats
    ]
    makers = [town.site.sign_in(code) for code in round.codes[3:6]]
    path = people.hand_in(makers[0], round, PATH, "30.000")
    people.hand_in(makers[1], round, GARDEN, "15.000")
    people.hand_in(makers[2], round, COURT, "60.000")

    # The gebiedsregisseur brings residents, town hall and organisations together at a meeting.
    meeting = {
        "title": "Smederij in de kantine",
        "place": "Kantine",
        "starts_at": "2026-03-10T19:30",
    }
    meeting |= {"agenda": "Wie helpt met welk plan?"}
    town.official.do(f"{round.desk}/bijeenkomst", meeting)
    page = town.site.visitor().see(f"/ronde/{round.slug}/bijeenkomsten")
    assert "Smederij in de kantine" in page
    for key in ("smeden", "praten"):
        people.close_step(town, round, key)
    for title in (PATH, GARDEN, COURT):
        people.through_the_body(town, team, title)
    people.close_step(town, round, "kijken")

    people.open_step(town, round, "kiezen")
    voter = town.site.sign_in(round.codes[6])
    ballot = f"/resident/ronde/{round.slug}/stem"
    people.deciding_moment("smederijen", voter, ballot, PATH, GARDEN, COURT)
    for number, code in enumerate(round.codes[3:]):
        wanted = (PATH, GARDEN) if number % 3 else (COURT, GARDEN)
        people.vote(town.site.sign_in(code), round, *wanted)
    people.close_step(town, round, "kiezen")
    states = [town.idea(title).state for title in (PATH, GARDEN, COURT)]
    assert states == ["gekozen", "gekozen", "niet_gekozen"]

    people.open_step(town, round, "doen")
    people.open_step(town, round, "verantwoorden")
    money = people.money_of(town, round)
    assert "52.500" in money  # 70% of 75,000
    assert "22.500" in money  # 30%
    page = people.carry_out(town, makers[0], path, "29.500,01", "Breder.")
    for words in ("Breder.", "20.650,01", "8.850"):  # 70% and 30% of the bill, to the cent
        assert words in page
    # A draft with 70 and 29 per cent is told that it does not add up, and keeps what was typed.
    draft = people.configure(town, "smederijen", "Volgende Smederij", 2)
    money = f"{draft.desk}/inrichten/geld"
    wrong = town.official.post(money, fill(town.official.see(money), funder_share_1="29"))
    assert wrong.status_code == 400
    assert "99%" in wrong.text
    assert 'value="29"' in wrong.text
