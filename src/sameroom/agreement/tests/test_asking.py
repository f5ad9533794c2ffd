"""The form of a clause: made of its declaration, and read back without loss."""

from collections.abc import Iterator

import pytest

from sameroom import agreement
from sameroom.agreement.answering import answer
from sameroom.agreement.asking import Field, Group, ask, list_clauses
from sameroom.agreement.writing import change, raw_clause

CLAUSES = [name for name, _ in list_clauses()]
STATED = """\
company: {name: Tessaro, currency: USD}
ideal_customer:
  - {attribute: industry, is_one_of: [Steel, Paper]}
  - {attribute: employees, at_least: 50, below: 1000}
lifecycle: {lead: {rejected: [Kicked back]}, deal: {won: Countersigned}}
promises: {first_touch: {within_hours: 4, share: 0.955}}
calendars:
  office: {friday: ["09:00-12:00", "13:00-15:00"], holidays: [2026-04-03]}
  berlin: {time_zone: Europe/Berlin}
roles: [{step: Call, responsible: [sales], accountable: sales}]
bands: {employees: [10, 100]}
channels: {Paid: [cpc, google ads]}
goals: {targets: [{goal: Revenue, target: 2000000, owner: both}], owners: {acceptance: sales}}
attribution: {sales_acts: false}
costs: {rep_hour: [45, 60, 80], cost_per_lead: 95, margin_share: [0.2, 0.4, 0.6]}
"""


def fields_of(group: Group) -> Iterator[Field]:
    yield from group.fields
    for inner in group.groups:
        yield from fields_of(inner)


def typed(group: Group, **changed: str) -> dict[str, str]:
    return {one.name: one.value for one in fields_of(group)} | changed


def by_name(group: Group) -> dict[str, Field]:
    return {one.name: one for one in fields_of(group)}


@pytest.mark.parametrize("text", ["", STATED, agreement.template(active=True)])
@pytest.mark.parametrize("clause", CLAUSES)
def test_a_form_left_as_it_is_changes_nothing(clause: str, text: str) -> None:
    stated = raw_clause(text=text, clause=clause)
    got = answer(clause=clause, stated=stated, typed_in=typed(ask(clause=clause, stated=stated)))
    assert got.errors == {}
    assert got.value == stated
    assert change(text=text, clause=clause, value=got.value) == text


@pytest.mark.parametrize("clause", CLAUSES)
def test_every_clause_is_asked_for_and_no_name_stands_twice(clause: str) -> None:
    names = [one.name for one in fields_of(ask(clause=clause, stated=None))]
    assert names
    assert len(names) == len(set(names))


def test_one_answer_is_written_and_the_rest_stays_a_default() -> None:
    form = ask(clause="promises", stated=None)
    assert not by_name(form)["promises.first_touch.share"].is_set
    assert by_name(form)["promises.first_touch.share"].value == "90 %"
    typed_in = typed(form, **{"promises.first_touch.share": "85"})
    got = answer(clause="promises", stated=None, typed_in=typed_in)
    assert got.value == {"first_touch": {"share": 0.85}}


def test_what_is_wrong_stands_beside_the_field_and_what_was_typed_is_kept() -> None:
    form = ask(clause="promises", stated=None)
    typed_in = typed(form, **{"promises.first_touch.within_hours": "soon"})
    got = answer(clause="promises", stated=None, typed_in=typed_in)
    (said,) = got.errors["promises.first_touch.within_hours"]
    assert '"soon" cannot stand here' in said
    again = ask(clause="promises", stated=None, typed_in=typed_in, errors=got.errors)
    field = by_name(again)["promises.first_touch.within_hours"]
    assert (field.value, field.errors) == ("soon", (said,))


def test_a_share_is_typed_in_percent_and_told_in_percent() -> None:
    for wrong in ("nine", "900 %"):
        got = answer(clause="promises", stated=None, typed_in={"promises.acceptance.share": wrong})
        assert "such as 90 %" in got.errors["promises.acceptance.share"][0]


def test_a_row_is_added_and_one_is_taken_out() -> None:
    stated = raw_clause(text=STATED, clause="ideal_customer")
    form = ask(clause="ideal_customer", stated=stated)
    typed_in = typed(
        form,
        **{"ideal_customer.2.attribute": "country", "ideal_customer.2.is_one_of": "DE\nAT"},
    )
    for name in list(typed_in):
        if name.startswith("ideal_customer.0."):
            typed_in[name] = ""
    got = answer(clause="ideal_customer", stated=stated, typed_in=typed_in)
    assert got.value == [stated[1], {"attribute": "country", "is_one_of": ["DE", "AT"]}]


def test_a_calendar_of_ones_own_needs_a_name() -> None:
    form = ask(clause="calendars", stated=None)
    typed_in = typed(form, **{"calendars.1.value.monday": "08:00-12:00"})
    assert answer(clause="calendars", stated=None, typed_in=typed_in).errors == {
        "calendars.1.name": ["Give it a name."]
    }
    typed_in["calendars.1.name"] = "early"
    got = answer(clause="calendars", stated=None, typed_in=typed_in)
    assert got.value == {"early": {"monday": ["08:00-12:00"]}}


def test_a_range_is_typed_as_people_write_it() -> None:
    form = ask(clause="costs", stated=None)
    for said, meant in (("40 – 50 – 60", [40, 50, 60]), ("40; 50; 60", [40, 50, 60]), ("95", 95)):
        got = answer(clause="costs", stated=None, typed_in=typed(form, **{"costs.rep_hour": said}))
        assert got.value == {"rep_hour": meant}
