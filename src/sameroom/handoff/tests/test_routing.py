"""Who gets a lead: by rule, by who is there, by whose turn it is."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sameroom.agreement.calendar import WorkingTime
from sameroom.agreement.clauses import Calendar, Criterion
from sameroom.agreement.clauses.handoff import Rule
from sameroom.handoff.routing import Routed, Seller, Values, holds, route

NOW = datetime(2026, 3, 9, 10, tzinfo=UTC)
DUE = NOW + timedelta(hours=6)
OFFICE = WorkingTime(Calendar(), ZoneInfo("UTC"))
AWAY = WorkingTime(Calendar(holidays=(date(2026, 3, 9),)), ZoneInfo("UTC"))
BIG: Values = {"employees": (1200.0,), "country": ("DE",)}
SMALL: Values = {"employees": (20.0,)}
RULES = (
    Rule("Large", (Criterion("employees", at_least=1000),), ("Ada@a.example", "bo@a.example")),
    Rule("All others", (), ("cy@a.example",)),
)


def a_seller(address: str, **told: object) -> Seller:
    return replace(Seller(address, OFFICE), **told)  # type: ignore[arg-type]  # by name


def team(**told: dict[str, object]) -> dict[str, Seller]:
    names = ("ada", "bo", "cy")
    return {
        f"{name}@a.example": a_seller(f"{name}@a.example", **told.get(name, {})) for name in names
    }


def routed(values: Values, sellers: Mapping[str, Seller], most_open: int = 10) -> Routed:
    return route(
        values=values, rules=RULES, sellers=sellers, most_open=most_open, now=NOW, due_at=DUE
    )


def test_the_first_rule_that_fits_decides_and_says_so() -> None:
    told = routed(BIG, team())
    assert told.address == "ada@a.example", "written in capitals in the rule"
    assert told.reason == "Rule “Large”: the turn of ada@a.example."
    assert routed(SMALL, team()).address == "cy@a.example"


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"working": AWAY}, "does not work before the promise falls due"),
        ({"undecided": 10}, "has 10 undecided leads"),
        ({"is_here": False}, "has left"),
        ({"has_missed": True}, "missed the promise to this lead"),
    ],
)
def test_who_is_not_to_be_had_is_passed_over_with_the_reason(
    told: dict[str, object], why: str
) -> None:
    found = routed(BIG, team(ada=told))
    assert found.address == "bo@a.example"
    assert f"ada@a.example {why}." in found.reason
    assert "ada@a.example" not in found.credits


def test_nobody_there_is_said_with_everybodys_reason() -> None:
    found = routed(BIG, team(ada={"working": AWAY}, bo={"is_here": False}))
    assert found.address == ""
    assert found.reason.startswith("Rule “Large”: nobody is there to take it.")
    assert "ada@a.example does not work" in found.reason
    assert "bo@a.example has left" in found.reason
    only_cy = {"cy@a.example": a_seller("cy@a.example")}
    assert "ada@a.example is not known here" in routed(BIG, only_cy).reason


def test_no_rule_that_fits_is_said() -> None:
    told = route(values=SMALL, rules=RULES[:1], sellers=team(), most_open=10, now=NOW, due_at=DUE)
    assert (told.address, told.rule) == ("", "")
    assert told.reason == "No rule of the agreement fits this lead."


@pytest.mark.parametrize(
    ("condition", "values", "told"),
    [
        (Criterion("Industry", is_one_of=("Steel",)), {"industry": (" steel ",)}, True),
        (Criterion("industry", is_one_of=("Steel",)), {"industry": ("Paper", "Steel")}, True),
        (Criterion("industry", is_one_of=("Steel",)), {"industry": ("Paper",)}, False),
        (Criterion("industry", is_one_of=("Steel",)), {}, False),
        (Criterion("employees", at_least=50, below=100), {"employees": (50.0,)}, True),
        (Criterion("employees", at_least=50, below=100), {"employees": (100.0,)}, False),
        (Criterion("employees", at_least=50), {"employees": ("about 60",)}, False),
        (Criterion("employees", at_least=50), {"employees": ("60",)}, True),
    ],
)
def test_a_condition_holds(condition: Criterion, values: Values, told: bool) -> None:
    assert holds(condition=condition, values=values) is told


def share_out(days: list[tuple[int, set[str]]], names: list[str]) -> list[Counter[str]]:
    """Share out so many leads a day among those who are there; gives who got how many a day."""
    credits = dict.fromkeys(names, Fraction(0))
    rules = (Rule("All", (), tuple(names)),)
    got = []
    for leads, there in days:
        day: Counter[str] = Counter()
        for _ in range(leads):
            sellers = {
                name: a_seller(
                    name, credit=credits[name], working=OFFICE if name in there else AWAY
                )
                for name in names
            }
            told = route(
                values={}, rules=rules, sellers=sellers, most_open=999, now=NOW, due_at=DUE
            )
            credits.update(told.credits)
            day[told.address] += 1
        got.append(day)
    assert sum(credits.values()) == 0, "what everybody earns is what is paid"
    return got


def test_the_table_of_the_methods_page_worked_by_hand() -> None:
    names = ["ada", "bo", "cy"]
    days = [(1, set(names)), (1, set(names)), (1, {"bo", "cy"}), (1, {"bo", "cy"}), (1, set(names))]
    got = [next(iter(day)) for day in share_out(days, names)]
    assert got == ["ada", "bo", "cy", "bo", "cy"]


def test_somebody_back_from_holiday_is_neither_starved_nor_flooded() -> None:
    names = ["ada", "bo", "cy"]
    days = [(9, set(names)), (60, {"bo", "cy"}), (9, set(names)), (30, set(names))]
    before, away, back, after = share_out(days, names)
    assert before == Counter(ada=3, bo=3, cy=3)
    assert away == Counter(bo=30, cy=30)
    assert back == Counter(ada=3, bo=3, cy=3), "as if she had never been away"
    assert after == Counter(ada=10, bo=10, cy=10)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 12), st.sets(st.sampled_from(["a", "b", "c", "d"]), min_size=1)),
        min_size=1, max_size=8,
    )
)  # fmt: skip
def test_whoever_is_there_gets_their_part_to_within_two_leads(
    days: list[tuple[int, set[str]]],
) -> None:
    """The bound holds whoever comes and goes: a part each of every lead they could have got."""
    names = ["a", "b", "c", "d"]
    got = share_out(days, names)
    for name in names:
        due = sum(Fraction(leads, len(there)) for leads, there in days if name in there)
        had = sum(day[name] for day in got)
        assert abs(had - due) < 2
