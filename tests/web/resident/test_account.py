"""My account: what I tell, what is kept, what I take along, and erasing it all."""

import base64
import re
from io import BytesIO

import pytest
import sqlalchemy as sa
from PIL import Image
from sqlmodel import SQLModel, select

from budget_app.db import Database
from budget_app.ideas.models import Idea, Photo
from budget_app.mail.models import Outgoing
from budget_app.people import access
from budget_app.people.models import Account, Household, RollEntry
from budget_app.projects.models import Project, Update
from tests.support.site import Site, Visitor
from tests.support.wijk import BUURT, GOOD_IDEA, Wijk

NAME, EMAIL = "Zwaantje Onvindbaar", "zwaantje@voorbeeld.example"


@pytest.fixture
def wijk(database: Database) -> Wijk:
    return Wijk.found(Site(database))


def account_of(wijk: Wijk, account_id: int) -> Account:
    with wijk.site.db.read() as session:
        return session.get_one(Account, account_id)


def confirmation(wijk: Wijk) -> str:
    with wijk.site.db.read() as session:
        waiting = session.exec(select(Outgoing).where(Outgoing.template == "confirm_address"))
        return "/e-mail/bevestigen/" + waiting.all()[-1].values["word"]


def with_address(wijk: Wijk, visitor: Visitor) -> None:
    visitor.do("/resident/account/e-mail", {"email": EMAIL})
    visitor.post(confirmation(wijk))


def test_another_name_shows_with_every_idea(wijk: Wijk) -> None:
    account_id, code = wijk.person("Ria")
    ria = wijk.site.sign_in(code)
    wijk.hand_in(ria)
    ria.do("/resident/account/naam", {"name": "Ria uit de Vijverbuurt"})
    with wijk.site.db.read() as session:
        assert session.exec(select(Idea.makers)).one() == "Ria uit de Vijverbuurt"
    assert account_of(wijk, account_id).name == "Ria uit de Vijverbuurt"
    assert ria.post("/resident/account/naam", {"name": "x" * 61}).status_code == 400


def test_who_has_no_name_can_give_one_with_the_idea(wijk: Wijk) -> None:
    account_id, code = wijk.person()
    with wijk.site.db.write() as session:
        session.get_one(Account, account_id).name = ""
    visitor = wijk.site.sign_in(code)
    assert "Welke naam mag bij uw idee staan?" in visitor.see(f"/resident/ronde/{wijk.slug}/idee")
    wijk.hand_in(visitor)
    with wijk.site.db.read() as session:
        assert session.exec(select(Idea.makers)).one() == "een bewoner"
    wijk.hand_in(visitor, maker_name="Kees")
    with wijk.site.db.read() as session:
        assert session.exec(select(Idea.makers)).all() == ["Kees", "Kees"]


def test_an_address_counts_once_it_is_confirmed(wijk: Wijk) -> None:
    account_id, code = wijk.person("Ria")
    ria = wijk.site.sign_in(code)
    ria.do("/resident/account/e-mail", {"email": EMAIL})
    link = confirmation(wijk)
    stranger = wijk.site.visitor()
    assert EMAIL in stranger.see(link)
    assert not account_of(wijk, account_id).email_confirmed, "opening a link is not a click"
    assert stranger.post(link).status_code == 200
    assert account_of(wijk, account_id).email_confirmed


def test_an_old_forged_or_overtaken_link_confirms_nothing(wijk: Wijk) -> None:
    account_id, code = wijk.person("Ria")
    ria = wijk.site.sign_in(code)
    ria.do("/resident/account/e-mail", {"email": EMAIL})
    link = confirmation(wijk)
    ria.do("/resident/account/e-mail", {"email": "ander@voorbeeld.example"})
    assert ria.post(link).status_code == 400
    forged = link[:-3] + ("aaa" if not link.endswith("aaa") else "bbb")
    assert ria.get(forged).status_code == 400
    newest = confirmation(wijk)
    wijk.site.clock.forward(days=2)
    assert wijk.site.visitor().post(newest).status_code == 400
    assert not account_of(wijk, account_id).email_confirmed


@pytest.mark.parametrize("email", ["geen adres", "a@b", "a@b.nl\nBcc: c@d.nl", "<a@b.nl>"])
def test_what_is_no_address_is_refused(wijk: Wijk, email: str) -> None:
    response = wijk.resident().post("/resident/account/e-mail", {"email": email})
    assert response.status_code == 400
    assert "geen e-mailadres" in response.text


def test_the_page_says_where_i_may_take_part_and_who_looked(wijk: Wijk) -> None:
    account_id, code = wijk.person("Ria")
    helper, _ = wijk.person("Helper", on_roll=False)
    ria = wijk.site.sign_in(code)
    page = ria.see("/resident/account")
    assert "Bewonersbudget Testwijk" in page
    assert "Vijverbuurt" in page
    assert "Niemand keek" in ria.see("/resident/inzage")
    with wijk.site.db.write() as session:
        access.note(session, helper, account_id, "pass_replaced", wijk.site.clock.now())
    assert "gaf u een nieuwe code" in ria.see("/resident/inzage")


def test_the_export_is_mine_whole_and_holds_no_keys(wijk: Wijk) -> None:
    account_id, code = wijk.person("Ria", street="Vijverlaan")
    ria, bob = wijk.site.sign_in(code), wijk.resident("Bob")
    with_address(wijk, ria)
    wijk.hand_in(ria)
    wijk.hand_in(bob, title="Iets van Bob")
    held = ria.get("/resident/account/gegevens.json").json()
    assert "nergens aan u verbonden" in held["uitleg"]
    data = held["gegevens"]
    assert data["account"][0]["email"] == EMAIL
    assert data["idea"][0]["title"] == GOOD_IDEA["title"]
    assert data["roll_entry"][0]["account_id"] == account_id
    text = str(held)
    assert "Bob" not in text
    assert not re.search(r"'\w*(hash|nonce|verifier)\w*'", text)
    assert "ballot" not in data


