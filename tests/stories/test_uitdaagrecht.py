"""Barneveld: residents take over a task with its budget, and may give it back."""

from tests.stories import buying, people
from tests.stories.town import BUURT, Town, fill, number_in

PLAY, CABIN = "Speelplek onderhouden", "Kleedkamers beheren"


def test_a_task_with_its_budget_and_back_again(town: Town) -> None:
    round = people.configure(town, "uitdaagrecht", "Uitdaagrecht Voorbeeld", 4)
    people.publish(town, round, 5, "uitdagen", "antwoord", "doen", "verantwoorden")
    (official,) = people.body_of(town, round, "gemeente", round.codes[:1], "gemeente")
    for name, cents in ((PLAY, "12.000"), (CABIN, "30.000")):
        listing = {"name": name, "what": "Maaien en repareren.", "quality": "Veilig."}
        town.official.do(f"{round.desk}/taken", listing | {"budget": cents})
    makers = [town.site.sign_in(code) for code in round.codes[2:4]]
    play = challenge(town, round, makers[0], PLAY, "Wij doen de speelplek")
    challenge(town, round, makers[1], CABIN, "Van kleedkamer tot clubhuis")

    town.days_pass(43)
    assert "Het antwoord is te laat" in town.site.visitor().see(f"/ronde/{round.slug}/taken")
    official, maker = (town.site.sign_in(round.codes[place]) for place in (0, 2))
    docket = town.docket("Wij doen de speelplek")
    people.deciding_moment("uitdaagrecht", official, f"/jury/dossier/{docket}", "12.000")
    people.through_the_body(town, [official], "Wij doen de speelplek")
    people.through_the_body(town, [official], "Van kleedkamer tot clubhuis", points=2)
    project = number_in(maker.see(f"/idee/{play}").split('href="/project/')[1].split('"')[0])
    agreed(town, maker, project)

    assert buying.pay(town, project, "Tuinman", "9.000,01", in_wijk=True) == 409
    assert buying.pay(town, project, "Tuinman", "1.234,56", in_wijk=True) == 200
    base = f"/resident/project/{project}/overdracht"
    assert maker.post(f"{base}/terug", {"return_why": ""}).status_code == 400
    maker.do(f"{base}/terug", {"return_why": "Wij kregen te weinig handen."})
    page = town.site.visitor().see(f"/project/{project}")
    for words in ("Wij kregen te weinig handen.", "De makers gaven de taak terug", "10.765,44"):
        assert words in page
    assert "148.765,44" in people.money_of(town, round)
    listed = town.site.visitor().see(f"/ronde/{round.slug}/taken")
    assert listed.count("/uitdagen") == 2


def challenge(town: Town, round: people.Round, maker: people.Visitor, task: str, title: str) -> int:
    """Pick a task from the list, make a plan of it, and hand it in; never for more money."""
    page = maker.see(f"/ronde/{round.slug}/taken")
    action = page.split(task)[1].split('action="')[1].split('"')[0]
    first = maker.post(action)
    assert maker.post(action).url == first.url, "a second click goes on with the same plan"
    idea = number_in(first.url)
    body = f"{title}, met tien buren."
    words = {"title": title, "body": body, "area_code": BUURT, "doe": "verder"}
    dear = fill(first.text, **words, cost="30.001")
    maker.post(f"/resident/idee/{idea}/bewerken", dear)
    assert maker.post(f"/resident/idee/{idea}/indienen").status_code == 409
    maker.do(f"/resident/idee/{idea}/bewerken", fill(first.text, **words))
    assert title in maker.do(f"/resident/idee/{idea}/indienen")
    return idea


def agreed(town: Town, maker: people.Visitor, project: int) -> None:
    """The municipality proposes, the makers agree, and only then is it handed over and paid."""
    desk = f"/municipality/project/{project}/overdracht"
    form = fill(town.official.see(desk), money="9.000", until="2027-12-31")
    too_much = town.official.post(f"{desk}/afspraak", form | {"money": "12.000,01"})
    assert too_much.status_code == 400
    town.official.do(f"{desk}/afspraak", form)
    assert town.official.post(f"{desk}/overdragen").status_code == 409
    assert buying.pay(town, project, "Tuinman", "10", in_wijk=True) == 409
    waiting = f"/resident/project/{project}/overdracht"
    assert waiting in maker.see("/resident/")
    maker.do(f"{waiting}/akkoord")
    assert waiting not in maker.see("/resident/")
    assert town.official.post(f"{desk}/afspraak", form).status_code == 409
    town.official.do(f"{desk}/overdragen")
    assert "Bewoners doen deze taak nu." in town.site.visitor().see(f"/project/{project}")
