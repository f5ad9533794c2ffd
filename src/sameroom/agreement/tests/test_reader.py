"""Reading `agreement.yaml`: what it says, what it leaves out, and what is wrong with it."""

from pathlib import Path

import pytest

from sameroom import agreement
from sameroom.agreement import AgreementWrongError, Problem
from sameroom.agreement.clauses import Guess
from sameroom.discover import measure_names
from sameroom.engines import catalog


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(AgreementWrongError) as caught:
        agreement.parse(text=text)
    return caught.value.problems


def only(text: str) -> str:
    (problem,) = problems(text)
    return problem.text()


def test_without_a_file_every_clause_is_a_default() -> None:
    agreed = agreement.default()
    assert {leaf.key for leaf in agreed.list_defaults()} == {
        leaf.key for leaf in agreement.list_leaves(agreed.clauses)
    }
    assert agreed.version.startswith("defaults@")
    assert not agreed.is_signed


def test_an_empty_file_is_the_default() -> None:
    assert agreement.parse(text="# nothing yet\n").version == agreement.default().version


def test_what_the_file_sets_stands_and_the_rest_keeps_its_default() -> None:
    agreed = agreement.parse(text="promises:\n  first_touch: {within_hours: 4}\n")
    assert agreed.clauses.promises.first_touch.within_hours == 4
    assert agreed.clauses.promises.first_touch.share == 0.9
    assert agreed.standing("promises.first_touch.within_hours") == "stated"
    assert agreed.standing("promises.first_touch.share") == "default"
    assert not agreed.is_default("promises.first_touch")
    assert agreed.is_default("promises.acceptance")


def test_with_both_signatures_what_the_file_sets_is_signed() -> None:
    agreed = agreement.parse(
        text="signed:\n  marketing: {name: Ada}\n  sales: {name: Sol}\ncompany: {currency: USD}\n"
    )
    assert agreed.standing("company.currency") == "signed"
    assert agreed.standing("company.time_zone") == "default"


def test_one_signature_is_not_enough() -> None:
    agreed = agreement.parse(text="signed: {marketing: {name: Ada}}\ncompany: {currency: USD}\n")
    assert agreed.standing("company.currency") == "stated"


def test_asking_for_a_clause_that_is_none_names_the_nearest() -> None:
    with pytest.raises(KeyError, match=r"promises\.first_touch"):
        agreement.default().is_default("promises.first_tuch")


def test_the_version_follows_what_is_said_and_not_how_it_is_written() -> None:
    first = agreement.parse(text="version: v1\ncompany: {currency: USD, buyer: person}\n")
    same = agreement.parse(
        text="# a remark\ncompany:\n  buyer: person\n  currency: USD\nversion: v1\n"
    )
    other = agreement.parse(text="version: v1\ncompany: {currency: USD, buyer: account}\n")
    assert first.version == same.version != other.version
    assert first.version.startswith("v1@")


def test_a_word_placed_elsewhere_moves_there() -> None:
    agreed = agreement.parse(text="lifecycle: {lead: {rejected: [Unqualified]}}\n")
    lead = agreed.clauses.lifecycle.lead
    assert "Unqualified" in lead["rejected"]
    assert "unqualified" not in lead["disqualified"]
    assert "abgelehnt" in lead["rejected"]


def test_a_calendar_of_ones_own_stands_beside_the_usual_one() -> None:
    agreed = agreement.parse(text="calendars: {night: {saturday: ['20:00-24:00']}}\n")
    assert set(agreed.clauses.calendars) == {"office", "night"}


def test_a_cost_that_is_known_needs_no_range() -> None:
    agreed = agreement.parse(text="costs: {rep_hour: 50}\n")
    assert agreed.clauses.costs.rep_hour == Guess(50, 50, 50)


