"""Pages about the platform, and files for browsers and robots."""

from html import unescape
from io import BytesIO

from PIL import Image
from sqlmodel import Session

from budget_app.budgets import catalogue
from budget_app.budgets.matrix import FIELDS
from budget_app.ideas import photos, pictures
from budget_app.ideas.models import Idea
from budget_app.web.public.matrix import ANSWERS
from tests.web.public.conftest import Place


def keep_photo(session: Session, place: Place) -> int:
    data = BytesIO()
    Image.new("RGB", (8, 8), "red").save(data, "PNG")
    picture = pictures.reencode(data.getvalue())
    photo = photos.keep(session, picture, place.made.maker_id, place.site.clock.now())
    return photo.id or 0


def test_every_field_with_its_danger_and_what_is_done_about_it(small: Place) -> None:
    visitor = small.site.visitor()
    matrix = visitor.see("/velden")
    for field in FIELDS.values():
        assert str(field.danger) in matrix
        assert f'href="/velden/{field.key}"' in matrix
        page = unescape(visitor.see(f"/velden/{field.key}"))
        said = (field.danger, field.weighs, field.decides, field.does, field.measures)
        for sentence in (*said, *ANSWERS[field.number]):
            assert str(sentence) in page
        for name, model in catalogue.all_models().items():
            assert (f'href="/modellen/{name}"' in page) == (model.example.field == field.number)
    assert visitor.get("/velden/nergens").status_code == 404


def test_statements_are_there(small: Place) -> None:
    visitor = small.site.visitor()
    assert "Status C" in visitor.see("/toegankelijkheid")
    assert "Uw stem is geheim" in visitor.see("/privacy")
    assert "EUPL-1.2" in visitor.see("/open-source")
    assert f"{small.url}/regels.json" in visitor.see("/gegevens")


def test_a_photo_shows_when_its_idea_does_and_is_kept_long(place: Place) -> None:
    with place.site.db.write() as session:
        photo_id = keep_photo(session, place)
    visitor = place.site.visitor()
    assert visitor.get(f"/foto/{photo_id}").status_code == 404
    own = place.site.sign_in(place.made.maker_code).get(f"/foto/{photo_id}")
    assert own.headers["cache-control"].startswith("private")
    with place.site.db.write() as session:
        session.get_one(Idea, place.made.ideas[0]).photo_id = photo_id
    shown = visitor.get(f"/foto/{photo_id}")
    assert shown.headers["content-type"] == "image/jpeg"
    assert "immutable" in shown.headers["cache-control"]
    again = visitor.client.get(
        f"/foto/{photo_id}", headers={"if-none-match": shown.headers["etag"]}
    )
    assert again.status_code == 304
    assert f"/foto/{photo_id}" in visitor.see(f"{place.url}/ideeen")


def test_robots_stay_out_of_what_is_not_public(small: Place) -> None:
    page = small.site.visitor().see("/robots.txt")
    for audience in ("resident", "jury", "desk", "municipality"):
        assert f"Disallow: /{audience}/" in page


def test_the_old_name_of_the_icon_works(small: Place) -> None:
    answer = small.site.visitor().get("/favicon.ico")
    assert answer.headers["content-type"].startswith("image/svg+xml")
