"""The map of a process: layers, lanes, curves and words, checked by where they come to stand."""

from xml.etree import ElementTree

import pytest

from sameroom.report.charts import flow, labels
from sameroom.report.charts.flow import Arrow, Node

NODES = [
    Node("begins", "", "end", ""),
    Node("open", "40", "stage", "open: taken 40 times"),
    Node("demo", "30", "stage", ""),
    Node("closed", "20", "stage", ""),
    Node("call (act)", "25", "act", ""),
]
ARROWS = [
    Arrow("begins", "open", 40, "", "begins → open"),
    Arrow("open", "demo", 30, "30 · 2.0 d", "open → demo: 30 times"),
    Arrow("demo", "closed", 20, "20 · 5.0 d", ""),
    Arrow("demo", "open", 6, "6 · 1.0 d", "demo → open: 6 times"),
    Arrow("open", "call (act)", 25, "25 · 1.0 d", ""),
    Arrow("call (act)", "call (act)", 5, "5 · 3.0 d", ""),
]
KINDS = {node.name: node.kind for node in NODES}


def test_frequent_ways_lead_down_and_a_circle_is_cut_where_it_is_rarest() -> None:
    names = [node.name for node in NODES[:4]]
    assert flow.lay_out(names=names, arrows=ARROWS[:4]) == [[name] for name in names]


def test_steps_of_a_layer_stand_under_what_leads_to_them() -> None:
    arrows = [Arrow("a", "c", 3, "", ""), Arrow("b", "d", 3, "", "")]
    assert flow.lay_out(names=["a", "b", "d", "c"], arrows=arrows) == [["a", "b"], ["c", "d"]]


def test_acts_stand_in_a_lane_of_their_own_and_no_box_covers_another() -> None:
    places = flow.place(nodes=NODES, arrows=ARROWS)
    stages = [places[node.name] for node in NODES if node.kind != "act"]
    assert len({x for x, _ in stages}) == 1
    assert [y for _, y in stages] == sorted({y for _, y in stages})
    assert places["call (act)"][0] >= stages[0][0] + flow.WIDE + flow.ACROSS


def test_a_stage_that_only_acts_lead_to_stands_below_the_stages_before_them() -> None:
    nodes = [*NODES, Node("lost", "9", "stage", "")]
    arrows = [*ARROWS, Arrow("call (act)", "lost", 9, "9", "")]
    places = flow.place(nodes=nodes, arrows=arrows)
    assert places["lost"][1] > places["open"][1]


def test_acts_alone_are_laid_out_in_layers() -> None:
    nodes = [Node("call (act)", "", "act", ""), Node("visit (act)", "", "act", "")]
    places = flow.place(nodes=nodes, arrows=[Arrow("call (act)", "visit (act)", 2, "", "")])
    assert places["visit (act)"][1] > places["call (act)"][1]


@pytest.mark.parametrize("arrow", ARROWS, ids=lambda arrow: f"{arrow.source} {arrow.target}")
def test_every_way_begins_and_ends_at_the_edge_of_its_boxes(arrow: Arrow) -> None:
    places = flow.place(nodes=NODES, arrows=ARROWS)
    start, *_, end = flow.curve(arrow=arrow, places=places, kinds=KINDS)
    for (x, y), name in ((start, arrow.source), (end, arrow.target)):
        across, down = abs(x - places[name][0]), abs(y - places[name][1])
        assert across == flow.WIDE / 2 or down == flow.HIGH / 2
        assert across <= flow.WIDE / 2
        assert down <= flow.HIGH / 2


def test_what_goes_back_bends_around_at_the_left() -> None:
    places = flow.place(nodes=NODES, arrows=ARROWS)
    way = flow.curve(arrow=ARROWS[3], places=places, kinds=KINDS)
    assert 0 < labels.point(way=way, t=0.5)[0] < min(x for x, _ in places.values()) - flow.WIDE / 2


def test_words_cover_neither_boxes_nor_each_other_and_are_left_out_without_room() -> None:
    way = ((0.0, 50.0), (100.0, 50.0), (200.0, 50.0), (300.0, 50.0))
    drawn = labels.words(ways=[("ab", way), ("ab", way)], boxes=[(140.0, 0.0, 160.0, 100.0)])
    places = [float(ElementTree.fromstring(one).get("x") or "nan") for one in drawn]
    assert len(places) == 2
    half = labels.LETTER * 2 / 2
    assert all(abs(x - 150) >= 10 + half for x in places)
    assert abs(places[0] - places[1]) >= 2 * half
    assert labels.words(ways=[("ab", way)], boxes=[(0.0, 0.0, 300.0, 100.0)]) == []


def test_a_curve_is_halved_as_worked_by_hand() -> None:
    way = ((0.0, 0.0), (0.0, 8.0), (8.0, 8.0), (8.0, 0.0))
    assert labels.point(way=way, t=0.5) == (4.0, 6.0)
    assert (labels.point(way=way, t=0), labels.point(way=way, t=1)) == (way[0], way[3])


def test_the_drawing_holds_all_it_draws_and_the_commonest_way_is_the_thickest() -> None:
    drawn = ElementTree.fromstring(flow.flow(nodes=NODES, arrows=ARROWS, label="map"))
    wide, high = float(drawn.get("width") or 0), float(drawn.get("height") or 0)
    for box in drawn.iter("rect"):
        x, y, w, h = (float(box.get(name) or "nan") for name in ("x", "y", "width", "height"))
        assert x >= 0
        assert y >= 0
        assert x + w <= wide
        assert y + h <= high
    thick = [float(one.get("stroke-width") or 0) for one in drawn.iter("path")
             if one.get("class") == "way"]  # fmt: skip
    assert len(thick) == len(ARROWS)
    assert max(thick) == flow.THICKEST
    said = "".join(drawn.itertext())
    assert "demo → open: 6 times" in said
