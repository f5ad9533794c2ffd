import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sameroom.report.charts import lines, tracks
from sameroom.report.charts.svg import percent, tag

SHARES = st.floats(min_value=0, max_value=1)


def positions(svg: str) -> list[float]:
    return [float(found) for found in re.findall(r'x[12]?="(-?[\d.]+)%"', svg)]


def test_text_from_outside_is_escaped_in_elements_and_attributes() -> None:
    drawn = tag("text", "<script>", aria_label='"><b>')
    assert "<script>" not in drawn
    assert ElementTree.fromstring(drawn).get("aria-label") == '"><b>'


def test_a_name_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="no name"):
        tag("g", **{"on load=x": "1"})


def test_marketing_is_a_circle_and_sales_a_square() -> None:
    drawn = ElementTree.fromstring(
        tracks.gap(marketing=tracks.End(0.9), sales=tracks.End(0.4), label="apart")
    )
    kinds = {
        str(dot.get("class")): dot.tag for dot in drawn.iter() if "dot" in str(dot.get("class"))
    }
    assert kinds == {"dot marketing": "circle", "dot sales": "rect"}


def test_the_dots_stand_where_the_shares_are_and_the_gap_between_is_filled() -> None:
    drawn = ElementTree.fromstring(
        tracks.gap(marketing=tracks.End(0.9), sales=tracks.End(0.4), label="apart")
    )
    filled = next(e for e in drawn.iter() if e.get("class") == "gap-sales-first")
    assert (filled.get("x"), filled.get("width")) == ("40%", "50%")
    assert [e.get("x") for e in drawn if e.tag == "svg"] == ["90%", "40%"]


def test_a_picture_says_in_words_what_it_shows() -> None:
    drawn = ElementTree.fromstring(
        tracks.bar(length=0.5, low=0.4, high=0.6, label="Spring: 50 %, between 40 and 60 %")
    )
    assert drawn.get("role") == "img"
    assert drawn.get("aria-label") == "Spring: 50 %, between 40 and 60 %"


@given(SHARES, SHARES, SHARES, SHARES)
def test_no_mark_leaves_its_line(value: float, low: float, high: float, other: float) -> None:
    for drawn in (
        tracks.bar(length=value, low=low, high=high, label=""),
        tracks.pair(marketing=value, sales=other, label=""),
        tracks.gap(
            marketing=tracks.End(value, low, high), sales=tracks.End(other, low, high), label=""
        ),
    ):
        ElementTree.fromstring(drawn)
        assert all(0 <= x <= 100 for x in positions(drawn))


@given(st.floats(allow_nan=False, min_value=-1e9, max_value=1e9))
def test_a_place_outside_is_kept_at_the_edge(x: float) -> None:
    assert 0 <= float(percent(x).removesuffix("%")) <= 100


def test_a_waiting_curve_only_goes_down() -> None:
    points = [lines.Point(x=x / 4, value=1 - x / 5) for x in range(5)]
    drawn = ElementTree.fromstring(lines.waiting(points=points, grid=[], label="waiting"))
    line = next(e for e in drawn.iter() if e.get("class") == "line")
    heights = [float(pair.split()[1]) for pair in str(line.get("d"))[1:].split("L")]
    assert heights == sorted(heights)
    assert len(heights) == 2 * len(points) - 1


def test_a_trend_rises_where_its_values_rise() -> None:
    points = [lines.Point(x=x / 2, value=x, low=x - 0.5, high=x + 0.5) for x in range(1, 4)]
    drawn = ElementTree.fromstring(lines.trend(points=points, grid=[], label="trend"))
    line = next(e for e in drawn.iter() if e.get("class") == "line")
    heights = [float(pair.split()[1]) for pair in str(line.get("d"))[1:].split("L")]
    assert heights == sorted(heights, reverse=True)


def test_a_small_trend_of_nothing_is_still_drawn() -> None:
    ElementTree.fromstring(lines.spark(points=[(0, 0.0), (1, 0.0)], label="nothing"))
