"""Two ideas go on as one, when makers of both agree."""

import pytest
from sqlmodel import select

from budget_app.ideas import merging
from budget_app.ideas.models import Idea, Merge
from tests.support.site import Visitor
from tests.support.wijk import Wijk
from tests.web.resident.makers import idea_of, invitation


def pair(wijk: Wijk) -> tuple[Visitor, Visitor, int, int]:
    ria, bob = wijk.resident("Ria"), wijk.resident("Bob")
    one = wijk.hand_in(ria)
    return ria, bob, one, wijk.hand_in(bob, title="Een bank aan de vijver")


def asked(wijk: Wijk) -> int:
    with wijk.site.db.read() as session:
        merge_id = session.exec(select(Merge.id).where(Merge.status == "proposed")).one()
        assert merge_id is not None
        return merge_id


@pytest.mark.parametrize("where", ["hier", "daar"])
def test_two_ideas_go_on_as_one_with_credit_to_all(wijk: Wijk, where: str) -> None:
    ria, bob, hers, his = pair(wijk)
    his_number = idea_of(wijk, his).number
    ria.do(f"/resident/idee/{hers}/samenvoegen", {"number": his_number, "where": where})
    path = f"/resident/samenvoegen/{asked(wijk)}"
    assert path in bob.see("/resident/")
    assert path not in ria.see("/resident/")
    assert ria.post(path, {"antwoord": "ja"}).status_code == 403
    bob.do(path, {"antwoord": "ja"})
    stays, stops = (hers, his) if where == "hier" else (his, hers)
    assert idea_of(wijk, stops).state == "samengevoegd"
    assert idea_of(wijk, stops).merged_into_id == stays
    assert set(idea_of(wijk, stays).makers.split(", ")) == {"Ria", "Bob"}
    assert bob.post(path, {"antwoord": "ja"}).status_code == 409
    for maker in (ria, bob):
        assert maker.get(f"/resident/idee/{stays}").status_code == 200


def test_no_leaves_both_as_they_were(wijk: Wijk) -> None:
    ria, bob, hers, his = pair(wijk)
    ria.do(f"/resident/idee/{hers}/samenvoegen", {"number": idea_of(wijk, his).number})
    twice = ria.post(f"/resident/idee/{hers}/samenvoegen", {"number": idea_of(wijk, his).number})
    assert twice.status_code == 409
    bob.do(f"/resident/samenvoegen/{asked(wijk)}", {"antwoord": "nee"})
    assert {idea_of(wijk, hers).state, idea_of(wijk, his).state} == {"ingediend"}
    assert idea_of(wijk, his).makers == "Bob"


def test_who_left_after_asking_does_not_turn_the_question_round(wijk: Wijk) -> None:
    ria, bob, hers, his = pair(wijk)
    eve = wijk.resident("Eve")
    eve.do(invitation(ria, hers))
    ria.do(f"/resident/idee/{hers}/samenvoegen", {"number": idea_of(wijk, his).number})
    ria.do(f"/resident/idee/{hers}/verlaten")
    path = f"/resident/samenvoegen/{asked(wijk)}"
    assert eve.post(path, {"antwoord": "ja"}).status_code == 403
    assert ria.post(path, {"antwoord": "ja"}).status_code == 403
    assert bob.get(path).status_code == 200


def test_merging_is_refused_where_it_makes_no_sense(wijk: Wijk) -> None:
    ria, bob, hers, his = pair(wijk)
    path = f"/resident/idee/{hers}/samenvoegen"
    own = ria.post(path, {"number": idea_of(wijk, hers).number})
    assert "hetzelfde idee" in own.text
    other_of_hers = wijk.hand_in(ria, title="Een prullenbak")
    assert (
        "maker van allebei" in ria.post(path, {"number": idea_of(wijk, other_of_hers).number}).text
    )
    assert ria.post(path, {"number": "99"}).status_code == 400
    assert ria.post(path, {"number": "vijf"}).status_code == 400
    bob.do(f"/resident/idee/{his}/intrekken", {"reason": "Toch niet."})
    ended = ria.post(path, {"number": idea_of(wijk, his).number})
    assert ended.status_code == 409
    assert "te ver" in ended.text


def test_an_idea_of_another_round_is_refused(wijk: Wijk) -> None:
    _ria, _bob, hers, his = pair(wijk)
    with wijk.site.db.read() as session:
        mine, other = session.get_one(Idea, hers), session.get_one(Idea, his)
        other.round_id = 999
        with session.no_autoflush, pytest.raises(merging.OtherRound):
            merging.propose(session, mine, other, 1, "", wijk.site.clock.now())


@pytest.mark.parametrize("typed", ["Idee {}", "#{}", "nr. {}", " {} "])
def test_the_number_is_taken_as_it_stands_on_the_page(wijk: Wijk, typed: str) -> None:
    ria, _bob, hers, his = pair(wijk)
    number = typed.format(idea_of(wijk, his).number)
    ria.do(f"/resident/idee/{hers}/samenvoegen", {"number": number})
    assert asked(wijk)


def test_a_number_in_arabic_figures_is_a_number(wijk: Wijk) -> None:
    ria, _bob, hers, his = pair(wijk)
    figures = str(idea_of(wijk, his).number).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    ria.do(f"/resident/idee/{hers}/samenvoegen", {"number": figures})
    assert asked(wijk)


def test_a_wrong_number_keeps_the_message(wijk: Wijk) -> None:
    ria, _bob, hers, _his = pair(wijk)
    form = {"number": idea_of(wijk, hers).number, "message": "Zullen we samen?"}
    page = ria.post(f"/resident/idee/{hers}/samenvoegen", form)
    assert page.status_code == 409
    assert 'id="fout-number"' in page.text
    assert "Zullen we samen?" in page.text


def test_who_asked_sees_that_the_answer_is_awaited(wijk: Wijk) -> None:
    ria, bob, hers, his = pair(wijk)
    ria.do(f"/resident/idee/{hers}/samenvoegen", {"number": idea_of(wijk, his).number})
    waiting = "Zij hebben nog niet geantwoord"
    assert waiting in ria.see(f"/resident/idee/{hers}")
    assert waiting not in bob.see(f"/resident/idee/{his}")
    bob.do(f"/resident/samenvoegen/{asked(wijk)}", {"antwoord": "nee"})
    assert waiting not in ria.see(f"/resident/idee/{hers}")


def test_who_is_invited_without_a_name_reads_what_will_stand_there(wijk: Wijk) -> None:
    ria, named, unnamed = wijk.resident("Ria"), wijk.resident("Bob"), wijk.resident("Eve")
    unnamed.do("/resident/account/naam", {"name": ""})
    path = invitation(ria, wijk.hand_in(ria))
    assert "Uw naam (Bob)" in named.see(path)
    page = unnamed.see(path)
    assert "er komt te staan: een bewoner" in page
    assert "Uw naam ()" not in page
