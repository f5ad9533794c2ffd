"""momentum: the worked example, planted segments, and silence where nothing stands out."""

import numpy as np
import pyarrow as pa
import pytest

from sameroom.icp import trends
from sameroom.icp.measures.momentum import MEASURE
from sameroom.icp.tests.test_icp_drift import CONTEXT, whole
from sameroom.measure import Reading, Told, TooLittle

Halves = tuple[tuple[int, int], tuple[int, int]]  # buyers and won, by half
EXAMPLE = {"Food": ((100, 20), (100, 40)), "Steel": ((400, 40), (400, 40))}


def table(cells: dict[str, dict[str, Halves]], *, unknown: int = 0) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for attribute, segments in cells.items():
        for label, halves in segments.items():
            rows += [
                {"attribute": attribute, "label": label, "half": half, "buyers": of, "won": won}
                for half, (of, won) in enumerate(halves, 1)
            ]
    first = next(iter(cells.values())).values()
    for half in (1, 2):
        of = sum(one[half - 1][0] for one in first) + unknown
        won = sum(one[half - 1][1] for one in first)
        rows.append({"attribute": "", "label": "", "half": half, "buyers": of, "won": won})
    return rows


def tell(rows: list[dict[str, object]]) -> list[Told]:
    return list(MEASURE.result(moments=pa.Table.from_pylist(rows), context=CONTEXT))


def test_the_worked_example_of_the_method_page() -> None:
    segments, _, _ = trends.read_halves(table({"industry": EXAMPLE}))
    apart = trends.differences(segments[0])
    assert segments[0].label == "Food"
    assert apart[trends.ABOVE] == pytest.approx((0.20, 0.0332), abs=1e-3)
    assert apart[trends.RISING] == pytest.approx((0.20, 0.0664), abs=1e-3)
    told = tell(table({"industry": EXAMPLE}))
    named = {one.figure for one in told if one.part and dict(one.part).get("finding")}
    assert named == {"above_rest", "rise"}
    headline = whole(told)["named_segments"]
    assert isinstance(headline, Reading)
    assert headline.value == 2
    assert "Of 100 buyers 20 were won, then 40; of the rest 10, then 10." in headline.words


def test_a_lead_in_one_half_alone_is_not_called_above_the_rest() -> None:
    told = tell(
        table({"industry": {"Food": ((200, 20), (200, 90)), "Steel": ((200, 24), (200, 24))}})
    )
    assert {one.figure for one in told if "finding" in dict(one.part)} == {"rise"}


def test_a_better_half_does_not_flatter_whoever_was_reached_in_it() -> None:
    even = {"Food": ((20, 2), (200, 80)), "Steel": ((200, 20), (20, 8))}
    segments, _, _ = trends.read_halves(table({"industry": even}))
    assert trends.differences(segments[0])[trends.ABOVE][0] == pytest.approx(0)


def draw(
    rng: np.random.Generator, *, above: float = 0.0, rise: float = 0.0
) -> list[dict[str, object]]:
    cells: dict[str, dict[str, Halves]] = {}
    for number in range(5):
        cells[f"attribute {number}"] = {
            label: tuple(
                (150, int(rng.binomial(150, 0.15 + (above + half * rise) * (number + place == 0))))
                for half in (0, 1)
            )  # type: ignore[misc]  # a pair, one a half
            for place, label in enumerate("ABCD")
        }
    return table(cells)


def test_where_nothing_is_planted_rarely_anything_is_named() -> None:
    rng, alarms, companies = np.random.default_rng(3), 0, 200
    for _ in range(companies):
        segments, _, _ = trends.read_halves(draw(rng))
        alarms += bool(trends.name(segments=segments))
    assert alarms <= 18


@pytest.mark.parametrize(
    ("finding", "planted"), [(trends.ABOVE, {"above": 0.15}), (trends.RISING, {"rise": 0.25})]
)
def test_what_is_planted_is_named_with_an_interval_that_holds_it(
    finding: str, planted: dict[str, float]
) -> None:
    rng, found, held = np.random.default_rng(6), 0, 0
    (truth,) = planted.values()
    for _ in range(100):
        segments, _, _ = trends.read_halves(draw(rng, **planted))
        for one in trends.name(segments=segments):
            is_planted = (one.segment.attribute, one.segment.label) == ("attribute 0", "A")
            if is_planted and one.finding == finding:
                found += 1
                held += one.interval.low <= truth <= one.interval.high
    assert found >= 80
    assert held / found >= 0.9


def test_who_barely_stands_out_has_an_interval_that_can_be_read() -> None:
    rng = np.random.default_rng(9)
    for _ in range(60):
        segments, _, _ = trends.read_halves(draw(rng, above=0.07))
        for one in trends.name(segments=segments):
            assert 0 < one.value < 1
            assert -0.2 < one.interval.low < one.value < one.interval.high < 1


def test_few_wins_and_unknown_attributes_are_too_little() -> None:
    (few,) = tell(table({"industry": {"A": ((100, 9), (100, 9)), "B": ((100, 3), (100, 3))}}))
    assert isinstance(few, TooLittle)
    assert (few.have, few.need) == (24, 30)
    (unknown,) = tell(table({"industry": EXAMPLE}, unknown=900))
    assert isinstance(unknown, TooLittle)
    assert "No attribute is known" in unknown.missing


def test_the_order_of_rows_does_not_matter() -> None:
    rows = table({"industry": EXAMPLE})
    assert tell(rows[::-1]) == tell(rows)
