"""The two scripts of our own that do something on a page: the ballot's total and the map picker."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from budget_app.web import render
from budget_app.web.assets import STATIC_DIR
from tests.support.browser import PageAt

pytestmark = pytest.mark.browser

IDEAS = [{"id": n, "title": f"Idee {n}", "cost": n * 30_000} for n in (1, 2, 3)]
AREA = {
    "properties": {"code": "b1", "name": "Buurt"},
    "geometry": {
        "type": "Polygon",
        "coordinates": [
            [[4.49, 51.87], [4.51, 51.87], [4.51, 51.88], [4.49, 51.88], [4.49, 51.87]]
        ],
    },
}


def show(page: Page, source: str, script: str, lang: str = "nl", **values: Any) -> None:
    """A form made of shared macros, with one of our scripts."""
    imports = (
        '{% import "shared/ballot.html" as ballot with context %}'
        '{% import "shared/maps.html" as maps with context %}'
    )
    context = {"lang": lang, "dir": "ltr", "csrf_token": "", **values}
    html = render.environment(lang).from_string(imports + source).render(context)
    page.set_content(f'<html lang="{lang}"><form>{html}</form></html>')
    page.add_script_tag(path=STATIC_DIR / "js" / script)


def words(page: Page) -> str:
    """What the total says, free of the marks that keep amounts in order."""
    said = page.locator(".bb-total__text").inner_text()
    return said.replace("\u2066", "").replace("\u2069", "").replace("\u00a0", " ")


BALLOT = (
    "{% for idea in ideas %}{{ ballot.ballot_row(idea, kind, 0) }}{% endfor %}"
    "{{ ballot.running_total(0, limit, unit) }}"
)


def test_the_total_follows_what_is_ticked(page_at: PageAt) -> None:
    page = page_at()
    show(page, BALLOT, "ballot-total.js", ideas=IDEAS, kind="checkbox", limit=100_000, unit="euro")
    assert words(page) == "U koos 0, samen € 0. Nog € 1.000 over."
    page.get_by_label("Idee 1").check()
    page.get_by_label("Idee 2").check()
    assert words(page) == "U koos 2, samen € 900. Nog € 100 over."
    page.get_by_label("Idee 3").check()
    assert words(page) == "U koos 3, samen € 1.800. Dat is € 800 te veel."
    assert "bb-total--over" in (page.locator(".bb-total").get_attribute("class") or "")
    page.get_by_label("Idee 3").uncheck()
    assert "bb-total--over" not in (page.locator(".bb-total").get_attribute("class") or "")


def test_the_number_of_ideas_and_points_are_counted_too(page_at: PageAt) -> None:
    page = page_at()
    show(page, BALLOT, "ballot-total.js", ideas=IDEAS, kind="checkbox", limit=2, unit="ideas")
    page.get_by_label("Idee 1").check()
    assert words(page) == "U koos 1. U kunt er nog 1 kiezen."
    show(page, BALLOT, "ballot-total.js", ideas=IDEAS, kind="points", limit=5, unit="points")
    page.get_by_label("Idee 1").fill("4")
    page.get_by_label("Idee 2").fill("drie")
    assert words(page) == "U gaf 4 punten. Nog 1 over."


def test_a_click_on_the_map_fills_in_the_place(page_at: PageAt) -> None:
    page = page_at()
    show(page, "{{ maps.place_picker([area]) }}", "map-pick.js", area=AREA)
    drawing = page.locator(".bb-map svg")
    expect(drawing).to_be_visible()
    box = drawing.bounding_box()
    assert box
    drawing.click(position={"x": box["width"] / 2, "y": box["height"] / 2})
    assert float(page.locator("[name=lon]").input_value()) == pytest.approx(4.50, abs=2e-4)
    assert float(page.locator("[name=lat]").input_value()) == pytest.approx(51.875, abs=2e-4)
    expect(page.get_by_role("status")).to_have_text("De plek staat op de kaart.")


def test_without_scripts_the_map_stays_away(page_at: PageAt) -> None:
    page = page_at(javascript=False)
    html = render.environment("nl").from_string(
        '{% import "shared/maps.html" as maps with context %}{{ maps.place_picker([area]) }}'
    )
    page.set_content(html.render(lang="nl", dir="ltr", area=AREA))
    expect(page.locator(".bb-map")).to_be_hidden()
