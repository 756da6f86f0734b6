"""Berlin: € 15.000 per area per year, which citizens divide themselves."""

from tests.stories import people
from tests.stories.town import Town

FEAST, BEDS, MOVIE = "Straatfeest", "Plantenbakken", "Filmavond"


def test_citizens_divide_fifteen_thousand(town: Town) -> None:
    round = people.configure(town, "aktionsfonds", "Aktionsfonds Voorbeeld", 4)
    people.publish(town, round, 16, "acties")
    assert "15.000" in town.site.visitor().see(f"/ronde/{round.slug}")
    makers = [town.site.sign_in(code) for code in round.codes[:3]]
    feast = people.hand_in(makers[0], round, FEAST, "6.000")
    people.hand_in(makers[1], round, BEDS, "8.000")
    people.hand_in(makers[2], round, MOVIE, "9.000")
    people.close_step(town, round, "acties")
    people.open_step(town, round, "verdelen")
    too_much(town, round)
    for number, code in enumerate(round.codes):
        voter = town.site.sign_in(code)
        people.vote(voter, round, *([FEAST, BEDS] if number % 4 else [MOVIE, FEAST]))
    people.close_step(town, round, "verdelen")
    assert [town.idea(title).state for title in (FEAST, BEDS, MOVIE)] == [
        "gekozen",
        "gekozen",
        "niet_gekozen",
    ]
    people.open_step(town, round, "doen")
    people.open_step(town, round, "verantwoorden")
    people.carry_out(town, makers[0], feast, "5.500", "Begin eerder op de dag.")
    # 15.000 - 6.000 - 8.000 stayed, and 500 came back.
    assert "1.500" in people.money_of(town, round)


def too_much(town: Town, round: people.Round) -> None:
    """Choices that cost more than there is are refused in a sentence, and stay on the page."""
    voter = town.site.sign_in(round.codes[0])
    base = f"/resident/ronde/{round.slug}/stem"
    page = people.deciding_moment("aktionsfonds", voter, base, FEAST, BEDS, MOVIE)
    numbers = [people.number_of(page, title) for title in (FEAST, BEDS, MOVIE)]
    response = voter.post(f"{base}/nakijken", {"ideas": numbers})
    assert response.status_code == 400
    assert "23.000" in response.text
    assert response.text.count(" checked") == 3
