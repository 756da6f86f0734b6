"""Makers tell how it goes, as lightly as can be; and nobody else does it for them."""

from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image
from sqlmodel import col, select

from budget_app.projects.models import Milestone, Project, Promise, Update
from tests.support.forms import fields_of
from tests.support.jury_round import TODAY, JuryRound
from tests.support.site import Site, Visitor


def picture() -> bytes:
    made = BytesIO()
    Image.new("RGB", (40, 30), "green").save(made, "JPEG")
    return made.getvalue()


def test_a_story_with_a_photo(world: JuryRound, site: Site, mo: Visitor, project_id: int) -> None:
    page = f"/resident/project/{project_id}"
    answer = mo.post(f"{page}/vertel", {"body": " "})
    assert answer.status_code == 400
    assert 'id="fout-body"' in answer.text
    files = {"photo": ("bank.jpg", picture(), "image/jpeg")}
    mo.do(f"{page}/vertel", {"body": "De bank staat!"}, files)
    with world.db.read() as session:
        photo_id = session.exec(select(Update.photo_id)).one()
    public = site.visitor()
    assert "De bank staat!" in public.see(f"/project/{project_id}")
    assert public.get(f"/foto/{photo_id}").status_code == 200


def test_a_double_click_tells_once_and_other_words_tell_more(
    world: JuryRound, mo: Visitor, project_id: int
) -> None:
    page = f"/resident/project/{project_id}"
    form = {**fields_of(mo.see(page)), "body": "De bank staat!"}
    for _ in range(2):
        mo.do(f"{page}/vertel", form)
    mo.do(f"{page}/vertel", form | {"body": "En hij is geverfd."})
    with world.db.read() as session:
        told = session.exec(select(Update.body).order_by(col(Update.id))).all()
    assert told == ["De bank staat!", "En hij is geverfd."]


def test_a_file_that_is_no_photo_keeps_the_story(mo: Visitor, project_id: int) -> None:
    files = {"photo": ("x.jpg", b"not a picture", "image/jpeg")}
    answer = mo.post(f"/resident/project/{project_id}/vertel", {"body": "Mijn verhaal"}, files)
    assert answer.status_code == 400
    assert "Mijn verhaal" in answer.text
    assert 'id="fout-photo"' in answer.text


def test_parts_of_the_work_and_promises(world: JuryRound, mo: Visitor, project_id: int) -> None:
    page = f"/resident/project/{project_id}"
    answer = mo.post(f"{page}/mijlpaal", {"part": "Hout kopen", "part_due": "morgen"})
    assert answer.status_code == 400
    assert "Hout kopen" in answer.text
    assert 'id="fout-part_due"' in answer.text
    mo.do(f"{page}/mijlpaal", {"part": "Hout kopen", "part_due": "2026-03-09"})
    mo.do(f"{page}/mijlpaal/1")
    promised = {"who": "Mo", "what": "Snoeien", "due_on": "2026-03-01"}
    assert mo.post(f"{page}/belofte", promised).status_code == 400
    mo.do(f"{page}/belofte", promised | {"due_on": "2026-03-09"})
    answer = mo.post(f"{page}/belofte/1", {"state": "broken"})
    assert answer.status_code == 400
    assert 'id="fout-why_1"' in answer.text
    mo.do(f"{page}/belofte/1", {"state": "broken", "why_1": "De boom viel om."})
    assert mo.post(f"{page}/belofte/1", {"state": "kept"}).status_code == 409
    with world.db.read() as session:
        assert session.exec(select(Milestone.done_on)).one() is not None
        assert session.exec(select(Promise.state)).one() == "broken"


def test_done_and_accounted_for(world: JuryRound, mo: Visitor, project_id: int) -> None:
    page = f"/resident/project/{project_id}"
    early = mo.post(f"{page}/verantwoorden", {"lessons": "Vroeg beginnen."})
    assert early.status_code == 409
    assert "Wat werd het" in mo.do(f"{page}/klaar")
    answer = mo.post(f"{page}/verantwoorden", {"lessons": "", "receipts": "hout 40"})
    assert answer.status_code == 400
    assert "hout 40" in answer.text
    mo.do(f"{page}/verantwoorden", {"lessons": "Vroeg beginnen.", "receipts": "hout 40"})
    assert mo.post(f"{page}/vertel", {"body": "Nog iets"}).status_code == 409
    with world.db.read() as session:
        assert session.get_one(Project, project_id).state == "verantwoord"


@pytest.mark.parametrize("deed", ["vertel", "mijlpaal", "belofte", "klaar", "verantwoorden"])
def test_only_makers(world: JuryRound, site: Site, project_id: int, deed: str) -> None:
    other = site.sign_in(world.code(world.members[0]))
    page = f"/resident/project/{project_id}"
    assert other.get(page).status_code == 403
    assert other.post(f"{page}/{deed}", {"body": "x", "lessons": "x"}).status_code == 403
    with world.db.read() as session:
        assert session.get_one(Project, project_id).state == "in_uitvoering"
        assert session.exec(select(Update)).all() == []


def test_another_name_shows_on_the_project_too(site: Site, mo: Visitor, project_id: int) -> None:
    public = site.visitor()
    assert "Mo Maker" in public.see(f"/project/{project_id}")
    mo.do("/resident/account/naam", {"name": "Mo van de hoek"})
    page = public.see(f"/project/{project_id}")
    assert "Mo van de hoek" in page
    assert "Mo Maker" not in page


def test_a_part_of_the_work_is_planned_for_a_day_to_come(mo: Visitor, project_id: int) -> None:
    page = f"/resident/project/{project_id}"
    yesterday = (TODAY - timedelta(days=1)).isoformat()
    refused = mo.post(f"{page}/mijlpaal", {"part": "Hout kopen", "part_due": yesterday})
    assert refused.status_code == 400
    assert 'id="fout-part_due"' in refused.text
    assert 'value="Hout kopen"' in refused.text
    mo.do(f"{page}/mijlpaal", {"part": "Hout kopen", "part_due": TODAY.isoformat()})


def test_a_maker_comes_from_the_idea_to_the_work(
    world: JuryRound, mo: Visitor, project_id: int
) -> None:
    with world.db.read() as session:
        idea_id = session.get_one(Project, project_id).idea_id
    assert f'href="/resident/project/{project_id}"' in mo.see(f"/resident/idee/{idea_id}")
