from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sameroom.measure import Interval, Unit, Window
from sameroom.report import wording

SPACE = wording.SPACE


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.31, "31_%"),
        (0.042, "4.2_%"),
        (0.996, "99.6_%"),
        (0.0003, "under_0.1_%"),
        (0.0, "0_%"),
        (1.0, "100_%"),
        (0.0996, "10_%"),
    ],
)
def test_it_writes_shares_finer_near_the_ends(number: float, text: str) -> None:
    assert wording.share(number) == text.replace("_", SPACE)


@pytest.mark.parametrize(
    ("number", "unit", "text"),
    [
        (12400, Unit.MONEY, "€12,400"),
        (-12400, Unit.MONEY, "−€12,400"),
        (3.5, Unit.HOURS, "3.5_business hours"),
        (1, Unit.HOURS, "1_business hour"),
        (0.5, Unit.HOURS, "30_business minutes"),
        (21, Unit.DAYS, "21_days"),
        (1204, Unit.COUNT, "1,204"),
        (float("nan"), Unit.SHARE, "not known"),
        (float("inf"), Unit.MONEY, "not known"),
    ],
)
def test_it_writes_each_unit_as_a_person_would(number: float, unit: Unit, text: str) -> None:
    assert wording.value(number=number, unit=unit) == text.replace("_", SPACE)


def test_it_writes_a_currency_without_a_sign_of_its_own_by_its_code() -> None:
    assert wording.money(amount=12400, currency="CHF") == f"CHF{SPACE}12,400"


@pytest.mark.parametrize(
    ("amount", "text"),
    [(412345, "€410,000"), (1234567, "€1.2_million"), (999_600, "€1_million"), (87, "€87")],
)
def test_a_sentence_rounds_money_to_two_digits(amount: float, text: str) -> None:
    assert wording.about_money(amount=amount, currency="EUR") == text.replace("_", SPACE)


@pytest.mark.parametrize(
    ("amount", "text"),
    [(507_000, "€507,000"), (513_000, "€513,000"), (1_507_000, "€1.507_million")],
)
def test_a_narrow_range_is_worth_more_digits(amount: float, text: str) -> None:
    said = wording.about_money(amount=amount, currency="EUR", width=7000)
    assert said == text.replace("_", SPACE)


def test_a_range_says_its_unit_once() -> None:
    said = wording.span(interval=Interval(10.4, 12.9), unit=Unit.HOURS)
    assert said == f"between 10.4 and 12.9{SPACE}business hours"


def test_a_range_whose_ends_differ_in_unit_says_both() -> None:
    said = wording.span(interval=Interval(0.5, 2), unit=Unit.HOURS)
    assert said == f"between 30{SPACE}business minutes and 2{SPACE}business hours"


def test_a_range_of_money_repeats_the_sign() -> None:
    said = wording.span(interval=Interval(10, 20), unit=Unit.MONEY)
    assert said == "between €10 and €20"


def test_what_is_known_has_no_range() -> None:
    assert wording.span(interval=None, unit=Unit.SHARE) == ""
    assert wording.sureness(None) == "counted, not estimated"


def test_a_half_open_period_ends_on_its_last_day() -> None:
    window = Window(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC))
    assert wording.period(window).replace(SPACE, " ") == "1 Jan – 30 Jun 2026"


def test_a_period_over_two_years_names_both() -> None:
    window = Window(datetime(2025, 4, 1, tzinfo=UTC), datetime(2026, 7, 1, 9, tzinfo=UTC))
    assert wording.period(window).replace(SPACE, " ") == "1 Apr 2025 – 1 Jul 2026"


@pytest.mark.parametrize(
    ("one", "many"),
    [("lead", "leads"), ("activity", "activities"), ("person", "people"), ("touch", "touches")],
)
def test_it_forms_plurals(one: str, many: str) -> None:
    assert wording.plural(one) == many


def test_a_slice_names_months_and_reads_names_of_columns() -> None:
    assert wording.part((("month", "2026-05"), ("attribute", "annual_revenue"))) == (
        "May 2026 · annual revenue"
    )


@given(st.text())
def test_cleaned_text_steers_nothing(text: str) -> None:
    assert not wording.STEERING.search(wording.clean(text))


@given(st.floats(min_value=-1e12, max_value=1e12))
def test_money_never_shows_a_bare_number(amount: float) -> None:
    assert wording.money(amount=amount, currency="EUR").lstrip("−").startswith("€")


def test_rows_are_counted_in_the_words_of_their_reader() -> None:
    assert wording.count(number=2, noun=wording.NOUNS["asset"]) == "2 pieces of content"
    assert wording.count(number=1, noun=wording.NOUNS["stage_change"]) == "1 change of stage"
    assert wording.count(number=3, noun=wording.NOUNS["asset_use"]) == "3 uses of content"


def test_stages_that_a_tool_runs_together_are_set_apart() -> None:
    told = wording.words("went back: presentationscheduled → qualifiedtobuy")
    assert told == "went back: presentation scheduled → qualified to buy"
    assert (
        wording.words("presentationscheduled2, Contractsent")
        == "presentationscheduled2, Contractsent"
    )
