"""Changing one clause of an agreement: every other line stays as somebody wrote it."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sameroom import agreement
from sameroom.agreement.reader import load_text
from sameroom.agreement.writing import change, raw_clause

TEXT = """\
# What we agreed in March.
zz_ours: {keep: me}   # a key nobody knows

company:
  name: "Tessaro"     # as registered
  currency: EUR

# Why four: see the minutes.
promises:
  # sales
  first_touch: {within_hours: 8, share: 0.9}
  ours_too: 1

costs:
  rep_hour: [45, 60, 80]   # low, likely, high
"""
CLAUSES = ("zz_ours", "company", "promises", "costs")


def test_only_the_lines_of_the_clause_change() -> None:
    value = {**raw_clause(text=TEXT, clause="company"), "currency": "USD"}
    assert change(text=TEXT, clause="company", value=value) == TEXT.replace(
        "currency: EUR", "currency: USD"
    )


def test_what_changes_nothing_gives_the_same_bytes() -> None:
    for clause in CLAUSES:
        same = raw_clause(text=TEXT, clause=clause)
        assert change(text=TEXT, clause=clause, value=same) == TEXT


def test_a_new_clause_is_put_at_the_end_and_one_taken_out_leaves_the_rest() -> None:
    added = change(text=TEXT, clause="content", value={"min_live_days": 30})
    assert added.startswith(TEXT)
    assert raw_clause(text=added, clause="content") == {"min_live_days": 30}
    gone = change(text=TEXT, clause="promises", value=None)
    assert "first_touch" not in gone
    assert "# Why four: see the minutes." in gone
    assert "rep_hour: [45, 60, 80]   # low, likely, high" in gone


def test_remarks_keys_nobody_knows_and_the_order_stay_within_a_clause() -> None:
    value = raw_clause(text=TEXT, clause="promises")
    value["first_touch"]["within_hours"] = 4
    changed = change(text=TEXT, clause="promises", value=value)
    assert "  # sales\n" in changed
    assert "ours_too: 1" in changed
    assert "within_hours: 4, share: 0.9" in changed


def test_an_anchor_elsewhere_is_understood() -> None:
    text = "a: &one {x: 1}\nb:\n  c: *one\n  d: 2\n"
    changed = change(text=text, clause="b", value={"c": {"x": 1}, "d": 3})
    assert raw_clause(text=changed, clause="b") == {"c": {"x": 1}, "d": 3}
    assert raw_clause(text=changed, clause="a") == {"x": 1}


def test_a_day_stays_as_it_is_written_and_the_template_can_be_changed() -> None:
    text = change(text="in_force_from: 2026-01-01\n", clause="version", value="2")
    assert text.startswith("in_force_from: 2026-01-01\n")
    whole = change(text=agreement.template(), clause="company", value={"currency": "USD"})
    assert whole.startswith(agreement.template())
    assert agreement.parse(text=whole).clauses.company.currency == "USD"


scalars = st.one_of(
    st.booleans(), st.integers(-999, 999), st.text("ab:#'\"- ä%", max_size=8),
    st.floats(-10, 10).map(lambda number: round(number, 3)),
)  # fmt: skip
names = st.text("abcxyz_", min_size=1, max_size=5)
values: st.SearchStrategy[Any] = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(names, inner, min_size=1, max_size=3)
    ),
    max_leaves=6,
)


@given(st.sampled_from([*CLAUSES, "new"]), values)
def test_whatever_is_set_is_read_back_and_no_other_line_is_touched(clause: str, value: Any) -> None:
    changed = change(text=TEXT, clause=clause, value=value)
    assert raw_clause(text=changed, clause=clause) == value
    others = [line for line in _lines_of_others(TEXT, clause) if line.strip()]
    kept = iter(changed.splitlines())
    assert all(line in kept for line in others), "in their order, byte for byte"
    assert change(text=changed, clause=clause, value=value) == changed


def _lines_of_others(text: str, clause: str) -> list[str]:
    node = load_text(text)
    starts = {node.lc.data[key][0]: key for key in node}
    owner, found = "", []
    for number, line in enumerate(text.splitlines()):
        owner = starts.get(number, "" if line.startswith("#") else owner)
        if owner != clause:
            found.append(line)
    return found
