import re
from collections.abc import Sequence
from dataclasses import replace

import pytest

from sameroom.measure import Part, Reading, Unit
from sameroom.report.figures import Setting
from sameroom.report.pictures import Picture, draw, overtime
from sameroom.report.pictures.picture import MOST
from sameroom.report.tests.builders import ACCEPTANCE, DRIFT, SPEED, WINDOW, a_share

SETTING = Setting(currency="EUR", window=WINDOW)


def drawn(told: Sequence[Reading]) -> tuple[Picture, ...]:
    return draw(measure=ACCEPTANCE, told=list(told), setting=SETTING)


def a_part(*, key: str = "campaign", name: str = "Fair") -> Part:
    return ((key, name),)


def test_parts_become_bars_the_longest_first() -> None:
    [picture] = drawn(
        [
            a_share(10, 50, part=a_part(name="Fair")),
            a_share(40, 50, part=a_part(name="Ads")),
            a_share(20, 50, part=a_part(name="List")),
        ]
    )
    assert picture.kind == "bars"
    assert [row.label for row in picture.rows] == ["Ads", "List", "Fair"]


def test_months_become_a_line_in_which_a_missing_month_keeps_its_place() -> None:
    told = [a_share(30, 50, part=a_part(key="month", name=f"2026-{m:02d}")) for m in (1, 2, 6)]
    [picture] = drawn(told)
    assert picture.kind == "line"
    assert [row.label for row in picture.rows] == ["Jan 2026", "Feb 2026", "Jun 2026"]
    assert 'x="26.6%"' in picture.svg  # a fifth of the way, not a half


def test_hours_become_a_waiting_curve() -> None:
    told = [
        Reading("waiting", 1 - hour / 20, Unit.SHARE, 90, None, a_part(key="hours", name=str(hour)))
        for hour in (8, 0, 2, 16)
    ]
    [picture] = draw(measure=SPEED, told=told, setting=SETTING)
    assert picture.kind == "line"
    assert [row.label for row in picture.rows] == ["0 h", "2 h", "8 h", "16 h"]


def test_the_two_ends_of_a_gap_stand_side_by_side_furthest_apart_first() -> None:
    told = [
        a_share(n, 100, figure=figure, part=a_part(key="segment", name=name))
        for name, aimed, won in (("Schools", 30, 25), ("Retail", 60, 5))
        for figure, n in (("segment_aimed_share", aimed), ("segment_won_share", won))
    ]
    [picture] = draw(measure=DRIFT, told=told, setting=SETTING)
    assert picture.kind == "pairs"
    assert [row.label for row in picture.rows] == ["Retail", "Schools"]


def test_many_figures_of_the_same_parts_become_a_table_with_dashes() -> None:
    told = [
        Reading(figure, 5, Unit.COUNT, 5, None, a_part(name=name))
        for figure in ("leads", "accepted", "won", "lost")
        for name in ("Fair", "Ads")
        if (figure, name) != ("won", "Ads")
    ]
    [picture] = drawn(told)
    assert picture.kind == "grid"
    assert [cell is None for cell in picture.rows[0].cells] == [False, False, True, False]


def test_figures_that_hardly_share_a_part_become_one_list() -> None:
    told = [
        a_share(n, 50, figure=figure, part=a_part(key="field", name=field))
        for figure, field, n in (
            ("missing", "email", 3), ("stale", "closed_at", 9), ("double", "id", 1),
            ("missing", "name", 0),
        )
    ]  # fmt: skip
    [picture] = drawn(told)
    assert [row.label for row in picture.rows] == [
        "closed at: stale",
        "email: missing",
        "id: double",
    ]


def test_what_bears_on_the_headline_stands_open_and_first() -> None:
    told = [
        a_share(n, 50, figure=figure, part=a_part(name=name))
        for figure in ("undecided_share", "acceptance_rate")
        for name, n in (("Fair", 10), ("Ads", 20))
    ]
    first, second = drawn(told)
    assert first.title.startswith("Acceptance rate")
    assert (first.main, second.main) == (True, False)


