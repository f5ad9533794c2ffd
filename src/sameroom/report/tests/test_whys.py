"""Why there is a gap is said only where a part stands out, in words with their range."""

from dataclasses import replace
from typing import Any

from sameroom.measure import Part, Reading, Stored, Unit
from sameroom.report import whys
from sameroom.report.figures import Setting
from sameroom.report.tests.builders import PLACED, WINDOW, a_share

SETTING = Setting(currency="EUR", window=WINDOW)
ACCEPTANCE = next(item.measure for item in PLACED if item.measure.name == "acceptance")
BY_CAMPAIGN = {
    "figure": "acceptance_rate", "by": ("campaign",), "words": "most of “{campaign}”: {value}.",
}  # fmt: skip


def why(asked: dict[str, Any], *told: Reading) -> str:
    measure = replace(ACCEPTANCE, settings={"why": asked})
    stored = [Stored("handoff", "acceptance", one, WINDOW, "1", "1") for one in told]
    return whys.find_why(measure=measure, stored=stored, setting=SETTING)


def campaign(name: str) -> Part:
    return (("campaign", name),)


def test_it_names_the_largest_part_with_its_range() -> None:
    fair, mail = (
        a_share(hits, 100, part=campaign(name)) for name, hits in (("Fair", 80), ("Mail", 40))
    )
    said = why(BY_CAMPAIGN, mail, fair)
    assert said.startswith("Most of “Fair”: 80")
    assert "between 71 and 87" in said


def test_a_part_that_may_be_chance_is_not_named() -> None:
    asked = {**BY_CAMPAIGN, "above": True}
    whole = a_share(500, 1000)
    assert why(asked, whole, a_share(12, 20, part=campaign("Fair"))) == ""
    assert "Fair" in why(asked, whole, a_share(18, 20, part=campaign("Fair")))


def test_figures_about_the_whole_are_said_only_together() -> None:
    asked = {"figures": ("first", "second"), "words": "{0}, then {1}."}
    first, second = (Reading(name, 2.0, Unit.HOURS, 40) for name in ("first", "second"))
    assert why(asked, first) == ""
    assert why(asked, first, second).startswith("2\u00a0business hours, then 2")


def test_a_measure_that_asks_for_nothing_gets_nothing() -> None:
    assert whys.find_why(measure=ACCEPTANCE, stored=[], setting=SETTING) == ""
