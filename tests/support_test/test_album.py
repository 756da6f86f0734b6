"""What stories show is left for whoever looks at it later, in any process of the run."""

import httpx2
import pytest

from tests.support import album, once


@pytest.fixture(autouse=True)
def own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setenv(once.FOLDER, str(tmp_path))


def page(path: str, text: str) -> httpx2.Response:
    request = httpx2.Request("GET", f"http://hier.example{path}")
    return httpx2.Response(200, html=text, request=request)


def test_the_fullest_page_of_each_route_is_gathered() -> None:
    with album.leaving("one"):
        album.note(page("/ronde/a", "kort"))
        album.note_moment("lombaspel", "het moment")
    with album.leaving("two"):
        album.note(page("/ronde/b", "een langere bladzijde"))
    whole = album.gathered(["one", "two"], seconds=0)
    assert whole.pages == {"/ronde/{slug}": ("/ronde/b", "een langere bladzijde")}
    assert whole.moments == {"lombaspel": "het moment"}


def test_a_story_that_breaks_leaves_what_it_showed() -> None:
    def story() -> None:
        with album.leaving("one"):
            album.note(page("/ronde/a", "kort"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        story()
    assert album.gathered(["one"], seconds=0).pages


def test_a_story_that_nobody_plays_is_missed() -> None:
    with pytest.raises(TimeoutError):
        album.gathered(["nobody"], seconds=0)


def test_a_shared_file_is_made_once() -> None:
    made = []
    for _ in range(2):
        found = once.file("x", lambda path: (made.append(1), path.write_text("x"))[0])
    assert (found.read_text(), len(made)) == ("x", 1)