def test_one_part_alone_is_the_whole_again_and_is_not_drawn() -> None:
    assert drawn([a_share(10, 50, part=a_part())]) == ()


@pytest.mark.parametrize("many", [MOST, MOST + 5])
def test_a_long_list_is_cut_and_says_how_much_is_left_out(many: int) -> None:
    told = [a_share(n + 1, 50, part=a_part(name=f"C{n}")) for n in range(many)]
    [picture] = drawn(told)
    assert (len(picture.rows), picture.more) == (MOST, many - MOST)


def test_a_full_bar_is_the_whole_where_shares_come_near_it_and_has_no_rail_elsewhere() -> None:
    many = [a_share(n, 100, part=a_part(name=name)) for name, n in (("Fair", 60), ("Ads", 30))]
    [picture] = drawn(many)
    assert 'class="bar" x="0" y="4" width="60%"' in picture.rows[0].svg
    assert 'class="rail"' in picture.rows[0].svg
    few = [a_share(n, 1000, part=a_part(name=name)) for name, n in (("Fair", 60), ("Ads", 30))]
    [picture] = drawn(few)
    assert 'class="rail"' not in picture.rows[0].svg


def test_nothing_is_drawn_across_months_that_cannot_be_told() -> None:
    told = [a_share(30, 50, part=a_part(key="month", name=f"2026-{m:02d}")) for m in (1, 2, 5, 6)]
    [picture] = drawn(told)
    assert picture.svg.count('class="line"') == 2


def test_the_first_label_under_a_line_has_room_for_its_year() -> None:
    told = [a_share(30, 50, part=a_part(key="month", name=f"2025-{m:02d}")) for m in range(1, 13)]
    [picture] = drawn(told)
    labels = re.findall(r'class="tick-label"[^>]*x="([\d.]+)%"[^>]*>([^<]+)<', picture.svg)
    assert [text for _, text in labels] == ["Jan 2025", "May", "Aug", "Nov"]


def test_a_measure_can_word_its_parts() -> None:
    worded = replace(ACCEPTANCE, settings={"parts": {"noun": {"account": "companies"}}})
    told = [a_share(30, 50, part=a_part(key="noun", name=name)) for name in ("account", "lead")]
    [picture] = draw(measure=worded, told=told, setting=SETTING)
    assert {row.label for row in picture.rows} == {"companies", "lead"}


def test_a_range_over_ways_to_count_carries_a_mark_for_each_way() -> None:
    settings = {"spread": ("least", "most"), "marks": {"by_a": "A", "by_b": "B"}}
    measure = replace(ACCEPTANCE, settings=settings)
    told = [
        Reading(figure, value, Unit.SHARE, 90, None, a_part(name=name))
        for name, low, high in (("Fair", 0.1, 0.2), ("Ads", 0.1, 0.4))
        for figure, value in (("least", low), ("most", high), ("by_a", low), ("by_b", high))
    ]
    spread, *others = draw(measure=measure, told=told, setting=SETTING)
    assert spread.kind == "spreads"
    assert spread.main
    assert [row.label for row in spread.rows] == ["Ads", "Fair"]
    assert "B: 40%" in spread.rows[0].svg.replace("\u202f", "").replace("\xa0", "")
    assert 'x="50%"' in spread.rows[1].svg  # 0.2 of 0.4, the longest
    assert [other.kind for other in others] == ["bars", "bars"]


def test_what_is_nought_in_every_month_is_not_drawn() -> None:
    told = [
        Reading("won", 0.0, Unit.MONEY, 9, None, a_part(key="month", name=f"2026-{m:02d}"))
        for m in (1, 2, 3, 4)
    ]
    assert drawn(told) == ()
    [line] = drawn(
        [*told, Reading("won", 5.0, Unit.MONEY, 9, None, a_part(key="month", name="2026-05"))]
    )
    assert line.kind == "line"


def test_a_scale_has_a_step_where_nothing_reaches_above_nought() -> None:
    assert overtime._step(0.0) == 1.0