def test_a_misspelt_key_is_told_with_its_line_and_the_nearest() -> None:
    told = only("company:\n  name: Acme\n  currncy: EUR\n")
    assert told.startswith('agreement.yaml, line 3, company: "currncy" is not a key here.')
    assert 'Did you mean "currency"?' in told


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("company: {currency: euro}", "three capital letters"),
        ("company: {buyer: acount}", 'Did you mean "account"?'),
        ("company: {time_zone: Europe/Berln}", 'Did you mean "Europe/Berlin"?'),
        ("promises: {first_touch: {share: 90}}", "a share from 0 to 1"),
        ("promises: {first_touch: {within_hours: soon}}", "a number from 0.25"),
        ("promises: {persistence: {attempts: 2.5}}", "a whole number from 1"),
        ("promises: {first_touch: {calendar: offce}}", 'Did you mean "office"?'),
        ("goals: {owners: {win_rat: Ada}}", 'Did you mean "win_rate"?'),
        ("promises: [1]", "a group of keys"),
        ("lifecycle: {lead: {lost: [x]}}", '"lost" is not a key here'),
        ("lifecycle: {lead: {accepted: [x], rejected: [X]}}", "stands under two stages"),
        ("calendars: {office: {monday: '9-17'}}", "full quarters of an hour"),
        ("calendars: {office: {monday: ['12:00-17:00', '08:00-13:00']}}", "overlap"),
        ("calendars: {office: {holidays: [2026-02-30]}}", "a day, such as"),
        ("costs: {rep_hour: [3, 2, 1]}", "in rising order"),
        ("costs: {margin_share: 40}", "none above 1"),
        ("ideal_customer: [{is_one_of: [a]}]", "needs an attribute"),
        ("ideal_customer: [{attribute: industry}]", "either values or numbers"),
        ("ideal_customer: [{attribute: employees, at_least: 9, below: 9}]", "smaller than"),
        ("bands: {employees: [10, 5]}", "rising order"),
        ("promises: {disposition: {within_hours: 4}}", "decided before it has to be contacted"),
        ("handoff: {routing: {rules: [{name: North}]}}", "gives its leads to nobody"),
        (
            "handoff: {routing: {rules: [{name: All, to: [a@b.c]}, {name: North, to: [d@b.c]}]}}",
            "no rule after it is ever used",
        ),
        (
            "handoff: {routing: {rules: [{name: Odd, when: [{is_one_of: [x]}], to: [a@b.c]}]}}",
            "needs an attribute",
        ),
        ("handoff: {escalation: {first_touch: [{act: shout}]}}", "remind or notify or reassign"),
        ("costs: {rep_hour: .nan}", "in rising order"),
        ("costs: {rep_hour: [1, .nan, 3]}", "in rising order"),
        ("costs: {rep_hour: 1" + "0" * 400 + "}", "in rising order"),
        ("promises: {first_touch: {within_hours: 1" + "0" * 400 + "}}", "a number from 0.25"),
        ("company: {<<: {currency: euro}}", "three capital letters"),
        ("company: " + "[" * 5_000, "too deep"),
        ("company:\n  " + "- " * 5_000, "too deep"),
        ("\n".join(" " * n + "a:" for n in range(900)), "not valid YAML"),
        ("- a list", "a list of clauses"),
    ],
)
def test_a_wrong_value_is_told_with_what_is_allowed(text: str, said: str) -> None:
    assert said in only(text)


def test_a_calendar_that_is_never_open_is_refused() -> None:
    days = ("monday", "tuesday", "wednesday", "thursday", "friday")
    text = "calendars:\n  idle:\n" + "".join(f"    {day}: []\n" for day in days)
    assert "never lets a promise fall due" in only(text)


def test_every_problem_of_a_file_is_told_at_once() -> None:
    found = problems("company: {currency: euro}\npromises: {first_tuch: {}}\n")
    assert [problem.where for problem in found] == [
        "agreement.yaml, line 1, company.currency",
        "agreement.yaml, line 2, promises",
    ]


@pytest.mark.parametrize(
    ("text", "line"), [("a: [1", 1), ("company: {}\ncompany: {}\n", 2), ("a:\n\t- b\n", 2)]
)
def test_broken_yaml_is_told_with_its_line(text: str, line: int) -> None:
    told = only(text)
    assert f"line {line}" in told
    assert "not valid YAML" in told


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(AgreementWrongError, match="Check the path"):
        agreement.read(path=tmp_path / "none.yaml")


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "agreement.yaml"
    path.write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(AgreementWrongError, match="UTF-8"):
        agreement.read(path=path)


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "agreement.yaml"
    path.write_bytes("\ufeffversion: v2\n".encode())
    assert agreement.read(path=path).clauses.version == "v2"


def test_parts_of_credit_that_are_more_than_all_are_told() -> None:
    told = only("attribution: {position: {first: 0.7, last: 0.6}}\n")
    assert "add up to 1.3" in told
    assert "not above 1" in told


def test_yes_or_no_is_read_and_nothing_else() -> None:
    assert "true or false" in only("attribution: {drop_direct: maybe}\n")


def test_a_list_under_a_tag_of_others_is_refused_with_the_line_of_its_key() -> None:
    assert "line 1, ideal_customer" in only("ideal_customer:\n  !else [a]\n")


def test_a_group_in_the_place_of_a_key_is_no_agreement() -> None:
    assert "not valid YAML" in only("company: {E, [1, {E: 2}]: 3, {a: 1}}\n")


def test_what_the_parser_stumbles_over_is_no_agreement() -> None:
    assert "not valid YAML" in only("cars:\n -_\n")


def test_an_owner_of_a_figure_that_is_none_is_told_with_its_line_and_the_nearest() -> None:
    told = only("goals:\n  owners:\n    funnel: Ada\n    acceptence: Sol\n")
    assert told.startswith("agreement.yaml, line 4, goals.owners.acceptence: There is no figure")
    assert 'Did you mean "acceptance"?' in told


def test_what_is_in_force_stays_so_where_a_figure_has_gone_since() -> None:
    text = "goals: {owners: {a_figure_of_before: Ada}}\n"
    agreed = agreement.parse(text=text, is_in_force=True)
    assert agreed.clauses.goals.owners == {"a_figure_of_before": "Ada"}


def test_the_names_of_figures_are_those_of_the_measures() -> None:
    assert list(measure_names()) == sorted(one.measure.name for one in catalog.list_measures())
