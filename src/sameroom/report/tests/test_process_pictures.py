"""The map, the paths and the ends as days pass: what is kept, and what the table says."""

import re
from dataclasses import replace

from sameroom.measure import Measure, Part, Reading, Unit
from sameroom.report.figures import Setting
from sameroom.report.pictures.choose import draw
from sameroom.report.pictures.picture import Picture, Row
from sameroom.report.tests.builders import ACCEPTANCE, WINDOW, a_share

SETTING = Setting(currency="EUR", window=WINDOW)
PLAIN = ACCEPTANCE


def with_drawing(**drawing: str) -> Measure:
    return replace(PLAIN, settings={"drawing": drawing})


MAP = with_drawing(kind="map", count="times", wait="wait_days", starts="starts", ends="ends")
PATHS = with_drawing(kind="paths", share="share", won="won", lost="lost")
ENDINGS = with_drawing(kind="endings", won="won_by", lost="lost_by", open="open_at")


def way(figure: str, source: str, target: str, value: float, unit: Unit = Unit.COUNT) -> Reading:
    part: Part = (("from", source), ("to", target))
    return Reading(figure, value, unit, 40, None, part)


def told_map(times: dict[tuple[str, str], int]) -> list[Reading]:
    return [
        *[way("times", *pair, n) for pair, n in times.items()],
        *[way("wait_days", *pair, 2.0, Unit.DAYS) for pair in times],
        way("starts", "begins", "open", 40),
        way("ends", "won step", "won", 30),
        way("ends", "open", "won", 1),
    ]


def only(measure: Measure, told: list[Reading]) -> Picture:
    [picture] = draw(measure=measure, told=told, setting=SETTING)
    return picture


def texts(row: Row) -> list[str | None]:
    return [cell.text.replace("\xa0", " ") if cell else None for cell in row.cells]


def test_the_table_beside_the_map_has_the_same_ways_the_commonest_first() -> None:
    times = {("open", "call (act)"): 9, ("call (act)", "open"): 4, ("open", "won step"): 30}
    picture = only(MAP, told_map(times))
    assert [row.label for row in picture.rows] == [
        "open → won step", "open → call (act)", "call (act) → open",
    ]  # fmt: skip
    assert texts(picture.rows[0]) == ["30", "2 days"]
    for word in ("30 · 2.0 d", "open → won step: 30 times, median 2.0 d", ">call<", ">won <"):
        assert word in picture.svg, word


def test_stages_that_hubspot_runs_together_are_set_apart_on_the_map_too() -> None:
    picture = only(MAP, told_map({("open", "contractsent"): 30, ("contractsent", "won step"): 1}))
    assert ">contract sent<" in picture.svg
    assert "contract sent → won step: 1 time, median 2.0 d" in picture.svg


def test_an_end_that_few_cases_of_its_kind_had_gets_no_arrow() -> None:
    picture = only(MAP, told_map({("open", "won step"): 30, ("won step", "open"): 2}))
    assert "won step → won : 30 cases" in picture.svg
    assert "open → won : 1 case" not in picture.svg


def test_rare_ways_are_left_out_and_counted_but_each_step_keeps_its_commonest() -> None:
    times = {("open", f"step {n:02d}"): 40 - n for n in range(13)}
    times |= {(f"step {n:02d}", "open"): 1 for n in range(2)}
    picture = only(MAP, told_map({**times, ("open", "won step"): 50}))
    labels = [row.label for row in picture.rows]
    assert "step 00 → open" in labels, "the commonest out of its step"
    assert len(labels) + picture.more == len(times) + 1


def test_paths_come_by_share_with_how_they_ended() -> None:
    told: list[Reading] = []
    for path, hits, won, lost in (("open → lost", 10, 0, 10), ("open → won", 30, 30, 0)):
        part: Part = (("path", path),)
        told += [
            a_share(hits, 40, figure="share", part=part),
            Reading("won", won, Unit.COUNT, hits, part=part),
            Reading("lost", lost, Unit.COUNT, hits, part=part),
        ]
    picture = only(PATHS, told)
    assert [row.label for row in picture.rows] == ["open → won", "open → lost"]
    assert texts(picture.rows[0]) == ["75 %", "30", "0"]
    assert 'class="won" x="0" y="' in picture.rows[0].svg
    assert 'width="100%"' in picture.rows[0].svg


def test_won_and_lost_rise_by_day_and_the_table_adds_what_is_open() -> None:
    told: list[Reading] = []
    for day, won, lost in ((7, 5, 10), (30, 10, 20), (90, 15, 25)):
        part: Part = (("days", str(day)),)
        for figure, hits in (("won_by", won), ("lost_by", lost), ("open_at", 40 - won - lost)):
            told.append(a_share(hits, 40, figure=figure, part=part))
    picture = only(ENDINGS, told)
    assert [row.label for row in picture.rows] == ["7 d", "30 d", "90 d"]
    assert texts(picture.rows[1]) == [
        "25 %",
        "50 %",
        "25 %",
    ]
    [won_line, lost_line] = re.findall(r'class="line" d="M([^"]+)"', picture.svg)
    for line in (won_line, lost_line):
        spots = [tuple(map(float, spot.split())) for spot in line.split("L")]
        assert [x for x, _ in spots] == sorted(x for x, _ in spots)
        assert [y for _, y in spots] == sorted((y for _, y in spots), reverse=True)
        assert len(spots) == 3
