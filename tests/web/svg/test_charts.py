"""Charts say what they show, escape what people typed and mirror in right-to-left pages."""

import re
from xml.etree import ElementTree

from budget_app.web.svg.charts import draw_bars, draw_histogram, draw_parts
from budget_app.web.svg.drawing import Row
from budget_app.web.svg.matrix import draw_matrix
from budget_app.web.svg.pattern import pattern

ROWS = [Row("Bankje", 30, "30"), Row("Moestuin & <b>kas</b>", 60, "60")]


def bars(drawing: str, css: str) -> list[tuple[float, float]]:
    """Left edge and width of every block of this class, in per cent."""
    return [
        (float(node.attrib["x"].rstrip("%")), float(node.attrib["width"].rstrip("%")))
        for node in ElementTree.fromstring(drawing).iter("rect")
        if css in node.attrib["class"].split()
    ]


def test_bars_are_to_scale_and_start_where_reading_starts() -> None:
    assert bars(draw_bars("Stemmen", ROWS), "bb-chart__bar") == [(0, 50), (0, 100)]
    assert bars(draw_bars("Stemmen", ROWS, rtl=True), "bb-chart__bar") == [(50, 50), (0, 100)]


def test_a_line_to_hold_against_counts_in_the_scale() -> None:
    drawing = draw_bars("Stemmen", ROWS, line_at=120)
    assert bars(drawing, "bb-chart__bar") == [(0, 25), (0, 50)]
    assert 'x1="100%"' in drawing


def test_every_figure_is_in_the_description() -> None:
    for draw in (draw_bars, draw_parts, draw_histogram):
        words = re.search(r"<desc[^>]*>(.*?)</desc>", draw("Wat?", ROWS))
        assert words
        assert words[1] == "Bankje: 30; Moestuin &amp; &lt;b&gt;kas&lt;/b&gt;: 60"


def test_no_title_and_no_label_can_bring_markup() -> None:
    for draw in (draw_bars, draw_parts, draw_histogram):
        root = ElementTree.fromstring(draw("Is a < b & c?", ROWS))
        assert root[0].text == "Is a < b & c?"
        assert root.find(".//b") is None


def test_title_and_description_are_tied_to_the_drawing() -> None:
    root = ElementTree.fromstring(draw_bars("Stemmen", ROWS))
    assert root.attrib["aria-labelledby"].split() == [node.attrib["id"] for node in root[:2]]


def test_parts_leave_open_what_is_missing() -> None:
    drawing = draw_parts("Dekking", ROWS, whole=120)
    assert bars(drawing, "bb-chart__part--0") == [(0, 25)]
    assert bars(drawing, "bb-chart__part--1") == [(25, 50)]
    assert bars(drawing, "bb-chart__bar--missing") == [(75, 25)]
    assert not bars(draw_parts("Dekking", ROWS, whole=90), "bb-chart__bar--missing")


def test_a_long_label_is_whole_where_there_is_room() -> None:
    long = "Restaureren en plaatsen gevelstenen op de Uilenburgerwerf"
    texts = {
        node.attrib.get("class", ""): node.text
        for node in ElementTree.fromstring(draw_bars("Stemmen", [Row(long, 3, "3")])).iter("text")
    }
    assert texts["bb-chart__wide"] == long
    assert texts["bb-chart__narrow"] == "Restaureren en plaatsen gevel…"
    assert "bb-chart__wide" not in draw_bars("Stemmen", ROWS)


def test_labels_under_columns_do_not_run_into_each_other() -> None:
    few = draw_histogram("Wat?", [Row(str(n), n, str(n)) for n in range(8)])
    assert few.count(">7</text>") == 2
    many = draw_histogram("Wat?", [Row(f"{n} ideeën", n, str(n)) for n in range(8)])
    labels = re.findall(r">(\d) ideeën</text>", many)
    assert labels == ["0", "3", "6"]


def test_charts_of_nothing_do_not_break() -> None:
    for draw in (draw_bars, draw_parts, draw_histogram):
        for title, rows in (("Niets", []), ("Nul", [Row("a", 0, "0")])):
            drawing = ElementTree.fromstring(draw(title, rows))
            assert title in "".join(drawing.itertext())


def test_dots_stand_where_they_belong() -> None:
    names = ["Adviesbudget", "Wijkbudget", "Leefbaarheidsfonds", "Bewonersbudget"]
    axes = ["zelf", "anderen", "groep", "iedereen"]
    drawing = draw_matrix("Waar?", names, axes, meant=(0, 0), measured=(1, 1))
    dots = {
        node.attrib["class"]: (float(node.attrib["cx"]), float(node.attrib["cy"]))
        for node in ElementTree.fromstring(drawing).iter("circle")
    }
    meant, measured = dots["bb-chart__dot--meant"], dots["bb-chart__dot"]
    assert meant[0] < measured[0]
    assert meant[1] > measured[1]  # y runs down: own strength is above


def test_the_same_idea_has_the_same_picture() -> None:
    assert pattern(7) == pattern(7) != pattern(8)
    assert len({re.search(r"bb-pattern--(\d)", pattern(n))[1] for n in range(60)}) == 6  # type: ignore[index]
