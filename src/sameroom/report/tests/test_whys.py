"""Why there is a gap is said only where a part stands out, in words with their range."""

from dataclasses import replace
from string import Formatter
from typing import Any

import numpy as np
import pytest

from sameroom.engines.catalog import Placed, list_measures
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


def test_it_names_the_part_that_stands_out_with_its_range() -> None:
    fair, mail = (
        a_share(hits, 100, part=campaign(name)) for name, hits in (("Fair", 80), ("Mail", 40))
    )
    said = why(BY_CAMPAIGN, a_share(120, 200), mail, fair)
    assert said.startswith("Most of “Fair”: 80")
    assert "between 71 and 87" in said


def test_a_part_that_may_be_chance_is_not_named() -> None:
    whole = a_share(500, 1000)
    assert why(BY_CAMPAIGN, whole, a_share(14, 20, part=campaign("Fair"))) == ""
    assert "Fair" in why(BY_CAMPAIGN, whole, a_share(19, 20, part=campaign("Fair")))


def test_the_more_parts_are_looked_at_the_further_out_one_must_stand() -> None:
    """16 of 20 by hand: 0.005 by Fisher's test, below 0.05 / 1 and above 0.05 / 12."""
    whole, out = a_share(500, 1000), a_share(16, 20, part=campaign("Fair"))
    others = [a_share(10, 20, part=campaign(f"Mail {number}")) for number in range(11)]
    assert "Fair" in why(BY_CAMPAIGN, whole, out)
    assert why(BY_CAMPAIGN, whole, out, *others) == ""


def test_without_the_whole_nothing_is_weighed_and_nothing_said() -> None:
    assert why(BY_CAMPAIGN, a_share(90, 100, part=campaign("Fair"))) == ""


def test_both_ends_are_named_each_only_where_it_stands_out() -> None:
    asked = {**BY_CAMPAIGN, "least": "least of “{campaign}”: {value}."}
    whole = a_share(500, 1000)
    high, low, middle = (
        a_share(hits, 100, part=campaign(name))
        for name, hits in (("Fair", 80), ("Mail", 20), ("Web", 50))
    )
    said = why(asked, whole, high, low, middle)
    assert "Most of “Fair”" in said
    assert "Least of “Mail”" in said
    assert why(asked, whole, middle, low).startswith("Least of “Mail”")


def test_a_listing_tells_its_largest_part_without_a_test() -> None:
    listing = {**BY_CAMPAIGN, "listing": True}
    assert "Fair" in why(listing, a_share(51, 100, part=campaign("Fair")))


@pytest.mark.parametrize("measure", ["never_touched", "unused_content"])
def test_where_no_part_differs_one_is_named_in_at_most_one_of_twenty_companies(
    measure: str,
) -> None:
    """400 companies of 12 parts of 30 to 200 cases, each with the same chance of 3 in 10."""
    [placed] = [one for one in list_measures() if one.measure.name == measure]
    asked = placed.measure.settings["why"]
    random = np.random.default_rng(11)
    named = 0
    for _ in range(400):
        sizes = random.integers(30, 200, size=12)
        hits = random.binomial(sizes, 0.3)
        parts = [
            a_share(int(some), int(of), figure=asked["figure"], part=((asked["by"][0], f"P{at}"),))
            for at, (some, of) in enumerate(zip(hits, sizes, strict=True))
        ]
        whole = a_share(int(hits.sum()), int(sizes.sum()), figure=asked["figure"])
        named += bool(why(asked, whole, *parts))
    assert named <= 20  # 5 in 100; Fisher's test and Bonferroni's bound both err to the safe side


def test_every_measure_that_skips_the_test_says_why_it_may() -> None:
    untested = {
        placed.measure.name
        for placed in list_measures()
        if placed.measure.settings.get("why", {}).keys() & {"listing", "tested"}
    }
    assert untested == {"acceptance", "icp_drift"}


def test_figures_about_the_whole_are_said_only_together() -> None:
    asked = {"figures": ("first", "second"), "words": "{0}, then {1}."}
    first, second = (Reading(name, 2.0, Unit.HOURS, 40) for name in ("first", "second"))
    assert why(asked, first) == ""
    assert why(asked, first, second).startswith("2\u00a0business hours, then 2")


def test_a_measure_that_asks_for_nothing_gets_nothing() -> None:
    assert whys.find_why(measure=ACCEPTANCE, stored=[], setting=SETTING) == ""


@pytest.mark.parametrize("item", list_measures(), ids=lambda item: item.measure.name)
def test_every_measures_words_name_only_what_its_parts_have(item: Placed) -> None:
    """Words are filled in only where a part stands out, which an example may never show."""
    asked = item.measure.settings.get("why", {})
    said = [asked[key] for key in ("words", "least") if "by" in asked and key in asked]
    filled = {name for words in said for _, name, _, _ in Formatter().parse(words) if name}
    assert filled <= {*asked.get("by", ()), "value"}
