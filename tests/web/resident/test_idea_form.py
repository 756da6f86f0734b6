"""Write an idea, look it over, hand it in."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from PIL import Image
from sqlmodel import select

from budget_app.db import Database
from budget_app.ideas import pictures
from budget_app.ideas.models import Idea, IdeaAuthor, IdeaVersion, Photo
from budget_app.people.models import Account
from budget_app.route.models import IdeaMove
from budget_app.web import photo_field
from tests.support.site import Site, said
from tests.support.wijk import BUURT, GOOD_IDEA, Wijk


@pytest.fixture
def wijk(database: Database) -> Wijk:
    return Wijk.found(Site(database))


def photo_with_place() -> bytes:
    """A JPEG as a phone makes it: with GPS, a camera and a comment."""
    image = Image.new("RGB", (2000, 1000), "green")
    exif = Image.Exif()
    exif[0x010F] = "Telefoonmerk"
    exif.get_ifd(0x8825)[2] = (51.0, 52.0, 53.0)
    made = BytesIO()
    image.save(made, "JPEG", exif=exif, comment=b"Vijverlaan 12")
    return made.getvalue()


def stored(wijk: Wijk) -> Idea:
    with wijk.site.db.read() as session:
        return session.exec(select(Idea)).one()


def test_from_blank_page_to_receipt(wijk: Wijk) -> None:
    ria = wijk.resident("Ria")
    assert "Vijverbuurt" in ria.see(f"/resident/ronde/{wijk.slug}/idee")
    preview = ria.do(f"/resident/ronde/{wijk.slug}/idee", GOOD_IDEA)
    idea = stored(wijk)
    assert (idea.state, idea.cost_cents, idea.area_code) == ("concept", 125_000, BUURT)
    assert "Klopt het zo?" in preview
    receipt = ria.do(f"/resident/idee/{idea.id}/indienen")
    assert "Uw idee is binnen" in receipt
    assert "Idee indienen" in receipt
    assert "De jury kijkt" in receipt
    assert stored(wijk).state == "ingediend"


def test_a_draft_is_for_its_maker_alone(wijk: Wijk) -> None:
    ria, bob = wijk.resident("Ria"), wijk.resident("Bob")
    ria.do(f"/resident/ronde/{wijk.slug}/idee", GOOD_IDEA | {"doe": "bewaar"})
    idea_id = stored(wijk).id
    for path in ("bewerken", "controleren", "ontvangen"):
        response = bob.get(f"/resident/idee/{idea_id}/{path}")
        assert response.status_code == 403
        assert "niet uw idee" in response.text
    assert bob.post(f"/resident/idee/{idea_id}/indienen").status_code == 403
    assert stored(wijk).state == "concept"


def test_an_unfinished_draft_can_wait_but_not_be_handed_in(wijk: Wijk) -> None:
    ria = wijk.resident()
    ria.do(f"/resident/ronde/{wijk.slug}/idee", {"title": "Iets met bomen", "doe": "bewaar"})
    idea_id = stored(wijk).id
    refused = ria.post(f"/resident/idee/{idea_id}/indienen")
    assert refused.status_code == 400
    assert "Schrijf in een paar zinnen wat u wilt en waarom." in refused.text
    assert "Vul in wat het ongeveer kost." in refused.text
    assert stored(wijk).state == "concept"


def test_everything_typed_stays_when_something_is_wrong(wijk: Wijk) -> None:
    ria = wijk.resident()
    typed = GOOD_IDEA | {"cost": "ongeveer veel", "own_hours": "een paar", "own_goods": "Een schep"}
    response = ria.post(
        f"/resident/ronde/{wijk.slug}/idee", typed, files={"photo": ("p.jpg", photo_with_place())}
    )
    assert response.status_code == 400
    for words in ("ongeveer veel", "een paar", "Een schep", "Vijverlaan", "Ouderen kunnen"):
        assert words in response.text
    assert 'href="#veld-cost"' in response.text
    assert 'href="#veld-own_hours"' in response.text
    with wijk.site.db.read() as session:
        photo_id = session.exec(select(Photo.id)).one()
    assert f'name="photo_id" value="{photo_id}"' in response.text
    ria.do(f"/resident/ronde/{wijk.slug}/idee", GOOD_IDEA | {"photo_id": str(photo_id)})
    assert stored(wijk).photo_id == photo_id


def test_a_photo_keeps_nothing_but_its_pixels(wijk: Wijk) -> None:
    data = photo_with_place()
    assert Image.open(BytesIO(data)).getexif().get_ifd(0x8825)
    wijk.resident().post(
        f"/resident/ronde/{wijk.slug}/idee", GOOD_IDEA, files={"photo": ("p.jpg", data)}
    )
    with wijk.site.db.read() as session:
        photo = session.exec(select(Photo)).one()
    kept = Image.open(BytesIO(photo.content))
    assert (kept.size, photo.width, photo.height) == ((1280, 640), 1280, 640)
    assert not dict(kept.getexif())
    assert "comment" not in kept.info
    assert b"Vijverlaan" not in photo.content
    assert b"Telefoonmerk" not in photo.content


@pytest.mark.parametrize(
    ("data", "sentence"),
    [(b"geen foto", "geen foto die we kunnen lezen"), (b"x" * 3000, "ten hoogste")],
)
def test_what_is_no_photo_or_too_large_is_refused(
    database: Database, data: bytes, sentence: str
) -> None:
    wijk = Wijk.found(Site(database, max_upload_bytes=2000))
    response = wijk.resident().post(
        f"/resident/ronde/{wijk.slug}/idee", GOOD_IDEA, files={"photo": ("p.jpg", data)}
    )
    assert response.status_code == 400
    assert sentence in response.text
    assert "Een bankje bij de vijver" in response.text


def test_a_photo_far_over_the_limit_loses_no_words(wijk: Wijk) -> None:
    """The whole form comes in, also where it weighs more than any other form may."""
    heavy = b"x" * (wijk.site.settings.max_upload_bytes + 4 * 1024 * 1024)
    response = wijk.resident().post(
        f"/resident/ronde/{wijk.slug}/idee", GOOD_IDEA, files={"photo": ("p.jpg", heavy)}
    )
    assert response.status_code == 400
    assert "ten hoogste 16 MB" in said(response)
    assert "Een bankje bij de vijver" in response.text


@pytest.mark.parametrize("brand", [b"heic", b"mif1", b"avif"])
def test_a_photo_in_a_form_of_phones_is_refused_with_a_way_out(wijk: Wijk, brand: bytes) -> None:
    data = b"\x00\x00\x00\x18ftyp" + brand + b"\x00" * 200
    response = wijk.resident().post(
        f"/resident/ronde/{wijk.slug}/idee", GOOD_IDEA, files={"photo": ("p.heic", data)}
    )
    assert response.status_code == 400
    assert "Maak een schermafdruk" in response.text
    assert "Een bankje bij de vijver" in response.text


def test_too_many_photos_in_a_row_lose_no_words(
    wijk: Wijk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(photo_field, "UPLOADS", 1)
    ria, path = wijk.resident(), f"/resident/ronde/{wijk.slug}/idee"
    for status in (200, 400):
        response = ria.post(path, GOOD_IDEA, files={"photo": ("p.jpg", photo_with_place())})
        assert response.status_code == status
    assert "te vaak" in said(response)
    assert "Een bankje bij de vijver" in response.text


@pytest.mark.parametrize(
    ("mode", "kind", "colour", "seen"),
    [
        ("CMYK", "JPEG", (255, 0, 0, 0), (0, 255, 255)),
        ("RGBA", "PNG", (255, 0, 0, 0), (255, 255, 255)),
        ("I;16", "PNG", 20_000, (77, 77, 77)),
        ("LA", "PNG", (10, 255), (10, 10, 10)),
        ("P", "PNG", 0, (0, 0, 0)),
    ],
)
def test_odd_pictures_look_as_they_did(
    mode: str, kind: str, colour: object, seen: tuple[int, int, int]
) -> None:
    made = BytesIO()
    Image.new(mode, (40, 40), colour).save(made, kind)  # type: ignore[arg-type]
    kept = Image.open(BytesIO(pictures.reencode(made.getvalue()).content))
    pixel = kept.getpixel((20, 20))
    assert isinstance(pixel, tuple)
    assert all(abs(found - wanted) < 4 for found, wanted in zip(pixel, seen, strict=True))


def test_a_picture_that_would_unpack_to_too_much_is_refused() -> None:
    made = BytesIO()
    Image.new("1", (9_000, 7_000)).save(made, "PNG")
    assert len(made.getvalue()) < 100_000
    with pytest.raises(pictures.TooManyPixels):
        pictures.reencode(made.getvalue())


def test_another_persons_draft_photo_cannot_be_taken(wijk: Wijk) -> None:
    wijk.resident("Ria").post(
        f"/resident/ronde/{wijk.slug}/idee",
        GOOD_IDEA,
        files={"photo": ("p.jpg", photo_with_place())},
    )
    bob = wijk.resident("Bob")
    bob.do(f"/resident/ronde/{wijk.slug}/idee", GOOD_IDEA | {"photo_id": stored(wijk).photo_id})
    with wijk.site.db.read() as session:
        assert session.exec(select(Idea.photo_id).where(Idea.makers == "Bob")).one() is None


def test_cost_lines_add_up_and_come_back(wijk: Wijk) -> None:
    ria = wijk.resident()
    lines = {
        "cost": "",
        "line_what_1": "Hout",
        "line_cost_1": "300,50",
        "line_what_2": "Verf",
        "line_cost_2": "40",
    }
    ria.do(f"/resident/ronde/{wijk.slug}/idee", GOOD_IDEA | lines)
    idea = stored(wijk)
    assert idea.cost_cents == 34_050
    form = ria.see(f"/resident/idee/{idea.id}/bewerken")
    assert 'value="Hout"' in form
    assert 'value="300,50"' in form


def test_who_is_not_on_the_roll_reads_why_not(wijk: Wijk) -> None:
    guest = wijk.resident("Gast", on_roll=False)
    response = guest.get(f"/resident/ronde/{wijk.slug}/idee")
    assert response.status_code == 403
    assert "U staat niet op de lijst van deze ronde." in response.text
    assert guest.post(f"/resident/ronde/{wijk.slug}/idee", GOOD_IDEA).status_code == 403


def test_nothing_can_be_brought_in_when_the_step_is_shut(wijk: Wijk) -> None:
    ria = wijk.resident()
    ria.do(f"/resident/ronde/{wijk.slug}/idee", GOOD_IDEA | {"doe": "bewaar"})
    wijk.close("indienen")
    assert ria.get(f"/resident/ronde/{wijk.slug}/idee").status_code == 409
    refused = ria.post(f"/resident/idee/{stored(wijk).id}/indienen")
    assert refused.status_code == 409, said(refused)
    assert stored(wijk).state == "concept"


def test_similar_ideas_are_pointed_out(wijk: Wijk) -> None:
    wijk.hand_in(wijk.resident("Ria"))
    bob = wijk.resident("Bob")
    path = f"/resident/ronde/{wijk.slug}/lijkt-op"
    assert "Een bankje bij de vijver" in bob.get(path, title="bankjes bij vijver").text
    assert "bankje" not in bob.get(path, title="Zebrapad op de Molenweg").text
    preview = bob.do(
        f"/resident/ronde/{wijk.slug}/idee", GOOD_IDEA | {"title": "Bankje aan de vijver"}
    )
    assert "Dit lijkt op een ander idee" in preview


def test_building_on_an_idea_of_the_same_round(wijk: Wijk) -> None:
    first = wijk.hand_in(wijk.resident("Ria"))
    bob = wijk.resident("Bob")
    assert "bouwt voort op" in bob.see(f"/resident/ronde/{wijk.slug}/idee?bouwt_op={first}")
    second = wijk.hand_in(bob, title="Een prullenbak erbij", builds_on=str(first))
    third = wijk.hand_in(bob, title="Nog een", builds_on="999")
    with wijk.site.db.read() as session:
        assert session.get_one(Idea, second).builds_on_id == first
        assert session.get_one(Idea, third).builds_on_id is None


def test_words_of_a_draft_are_replaced_and_of_an_idea_kept(wijk: Wijk) -> None:
    ria = wijk.resident("Ria")
    ria.do(f"/resident/ronde/{wijk.slug}/idee", GOOD_IDEA | {"title": "Eerste probeersel"})
    idea_id = stored(wijk).id
    ria.do(f"/resident/idee/{idea_id}/bewerken", GOOD_IDEA)
    ria.do(f"/resident/idee/{idea_id}/indienen")
    change = GOOD_IDEA | {"title": "Twee bankjes bij de vijver", "note": "Eén was te weinig."}
    ria.do(f"/resident/idee/{idea_id}/bewerken", change)
    with wijk.site.db.read() as session:
        versions = session.exec(select(IdeaVersion).order_by("version")).all()
        assert session.exec(select(IdeaAuthor.credit)).all() == ["Ria"]
    assert [version.content["title"] for version in versions] == [
        "Een bankje bij de vijver",
        "Twee bankjes bij de vijver",
    ]
    assert versions[1].note == "Eén was te weinig."
    path = f"/resident/idee/{idea_id}/bewerken"
    unfinished = ria.post(path, change | {"body": "", "cost": "veel"})
    assert unfinished.status_code == 400
    assert "Schrijf het bedrag in cijfers" in unfinished.text


def test_eight_clicks_hand_one_idea_in_once(wijk: Wijk) -> None:
    ria = wijk.resident("Ria")
    ria.do(f"/resident/ronde/{wijk.slug}/idee", GOOD_IDEA | {"doe": "bewaar"})
    path, token = f"/resident/idee/{stored(wijk).id}/indienen", ria.token("/inloggen")

    def click(_number: int) -> tuple[int, str]:
        form = {"csrf_token": token}
        answer = ria.client.post(path, data=form, follow_redirects=False)
        return answer.status_code, answer.headers["location"]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(click, range(8)))
    assert set(answers) == {(303, path.replace("indienen", "ontvangen"))}
    with wijk.site.db.read() as session:
        assert len(session.exec(select(IdeaMove)).all()) == 1


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"line_what_3": "Hout"}, "line_cost_3", "Schrijf erbij wat dit ongeveer kost."),
        ({"line_cost_2": "20"}, "line_what_2", "Schrijf erbij waar dit bedrag voor is."),
        ({"line_what_1": "x" * 81, "line_cost_1": "1"}, "line_what_1", "te lang: 81 tekens"),
        ({"body": "regel\r\n" * 1000}, "body", "te lang: 5999 tekens"),
        ({"title": "t" * 91}, "title", "te lang: 91 tekens"),
        ({"street": "s" * 81}, "street", "te lang"),
        ({"maker_name": "n" * 61}, "maker_name", "te lang"),
        ({"own_money": "honderd"}, "own_money", "in cijfers"),
        ({"own_hours": "9" * 30}, "own_hours", "te hoog"),
        ({"cost": "1" + "0" * 12}, "cost", "Schrijf het bedrag"),
    ],
)
def test_nothing_typed_is_dropped_or_cut_in_silence(
    wijk: Wijk, typed: dict[str, object], field: str, sentence: str
) -> None:
    ria = wijk.resident(name="")
    with wijk.site.db.write() as session:
        for account in session.exec(select(Account)).all():
            account.name = ""
    answer = ria.post(f"/resident/ronde/{wijk.slug}/idee", GOOD_IDEA | typed)
    assert answer.status_code == 400
    assert f'id="fout-{field}"' in answer.text
    assert sentence in answer.text
    for value in typed.values():
        kept = str(value).replace("\r\n", "\n").strip()
        assert kept in answer.text
    if field.startswith("line_"):
        assert '<details class="bb-details" open>' in answer.text


def test_an_arabic_keyboard_and_a_zero_byte_are_no_trouble(wijk: Wijk) -> None:
    arabic = {"cost": "١٢٥٠", "own_hours": "۱۲", "body": "Ouderen kunnen hier\0 uitrusten."}
    wijk.resident("Ria").do(f"/resident/ronde/{wijk.slug}/idee", GOOD_IDEA | arabic)
    idea = stored(wijk)
    assert (idea.cost_cents, idea.own_hours) == (125_000, 12)
    assert idea.body == "Ouderen kunnen hier uitrusten."


def test_an_idea_that_costs_more_than_there_is_says_so_and_may_be_handed_in(wijk: Wijk) -> None:
    ria = wijk.resident("Ria")
    page = ria.do(f"/resident/ronde/{wijk.slug}/idee", GOOD_IDEA | {"cost": "100.001"})
    warning = page.replace("\xa0", " ").split("meer dan er in deze ronde is: ")[1][:60]
    assert "€ 100.000" in warning
    assert "Dien dit idee in" in page
    page = ria.do(f"/resident/ronde/{wijk.slug}/idee", GOOD_IDEA | {"cost": "100.000"})
    assert "meer dan er in deze ronde is" not in page
