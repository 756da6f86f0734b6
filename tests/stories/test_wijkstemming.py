"""From first idea to accounted-for project, through the pages, on both databases."""

from tests.stories import people
from tests.stories.town import Town, fill
from tests.support.site import said

BENCH, GARDEN, FAIR = "Bankje bij de halte", "Tuin achter de flat", "Kermis op het plein"


def test_a_round_from_idea_to_accounted_project(town: Town) -> None:
    round = people.configure(town, "wijkstemming", "Budget Voorbeeldwijk", 4)
    people.answer(town, round, "geld", base="10.000")
    people.publish(town, round, 30, "indienen", "praten", "jury")
    makers = [town.site.sign_in(code) for code in round.codes[:3]]
    members = [
        people.seat(town, round, "wijkjury", f"Jurylid {number}", code)
        for number, code in enumerate(round.codes[3:6], start=1)
    ]

    bench = people.hand_in(makers[0], round, BENCH, "1.200")
    garden = people.hand_in(makers[1], round, GARDEN, "6.500")
    fair = people.hand_in(makers[2], round, FAIR, "9.000")
    talk(town, round, bench)
    judged(town, round, members, makers[1], garden)

    people.open_step(town, round, "stemmen")
    receipts = everyone_votes(town, round)
    secret_until_closing(town, round)
    people.close_step(town, round, "stemmen")
    result_is_explained(town, round, receipts)

    people.open_step(town, round, "doen")
    people.open_step(town, round, "verantwoorden")
    carried_out(town, makers[0], bench)
    assert town.idea(FAIR).state == "niet_gekozen"
    assert town.site.visitor().get(f"/idee/{fair}").status_code == 200


def talk(town: Town, round: people.Round, idea: int) -> None:
    """A neighbour reacts and supports; the talk is over when the official closes it."""
    neighbour = town.site.sign_in(round.codes[7])
    neighbour.do(
        f"/resident/idee/{idea}/reactie", {"tone": "goed_omdat", "body": "Hier kan oma uitrusten."}
    )
    neighbour.do(f"/resident/idee/{idea}/steun", {"steun": "ja"})
    page = town.site.visitor().see(f"/idee/{idea}")
    assert "Hier kan oma uitrusten." in page
    people.close_step(town, round, "indienen")
    people.close_step(town, round, "praten")


def judged(
    town: Town,
    round: people.Round,
    members: list[people.Visitor],
    maker: people.Visitor,
    garden: int,
) -> None:
    """Two ideas pass; one must be repaired first, and nothing shows before it is decided."""
    for title in (BENCH, FAIR):
        docket = town.docket(title)
        for member in members:
            people.judge(member, docket, 4, "Goed voor de straat.")
        people.settle(members[0], docket, "pass", "Dit kan en het helpt.")
    docket = town.docket(GARDEN)
    for member in members:
        people.judge(member, docket, 2, "Wie geeft er water?")
    public = town.site.visitor().see(f"/idee/{garden}")
    assert "Wie geeft er water?" not in public
    refused = members[0].post(
        f"/jury/dossier/{docket}/besluit", {"verdict": "pass", "reasons": "toch"}
    )
    assert refused.status_code == 409, said(refused)
    people.settle(members[1], docket, "repair", "Zeg wie er water geeft.")
    assert "Zeg wie er water geeft." in town.site.visitor().see(f"/idee/{garden}")

    path = f"/resident/idee/{garden}/bewerken"
    form = fill(maker.see(path), body="Wij geven om de beurt water. Er hangt een rooster.")
    maker.do(path, form)
    maker.do(f"/resident/idee/{garden}/opnieuw")
    docket = town.docket(GARDEN)
    for member in members:
        people.judge(member, docket, 5, "Nu is het goed.")
    people.settle(members[2], docket, "pass", "Het rooster is duidelijk.")
    assert town.idea(GARDEN).state == "op_de_stemlijst"


def everyone_votes(town: Town, round: people.Round) -> list[str]:
    """Twenty-four vote; one votes blank, one changes the vote as a whole."""
    receipts = []
    for number, code in enumerate(round.codes[6:]):
        voter = town.site.sign_in(code)
        if number == 0:
            path = f"/resident/ronde/{round.slug}/stem"
            people.deciding_moment("wijkstemming", voter, path, BENCH, GARDEN, FAIR)
        chosen = [BENCH] if number % 3 == 0 else [BENCH, GARDEN] if number % 3 == 1 else [FAIR]
        receipts.append(people.vote(voter, round, *([] if number == 5 else chosen)))
        if number == 2:
            assert people.vote(voter, round, GARDEN) == receipts[-1]
    return receipts


def secret_until_closing(town: Town, round: people.Round) -> None:
    """No partial results, for nobody."""
    assert town.site.visitor().get(f"/ronde/{round.slug}/uitslag").status_code in (404, 409)
    assert town.official.get(f"/ronde/{round.slug}/uitslag").status_code in (404, 409)
    stranger = town.site.visitor().get(f"/resident/ronde/{round.slug}/stem")
    assert "/inloggen" in str(stranger.url)


def result_is_explained(town: Town, round: people.Round, receipts: list[str]) -> None:
    """The result names winners and money left, and anyone can download and look up."""
    page = town.site.visitor().see(f"/ronde/{round.slug}/uitslag")
    for title in (BENCH, GARDEN, FAIR):
        assert title in page
    assert town.idea(BENCH).state == "gekozen"
    assert town.idea(FAIR).state == "niet_gekozen"
    file = town.site.visitor().see(f"/ronde/{round.slug}/uitslag/stemmen.pb")
    assert file.startswith("META")
    assert "num_votes;24" in file
    found = town.site.visitor().post("/bonnetje", {"code": receipts[0], "ronde": round.slug})
    assert found.status_code == 200
    late = town.site.sign_in(round.codes[0]).get(f"/resident/ronde/{round.slug}/stem")
    assert 'name="ideas"' not in late.text


def carried_out(town: Town, maker: people.Visitor, idea: int) -> None:
    """A bill is paid, the maker tells, finishes and accounts; what is left goes back."""
    public = people.carry_out(town, maker, idea, "1.150", "Vraag eerder om hulp.")
    for text in ("Winkel in de wijk", "Het is gemaakt.", "Vraag eerder om hulp."):
        assert text in public
    assert town.idea(BENCH).state == "klaar"
