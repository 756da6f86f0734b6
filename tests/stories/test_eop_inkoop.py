"""Emmen: a recognised body gets a sum and so much per inhabitant, and buys on its own."""

from tests.stories import buying, people
from tests.stories.town import BUURT, Town, number_in
from tests.support.site import Visitor

TITLE, NEAR, FAR = "Speeltoestel bij de school", "Smederij Verzonnen", "Speelbedrijf Elders"


def test_a_recognised_body_buys(town: Town) -> None:
    round = people.configure(town, "eop-inkoop", "Zelf Inkopen", 3)
    people.publish(town, round, 6, "vragen", "besluit", "inkoop", "doen", "verantwoorden")
    # € 5.000, and € 2,50 for each of 13.900 inhabitants; the day of that figure is public.
    page = town.site.visitor().see(f"/ronde/{round.slug}")
    for words in ("39.750", "13.900", "1 januari 2025"):
        assert words in page
    body = people.body_of(town, round, "eop", round.codes[:3])
    next_body(town, body)
    maker = town.site.sign_in(round.codes[4])
    idea = people.hand_in(maker, round, TITLE, "12.000")
    people.through_the_body(town, body, TITLE)

    base = buying.ask(town, body[0], idea)
    buying.offer(body[0], base, NEAR, "11.400", in_wijk=True)
    buying.offer(body[0], base, FAR, "12.000,01")
    buying.declare(body, base)
    late_offer = {"party": "Te laat", "price": "1", "words": "x", "offer_key": "z"}
    town.days_pass(buying.DAYS + 1)
    body = [town.site.sign_in(code) for code in round.codes[:3]]
    assert body[0].post(f"{base}/offerte", late_offer).status_code == 409
    people.deciding_moment("eop-inkoop", body[0], base, NEAR, FAR)
    dear = buying.order_form(body[0], town, base, FAR)
    assert body[0].post(f"{base}/gunnen", dear).status_code == 409
    body[0].do(f"{base}/gunnen", buying.order_form(body[0], town, base, NEAR))
    body[1].do(f"{base}/geleverd", {"accepted": "ja"})

    maker = town.site.sign_in(round.codes[4])
    project = number_in(maker.see(f"/idee/{idea}").split('href="/project/')[1].split('"')[0])
    assert buying.pay(town, project, NEAR, "11.400", in_wijk=True) == 200
    maker.do(f"/resident/project/{project}/klaar")
    lessons = {"lessons": "Een smid om de hoek."}
    maker.do(f"/resident/project/{project}/verantwoorden", lessons)
    assert "Een smid om de hoek." in town.site.visitor().see(f"/project/{project}")
    assert "28.350" in people.money_of(town, round)


def next_body(town: Town, others: list[Visitor]) -> None:
    """One of the thirty-odd: the same sum, and so much for each inhabitant of its own village."""
    round = people.configure(town, "eop-inkoop", "Het Buurtschap Koopt", 3, BUURT)
    people.publish(town, round, 2, "vragen", "besluit")
    # € 5.000, and € 2,50 for each of 5.200 inhabitants.
    page = town.site.visitor().see(f"/ronde/{round.slug}")
    for words in ("18.000", "5.200"):
        assert words in page
    people.hand_in(town.site.sign_in(round.codes[0]), round, "Haag om het veld", "900")
    assert others[0].get(f"/jury/dossier/{town.docket('Haag om het veld')}").status_code == 403