def test_the_export_holds_my_photos_and_my_household(wijk: Wijk) -> None:
    with wijk.site.db.write() as session:
        home, other = (Household(area_code=BUURT, street=name) for name in ("Onze", "Hun"))
        session.add_all([home, other])
        session.flush()
        home_id, other_id = home.id, other.id
    _id, code = wijk.person("Ria", household_id=home_id)
    wijk.person("Kees", household_id=home_id)
    wijk.person("Piet", household_id=other_id)
    ria = wijk.site.sign_in(code)
    draft = GOOD_IDEA | {"doe": "bewaar"}
    ria.post(f"/resident/ronde/{wijk.slug}/idee", draft, files={"photo": ("p.png", picture())})
    data = ria.get("/resident/account/gegevens.json").json()["gegevens"]
    assert [row["street"] for row in data["household"]] == ["Onze"]
    assert [row["name"] for row in data["account"]] == ["Ria"]
    kept = base64.b64decode(data["photo"][0]["content"].partition("base64,")[2])
    assert Image.open(BytesIO(kept)).size == (40, 40)


def test_erasing_takes_photos_that_nobody_sees(wijk: Wijk) -> None:
    """A draft's photo, and one of a form that was never finished, are gone at once."""
    me, path = wijk.resident(NAME), f"/resident/ronde/{wijk.slug}/idee"
    shown = GOOD_IDEA | {"doe": "verder"}
    me.post(path, shown, files={"photo": ("p.png", picture())})
    me.do("/resident/idee/1/indienen")
    me.post(path, GOOD_IDEA | {"doe": "bewaar"}, files={"photo": ("p.png", picture())})
    me.post(path, GOOD_IDEA | {"cost": "veel"}, files={"photo": ("p.png", picture())})
    with wijk.site.db.read() as session:
        assert len(session.exec(select(Photo.id)).all()) == 3
    me.do("/resident/account/wissen", {"sure": "ja"})
    with wijk.site.db.read() as session:
        kept = session.exec(select(Photo)).one()
        assert kept.id == session.get_one(Idea, 1).photo_id
        assert kept.uploaded_by_id is None


def texts(database: Database) -> str:
    """Everything that is written anywhere in the database."""
    found = []
    with database.read() as session:
        for table in SQLModel.metadata.sorted_tables:
            written = [c for c in table.columns if not isinstance(c.type, sa.LargeBinary)]
            found += [str(tuple(row)) for row in session.connection().execute(sa.select(*written))]
    return "\n".join(found)


def picture() -> bytes:
    made = BytesIO()
    Image.new("RGB", (40, 40)).save(made, "PNG")
    return made.getvalue()


def test_erasing_leaves_nothing_personal_in_any_table(wijk: Wijk) -> None:
    account_id, code = wijk.person(NAME, street="Onvindbaarstraat")
    me, bob = wijk.site.sign_in(code), wijk.resident("Bob")
    with_address(wijk, me)
    idea_id = wijk.hand_in(me)
    his = wijk.hand_in(bob, title="Een bank aan de vijver")
    draft = GOOD_IDEA | {"title": "Zwaantjes geheime plan", "doe": "bewaar"}
    me.post(f"/resident/ronde/{wijk.slug}/idee", draft, files={"photo": ("p.png", picture())})
    me.post(f"/resident/idee/{idea_id}/reactie", {"tone": "vraag", "body": "Wie helpt mee?"})
    bob.do(f"/resident/idee/{his}/samenvoegen", {"number": "1"})
    with wijk.site.db.write() as session:
        project = Project(
            idea_id=idea_id, round_id=wijk.round_id, budget_cents=1, executor_name=NAME,
            contact=f"mail {EMAIL}", started_at=wijk.site.clock.now(),
        )  # fmt: skip
        session.add(project)
        session.flush()
        session.add(
            Update(
                project_id=project.id or 0, body="Het begin", at=wijk.site.clock.now(), by_name=NAME
            )
        )
    before = texts(wijk.site.db)
    assert before.count("Zwaantje") > 5
    assert me.post("/resident/account/wissen").status_code == 400
    me.do("/resident/account/wissen", {"sure": "ja"})
    after = texts(wijk.site.db)
    for trace in ("Zwaantje", "zwaantje", "Onvindbaar", EMAIL):
        assert trace not in after
    assert me.get("/resident/").history, "the session has ended"
    assert "gewist" in wijk.site.visitor().post("/inloggen", {"code": code}).text
    with wijk.site.db.read() as session:
        assert session.get_one(Idea, idea_id).makers == "een bewoner"
        assert session.get(RollEntry, (wijk.round_id, account_id)) is not None
        assert session.exec(select(Outgoing)).all() == []
        assert session.get_one(Account, account_id).erased_on is not None


def test_signing_out_everywhere_ends_the_other_devices(wijk: Wijk) -> None:
    _, code = wijk.person("Ria")
    phone, computer = wijk.site.sign_in(code), wijk.site.sign_in(code)
    phone.do("/resident/account/overal-uitloggen")
    assert computer.get("/resident/account").url.path == "/inloggen"


def test_an_empty_code_is_asked_for_and_not_called_unknown(wijk: Wijk) -> None:
    page = wijk.site.visitor().post("/inloggen", {"code": " "})
    assert page.status_code == 400
    assert "Vul de code uit de brief in." in page.text
