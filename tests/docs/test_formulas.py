"""No formula changes without a higher version, and a page says what each version changed."""

import re
from pathlib import Path

import pytest

from sameroom.agreement import method_page
from sameroom.agreement.method_page import CHANGES, list_changes, list_parts
from sameroom.engines import catalog
from tests.docs import formulas

MEASURES = [placed.measure for placed in catalog.list_measures()]


def test_every_formula_is_the_one_that_its_version_stands_for() -> None:
    assert formulas.list_changed() == [], formulas.RAISE


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
def test_each_version_after_the_first_says_what_it_changed(measure: catalog.Measure) -> None:
    told = list_changes(method=measure.method)
    assert [one.version for one in told] == list(range(measure.version, 1, -1))
    written = [text for head, text in list_parts(method=measure.method) if head == CHANGES]
    assert len(re.findall(r"^- ", "\n".join(written), re.MULTILINE)) == len(told), "all are read"


def test_another_sql_or_another_formula_is_noted_and_another_layout_is_not(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(formulas, "KEPT", tmp_path / "formulas.txt")
    assert formulas.main() == 0
    placed = catalog.get_measure("win_rate")
    _stand_in(monkeypatch, placed, placed.sql + "\n-- a remark")
    assert formulas.list_changed() == []
    _stand_in(monkeypatch, placed, placed.sql.replace("where d.ended_in_window", ""))
    assert formulas.list_changed() == ["measure win_rate"]


def _stand_in(monkeypatch: pytest.MonkeyPatch, placed: catalog.Placed, sql: str) -> None:
    other = catalog.Placed(placed.area, placed.measure, sql)
    monkeypatch.setattr(catalog, "list_measures", lambda: (other, *OTHERS))


OTHERS = tuple(one for one in catalog.list_measures() if one.measure.name != "win_rate")


def test_what_a_page_says_of_changes_is_read_the_latest_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "- Version 2, 2026-11-02: first.\n- Version 3, 2026-11-27: days count\n  from noon on."
    monkeypatch.setattr(method_page, "list_parts", lambda *, method: ((CHANGES, text),))
    told = list_changes(method="docs/methods/x.md")
    assert [(one.version, f"{one.on}", one.words) for one in told] == [
        (3, "2026-11-27", "days count from noon on."), (2, "2026-11-02", "first."),
    ]  # fmt: skip
