"""The page on growth: its exponent against a law worked by hand, its table as measured."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))
import scale_page

KEPT = {
    "make 1000000 embedded": {"rows": 1},
    "audit 1000000 embedded": {
        "seconds": 10.0, "cpu": 12.0, "peak_mb": 900.0, "measures": 43, "failures": [],
    },
    "audit 100000000 embedded": {
        "seconds": 1000.0, "cpu": 1500.0, "peak_mb": 1900.0, "measures": 43, "failures": [],
    },
    "audit 100000000 spark acceptance,funnel": {
        "seconds": 99.0, "cpu": 5.0, "peak_mb": 400.0, "measures": 2, "failures": [],
    },
}  # fmt: skip


def test_the_exponent_is_the_slope_of_logarithms() -> None:
    assert scale_page.exponent([(1, 3), (10, 30), (100, 300)]) == pytest.approx(1.0)
    assert scale_page.exponent([(1, 2), (10, 200), (100, 20_000)]) == pytest.approx(2.0)
    with pytest.raises(ValueError, match="two sizes"):
        scale_page.exponent([(10, 1), (10, 2)])


def test_the_page_holds_what_was_measured_between_its_marks(tmp_path: Path) -> None:
    page, picture = tmp_path / "scale.md", tmp_path / "scale.svg"
    page.write_text(f"before\n{scale_page.BEGIN}\nold\n{scale_page.END}\nafter\n")
    scale_page.write(KEPT, page=page, picture=picture)
    text = page.read_text()
    assert text.startswith("before")
    assert text.endswith("after\n")
    assert "old" not in text
    assert "| 100,000,000 | all 43 measures | embedded | 1,000 | 1,500 | 1,900 |" in text
    assert "2 measures (acceptance, funnel) | spark | 99" in text
    assert "to the power of 1.00" in text
    assert picture.read_text().count("<circle") == 2


def test_an_audit_in_which_a_measure_failed_is_no_point_of_the_picture() -> None:
    failed = {**KEPT["audit 100000000 embedded"], "failures": ["a: b"]}
    assert scale_page.points({**KEPT, "audit 100000000 embedded": failed}) == {
        "embedded": [(1_000_000, 10.0)]
    }
