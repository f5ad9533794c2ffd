import pytest

from sameroom.engines import catalog
from sameroom.measure import Interval, Reading, Told, TooLittle, Unit
from sameroom.report import inputs, money, parts
from sameroom.report.figures import Setting
from sameroom.report.inputs import _Scale
from sameroom.report.page import lay_out
from sameroom.report.tests.builders import AREAS, PLACED, WINDOW, an_amount, an_audit

SETTING = Setting(currency="EUR", window=WINDOW)


def a_bill(*told: Told) -> money.Bill:
    audit = an_audit(told=[("money_lines", one) for one in told])
    return money.draw_up(audit=audit, placed=PLACED, setting=SETTING)


def test_cash_and_expected_loss_are_never_added() -> None:
    bill = a_bill(
        an_amount(100, figure="a", kind="cash", of=1),
        an_amount(1000, figure="b", kind="expected loss", of=1),
    )
    assert bill.cash.total is not None
    assert bill.expected.total is not None
    assert (bill.cash.total.figure.number, bill.expected.total.figure.number) == (100, 1000)


def test_a_total_that_was_told_is_taken_and_not_added_up_again() -> None:
    told = Reading("total_cash", 150, Unit.MONEY, 2, Interval(120, 190, 0.8), (("kind", "cash"),))
    bill = a_bill(
        an_amount(100, figure="a", kind="cash", of=1),
        an_amount(60, figure="b", kind="cash", of=1),
        told,
    )
    assert bill.cash.total is not None
    assert bill.cash.total.figure.number == 150
    assert not bill.cash.summed
    assert [line.key for line in bill.cash.lines] == ["a", "b"]


def test_a_total_added_up_here_says_that_its_range_is_too_wide() -> None:
    bill = a_bill(
        an_amount(100, figure="a", kind="cash", of=1), an_amount(60, figure="b", kind="cash", of=1)
    )
    assert bill.cash.summed
    assert bill.cash.total is not None
    assert (bill.cash.total.figure.low, bill.cash.total.figure.high) == pytest.approx((96, 248))


def test_a_line_belongs_to_the_measures_it_names() -> None:
    bill = a_bill(an_amount(1, figure="a", kind="cash", of=1, belongs="acceptance|never_touched"))
    assert bill.cash.lines[0].measures == ("acceptance", "never_touched")


def test_what_is_not_a_line_of_cost_is_left_out() -> None:
    bill = a_bill(
        Reading("taken_as", 5, Unit.MONEY, 1, None, (("input", "x"), ("known", "assumed")))
    )
    assert bill.lines() == ()
    assert bill.cash.total is None


def test_the_strongest_mover_of_a_total_stands_first() -> None:
    def moved(name: str, low: float, high: float) -> Reading:
        part = (("side", "cash"), ("input", name))
        return Reading("moved_by", high - low, Unit.MONEY, 1, Interval(low, high, 0.8), part)

    bill = a_bill(
        an_amount(100, figure="total_cash", kind="cash", of=1),
        moved("an hour", 95, 105),
        moved("a piece", 60, 150),
        moved("nothing", 100, 100),
    )
    assert [mover.label for mover in bill.cash.movers] == ["A piece", "An hour"]
    assert bill.cash.movers[0].range == "between €60 and €150"


def test_assumptions_are_marked_as_defaults_until_somebody_sets_them() -> None:
    listed = inputs.list_inputs(audit=an_audit())
    assert [(one.label, one.text, one.is_default) for one in listed] == [
        ("Margin of a sale", "40\u00a0% (between 20 and 60\u00a0%)", False),
        ("An hour of a seller", "€55 (between €35 and €90)", True),
    ]


def test_what_moves_a_total_is_drawn_from_the_least_to_the_most_it_can_be() -> None:
    scale = _Scale(low=537_000, high=553_000)
    assert scale.at(537_000) == pytest.approx(0.02)
    assert scale.at(545_000) == pytest.approx(0.5)
    assert scale.at(553_000) == pytest.approx(0.98)
    assert _Scale(low=5, high=5).at(5) == pytest.approx(0.02)


@pytest.mark.parametrize("figure", ["total_cash", "rejected_cost"])
def test_money_that_nothing_tells_of_is_not_told_and_not_nothing(figure: str) -> None:
    gap = TooLittle(figure, Unit.MONEY, 0, 1, "Nothing says which leads there are.", "Leads.")
    told = [("money_lines", gap)]
    page = lay_out(audit=an_audit(told=told), placed=catalog.list_measures(), areas=AREAS)
    assert [one.bring for one in page.bill.untold] == ["Leads."]
    assert "" not in page.bill.untold_measures
    said = parts.to_html(name="_verdict.html", told={"page": page})
    assert said.count("not told yet") == 2
    assert "nothing found" not in said


def test_money_that_was_looked_for_and_not_found_is_nothing() -> None:
    page = lay_out(audit=an_audit(told=[]), placed=PLACED, areas=AREAS)
    said = parts.to_html(name="_verdict.html", told={"page": page})
    assert said.count("nothing found") == 2
