"""London: a board of residents answers for the money, also for what fails; loans come back."""

from tests.stories import buying, people
from tests.stories.town import Town, fill, number_in

LOAN, FAIR = "Fietsenmaker om de hoek", "Zondagsmarkt"


def test_a_loan_comes_back_and_a_failure_is_told(town: Town) -> None:
    round = people.configure(town, "buurtonderneming", "Buurtonderneming Voorbeeld", 4)
    people.publish(town, round, 8, "voorstellen", "bestuur", "doen", "verantwoorden")
    board = people.body_of(town, round, "bestuur", round.codes[:3])
    makers = [town.site.sign_in(code) for code in round.codes[4:6]]
    loan = people.hand_in(makers[0], round, LOAN, "2.500", category="startlening")
    fair = people.hand_in(makers[1], round, FAIR, "4.000", category="buurtproject")
    docket = town.docket(LOAN)
    people.deciding_moment("buurtonderneming", board[0], f"/jury/dossier/{docket}", LOAN)
    for title in (LOAN, FAIR):
        people.through_the_body(town, board, title)

    market = number_in(makers[1].see(f"/idee/{fair}").split('href="/project/')[1].split('"')[0])
    assert buying.pay(town, market, "Kramen Verzonnen", "600", in_wijk=True) == 200
    town.official.do(f"/municipality/project/{market}/mislukt", {"fail_why": "Er kwam niemand."})
    assert town.official.get(f"/municipality/project/{market}/lening").status_code == 404

    people.carry_out(town, makers[0], loan, "2.400,50", "Begin klein.")
    project = number_in(makers[0].see(f"/idee/{loan}").split('href="/project/')[1].split('"')[0])
    desk = f"/municipality/project/{project}/lening"
    page = town.site.visitor().see(f"/project/{project}")
    assert "Dit is een lening" in page
    form = fill(town.official.see(desk), repaid="1.000,25")
    for _ in range(2):  # a double click is one repayment
        town.official.do(desk, form)
    too_much = fill(town.official.see(desk), repaid="1.400,26")
    assert town.official.post(desk, too_much).status_code == 400
    money = people.money_of(town, round)
    for words in ("Er kwam niemand.", "2.400,50", "1.000,25", "1.400,25"):
        assert words in money

    town.days_pass(740)
    assert "Te laat" in town.site.visitor().see(f"/project/{project}")
    town.official.do(desk, fill(town.official.see(desk), repaid="900,25"))
    assert town.official.post(f"{desk}/los", {"forgive_why": " "}).status_code == 400
    town.official.do(f"{desk}/los", {"forgive_why": "De starter werd ziek."})
    page = town.site.visitor().see(f"/project/{project}")
    assert "De starter werd ziek." in page
    # 200.000 - 600 - 2.400,50 + 1.000,25 + 900,25
    assert "198.900" in people.money_of(town, round)
    assert town.official.post(desk, too_much).status_code == 409
