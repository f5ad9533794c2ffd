from dataclasses import replace

import numpy as np
import pytest

from sameroom.measure import Interval, Reading, Unit
from sameroom.report import gaps, money
from sameroom.report.figures import Setting
from sameroom.report.page import cause, lay_out, verdict
from sameroom.report.tests.builders import AREAS, PLACED, WINDOW, a_share, an_audit

SETTING = Setting(currency="EUR", window=WINDOW)
ACCEPTANCE = next(item for item in PLACED if item.measure.name == "acceptance")


def a_row(
    *, sales: Reading, marketing: float = 1.0, months: tuple[float, ...] = (), size: int = 100
) -> gaps.Row:
    audit = an_audit(told=())
    bill = money.draw_up(audit=audit, placed=PLACED, setting=SETTING)
    told = [Reading("handed_share", marketing, Unit.SHARE, 100), sales]
    for place, share in enumerate(months, start=1):
        part = (("month", f"2026-{place:02d}"),)
        told.append(Reading("acceptance_rate", share, Unit.SHARE, size, Interval(0, 1), part))
    row = gaps.find_row(placed=ACCEPTANCE, told=told, bill=bill, setting=SETTING)
    assert row is not None
    return row


def test_rows_stand_in_the_order_of_what_they_cost() -> None:
    page = lay_out(audit=an_audit(), placed=PLACED, areas=AREAS)
    costs = [row.cost for row in page.rows]
    assert costs == sorted(costs, reverse=True)
    assert page.rows[0].title == "First contact in time"


def test_a_gap_is_clear_only_when_the_ranges_do_not_touch() -> None:
    assert a_row(sales=a_share(60, 100)).sure == "clear gap"
    touching = a_row(sales=a_share(60, 100), marketing=0.65)
    assert (touching.clear, touching.sure) == (False, "may be chance")


def test_a_gap_of_a_few_points_is_called_small_however_sure_it_is() -> None:
    row = a_row(sales=a_share(97_000, 100_000))
    assert (row.clear, row.is_apart, row.sure) == (True, False, "small gap")


def test_the_distance_is_said_in_points() -> None:
    assert a_row(sales=a_share(62, 100)).apart == "38\u00a0points apart"
    assert a_row(sales=a_share(99, 100)).apart == "1\u00a0point apart"


@pytest.mark.parametrize(
    ("months", "words"),
    [
        ((0.9, 0.8, 0.6), "wider by 30\u00a0points"),
        ((0.6, 0.8, 0.9), "closer by 30\u00a0points"),
        ((0.6, 0.8, 0.61), "no change that can be told from chance"),
        ((0.7, 0.8, 0.6), "no change that can be told from chance"),
        ((0.6, 0.9), ""),
    ],
)
def test_the_trend_tells_whether_the_teams_come_closer(
    months: tuple[float, ...], words: str
) -> None:
    assert a_row(sales=a_share(70, 100), months=months).trend_words == words


def test_a_change_that_is_sure_but_small_is_called_none() -> None:
    row = a_row(sales=a_share(70, 100), months=(0.7, 0.7, 0.68), size=100_000)
    assert row.trend_words == "about the same all along"


def test_months_that_differ_by_chance_alone_are_hardly_ever_called_a_change() -> None:
    """300 companies of 12 months of 40 leads, 60 in 100 taken in each month: 1 in 100 errs."""
    drawn = np.random.default_rng(7).binomial(40, 0.6, size=(300, 12)) / 40
    told = [
        a_row(sales=a_share(288, 480), months=tuple(map(float, company)), size=40).trend_words
        for company in drawn
    ]
    assert sum("points" in words for words in told) <= 9  # 99 % of such studies show 8 or fewer


def test_an_end_that_cannot_be_told_leaves_no_row_but_a_line_below() -> None:
    page = lay_out(audit=an_audit(), placed=PLACED, areas=AREAS)
    assert [section.gap_title for section in page.untold_rows] == ["Who makes what is shown"]
    assert page.untold_rows[0].untold[0].bring.startswith("The list of your sales documents")


def test_the_verdict_counts_only_places_that_are_clearly_apart() -> None:
    apart, near = a_row(sales=a_share(60, 100)), a_row(sales=a_share(60, 100), marketing=0.65)
    assert verdict((apart, near)) == "Sales and marketing are apart in one place"
    assert verdict((near,)) == "No gap between sales and marketing stands out from chance"
    assert verdict(()).startswith("What was brought does not yet show")


def test_the_cause_names_both_ends_of_the_first_gap() -> None:
    said = cause((a_row(sales=a_share(60, 100)),))
    assert "100\u00a0% of the leads decided on" in said
    assert "60\u00a0% of them were taken" in said
    assert "is the widest" in said


def a_promise(*, sales: int, defaults: tuple[str, ...] = ()) -> gaps.Row:
    setting = replace(SETTING, defaults=defaults)
    promises = {"handed_share": "promises.acceptance.share"}
    measure = replace(ACCEPTANCE.measure, settings={"promises": promises})
    told = [Reading("handed_share", 0.9, Unit.SHARE, 100), a_share(sales, 1000)]
    bill = money.draw_up(audit=an_audit(told=()), placed=PLACED, setting=setting)
    row = gaps.find_row(
        placed=replace(ACCEPTANCE, measure=measure), told=told, bill=bill, setting=setting
    )
    assert row is not None
    return row


def test_a_promise_that_is_kept_is_no_gap_and_nobody_has_to_act() -> None:
    row = a_promise(sales=980)
    assert (row.is_apart, row.sure, row.who) == (False, "promise kept", "")
    assert row.apart.endswith("better than promised")
    assert a_promise(sales=500).is_apart


def test_a_promise_is_never_called_counted_and_says_whose_it_is() -> None:
    agreed = a_promise(sales=500).marketing
    assert agreed.words.endswith(", as agreed")
    assert "counted" not in agreed.figure.note
    ours = a_promise(sales=500, defaults=("promises.acceptance.share: a share",)).marketing
    assert "our default" in ours.words


def test_how_sure_it_is_counts_the_clear_the_doubtful_and_the_untold() -> None:
    sure = lay_out(audit=an_audit(), placed=PLACED, areas=AREAS).sureness
    assert (sure.headline, sure.doubt) == ("4 of 4 gaps clear", "one cannot be told yet")
    assert sure.answered == "5 of 6 questions answered"
    assert sure.facts == "4,120 leads, 618 deals, 21,877 activities"
    none = lay_out(audit=an_audit(told=()), placed=PLACED, areas=AREAS).sureness
    assert (none.headline, none.answered) == ("0 of 6 questions answered", "")


def test_what_costs_most_stands_first_in_its_chapter() -> None:
    page = lay_out(audit=an_audit(), placed=PLACED, areas=AREAS)
    [handoff] = [chapter for chapter in page.chapters if chapter.area.name == "handoff"]
    assert [section.name for section in handoff.sections] == ["speed_to_lead", "acceptance"]


def test_what_is_all_there_is_by_definition_is_no_figure_of_its_own() -> None:
    trivial = replace(ACCEPTANCE.measure, settings={"noun": "lead", "all": ("handed_share",)})
    placed = tuple(
        replace(item, measure=trivial) if item is ACCEPTANCE else item for item in PLACED
    )
    page = lay_out(audit=an_audit(), placed=placed, areas=AREAS)
    [section] = [s for c in page.chapters for s in c.sections if s.name == "acceptance"]
    assert [figure.label for figure in section.stats] == ["Undecided share", "Undecided age days"]
    assert section.row is not None
