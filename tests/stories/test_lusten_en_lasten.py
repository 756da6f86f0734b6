"""Breda: the wijk meeting decides, and is itself the client of who does the work."""

from tests.stories import buying, people
from tests.stories.town import Town, number_in

TITLE, WIJK, AWAY = "Banken op het plein", "Houtwerkplaats Verzonnen", "Bedrijf Elders"


def test_the_meeting_is_the_client(town: Town) -> None:
    round = people.configure(town, "lusten-en-lasten", "Lusten En Lasten", 4)
    people.publish(town, round, 9, "inbrengen", "vergadering", "opdracht", "doen", "verantwoorden")
    meeting = people.body_of(town, round, "wijkvergadering", round.codes[:6])
    maker = town.site.sign_in(round.codes[7])
    idea = people.hand_in(maker, round, TITLE, "9.000")
    people.through_the_body(town, meeting, TITLE)

    assert maker.get(f"/resident/opdracht/{idea}").status_code == 403
    assert TITLE in meeting[0].see("/jury/")
    base = buying.ask(town, meeting[0], idea)
    buying.offer(meeting[0], base, AWAY, "7.900")
    buying.offer(meeting[1], base, WIJK, "8.250,75", in_wijk=True)
    assert AWAY not in town.site.visitor().see(f"/idee/{idea}/opdracht")
    chosen_with_reasons(town, meeting, round.codes[:6], base)

    public = town.site.visitor().see(f"/idee/{idea}/opdracht")
    for words in (WIJK, "8.250,75", AWAY, "7.900", "Niemand anders", "mijn broer"):
        assert words in public
    maker = town.site.sign_in(round.codes[7])
    project = number_in(maker.see(f"/idee/{idea}").split('href="/project/')[1].split('"')[0])
    assert buying.pay(town, project, WIJK, "8.250,75", in_wijk=True) == 409
    wrong = {"accepted": "nee", "delivery_why": "Eén bank wiebelt."}
    meeting[1].do(f"{base}/geleverd", wrong)
    assert buying.pay(town, project, WIJK, "8.250,75", in_wijk=True) == 409
    meeting[1].do(f"{base}/geleverd", {"accepted": "ja"})
    assert buying.pay(town, project, WIJK, "8.250,76", in_wijk=True) == 409
    assert buying.pay(town, project, WIJK, "8.250,75", in_wijk=True) == 200

    help_of_a_company(town, maker, project, round.codes[8])
    done = f"/resident/project/{project}"
    maker.do(f"{done}/klaar")
    maker.do(f"{done}/verantwoorden", {"lessons": "Vraag ook de kinderen."})
    page = town.site.visitor().see(f"/project/{project}")
    assert WIJK in page.split("<aside")[1]
    assert "749,25" in page
    assert "Gekocht in de wijk" in people.money_of(town, round)


def chosen_with_reasons(
    town: Town, meeting: list[people.Visitor], codes: list[str], base: str
) -> None:
    """Not before the last day, not with an interest, not without a reason for so few offers."""
    with_interest = {"interest": "ja", "which": "mijn broer werkt bij Elders"}
    meeting[5].do(f"{base}/belang", with_interest)
    buying.declare(meeting[:4], base)
    town.days_pass(buying.DAYS + 1)
    meeting[:] = [town.site.sign_in(code) for code in codes]
    form = buying.order_form(meeting[0], town, base, WIJK)
    assert meeting[0].post(f"{base}/gunnen", form).status_code == 409  # four of five said so
    buying.declare(meeting[4:5], base)
    assert meeting[5].post(f"{base}/gunnen", form).status_code == 409
    short = meeting[0].post(f"{base}/gunnen", form)
    assert short.status_code == 400
    assert 'id="fout-few_why"' in short.text
    people.deciding_moment("lusten-en-lasten", meeting[0], base, WIJK, AWAY, "werk voor jongeren")
    meeting[0].do(f"{base}/gunnen", form | {"few_why": "Niemand anders wilde het maken."})


def help_of_a_company(town: Town, maker: people.Visitor, project: int, code: str) -> None:
    """Pro Deo: asked for, offered, taken, given, thanked for where everyone reads it."""
    page = f"/resident/project/{project}/hulp"
    maker.do(page, {"kind": "hours", "help_what": "Vier uur een tuinman", "form_key": "a"})
    company = town.site.sign_in(code)
    wanted = town.site.visitor().see(f"/project/{project}")
    request = number_in(wanted.split('href="/resident/hulp/')[1].split('"')[0])
    offered = {"company": "Hoveniers Verzonnen", "words": "Donderdag om negen.", "form_key": "b"}
    assert "Vier uur een tuinman" in company.see(f"/resident/hulp/{request}")
    company.do(f"/resident/hulp/{request}", offered)
    assert "Hoveniers Verzonnen" not in town.site.visitor().see(f"/project/{project}")
    assert page in maker.see("/resident/")
    for state in ("accepted", "delivered"):
        maker.do(f"{page}/1", {"state": state})
    maker.do(f"{page}/1", {"state": "thanked", "thanks_1": "Wat een mooie plantenbak!"})
    shown = town.site.visitor().see(f"/project/{project}")
    assert "Hoveniers Verzonnen" in shown
    assert "Wat een mooie plantenbak!" in shown
