"""Which page of a list is shown, whatever was asked."""

import pytest

from budget_app.web.paging import page_of


@pytest.mark.parametrize(
    ("total", "asked", "number", "pages"),
    [(0, "1", 1, 1), (20, "1", 1, 1), (21, "2", 2, 2), (21, "9", 2, 2), (21, "0", 1, 2),
     (21, "-1", 1, 2), (21, "twee", 1, 2), (21, "9" * 400, 1, 2), (21, "²", 1, 2)],
)  # fmt: skip
def test_the_nearest_page_is_shown(total: int, asked: str, number: int, pages: int) -> None:
    page = page_of(total, 20, asked, "/x")
    assert (page.number, page.pages) == (number, pages)


def test_addresses_keep_the_rest_of_the_question() -> None:
    page = page_of(100, 20, "1", "/x", lijst="u")
    assert page.url_for(3) == "/x?lijst=u&bladzijde=3"
    assert page.url_for(1) == "/x?lijst=u"
    assert page_of(100, 20, "1", "/x").url_for(1) == "/x"
