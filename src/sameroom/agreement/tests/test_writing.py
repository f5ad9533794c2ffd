"""Changing one clause of an agreement: every other line stays as somebody wrote it."""

import re
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


LISTS = """\
---
# Who does what.
roles:
    # first: the hand-over
    - step: hand over   # the day it is scored
      accountable: [marketing]   # one of them

    # then: the answer
    - step: first answer
      accountable: [sales]
      # who is told
      informed:
      - marketing
      # and nobody else
    # last
    - {step: close, accountable: [sales]}   # in one line
    # here ends the list

# Words of three systems.
channels:
  Search: [Paid Search, Google Ads]   # both
  # fairs
  Fairs:
  - Trade show    # the CRM's
  - Offline       # HubSpot's
bands: &bands {employees: [10, 50]}
more: {same: *bands}
...
"""


def _roles() -> list[dict[str, Any]]:
    said: list[dict[str, Any]] = raw_clause(text=LISTS, clause="roles")
    return said


def test_one_field_of_one_item_changes_one_line() -> None:
    roles = _roles()
    roles[1]["accountable"] = ["marketing"]
    assert change(text=LISTS, clause="roles", value=roles) == LISTS.replace(
        "answer\n      accountable: [sales]", "answer\n      accountable: [marketing]"
    )
    roles = _roles()
    roles[0]["step"] = "hand over all"
    assert change(text=LISTS, clause="roles", value=roles) == LISTS.replace(
        "- step: hand over   #", "- step: hand over all #"
    )
    roles = _roles()
    roles[2]["accountable"] = ["sales", "marketing"]
    assert change(text=LISTS, clause="roles", value=roles) == LISTS.replace(
        "close, accountable: [sales]}   #", "close, accountable: [sales, marketing]} #"
    )


def test_an_item_goes_with_its_remark_and_one_that_comes_leaves_the_others() -> None:
    roles = _roles()
    without = change(text=LISTS, clause="roles", value=[roles[0], roles[2]])
    begin, end = LISTS.index("\n    # then"), LISTS.index("    # last")
    assert without == LISTS[:begin] + LISTS[end:]
    more = change(text=LISTS, clause="roles", value=[*roles, {"step": "ask", "informed": []}])
    after = "accountable: [sales]}   # in one line\n"
    assert more == LISTS.replace(after, after + "    - {step: ask, informed: []}\n")
    turned = change(text=LISTS, clause="roles", value=roles[::-1])
    assert raw_clause(text=turned, clause="roles") == roles[::-1]
    assert _remarks(turned) == _remarks(LISTS)


def test_words_of_a_list_keep_their_remarks_and_brackets_stay() -> None:
    value = raw_clause(text=LISTS, clause="channels")
    value["Search"] = ["Paid Search"]
    value["Fairs"] = ["Trade show", "Congress"]
    wanted = LISTS.replace("[Paid Search, Google Ads]", "[Paid Search]            ")
    wanted = wanted.replace("  - Offline       #", "  - Congress      #")
    assert change(text=LISTS, clause="channels", value=value) == wanted


def test_an_anchor_keeps_all_that_does_not_lean_on_it() -> None:
    changed = change(text=LISTS, clause="more", value={"same": {"employees": [7]}})
    assert raw_clause(text=changed, clause="more") == {"same": {"employees": [7]}}
    assert changed.startswith(LISTS[: LISTS.index("more:")])
    assert changed.endswith("\n...\n")


def test_ends_of_lines_the_mark_and_the_signs_of_a_document_stay() -> None:
    given = "\ufeff" + LISTS.replace("\n", "\r\n")
    roles = _roles()
    roles[1]["accountable"] = ["marketing"]
    wanted = "\ufeff" + change(text=LISTS, clause="roles", value=roles).replace("\n", "\r\n")
    assert change(text=given, clause="roles", value=roles) == wanted
    assert raw_clause(text=given, clause="roles") == _roles()
    added = change(text=given, clause="content", value={"min_live_days": 30})
    assert added.endswith("content:\r\n  min_live_days: 30\r\n...\r\n")


def test_the_last_clause_that_goes_leaves_what_is_said_beside_it() -> None:
    text = "# ours\ncosts:\n  rep_hour: 50\n# the end\n"
    assert change(text=text, clause="costs", value=None) == "# ours\n# the end\n"


def _remarks(text: str) -> list[str]:
    return sorted(re.findall(r"# .*", text))


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


changes = st.one_of(
    st.tuples(st.sampled_from([*CLAUSES, "new"]), values).map(lambda one: (TEXT, *one)),
    st.tuples(st.sampled_from(["roles", "channels", "bands", "more", "new"]), values).map(
        lambda one: (LISTS, *one)
    ),
)


@given(changes, st.sampled_from(["\n", "\r\n"]), st.sampled_from(["", "\ufeff"]))
def test_whatever_is_set_is_read_back_and_no_other_line_is_touched(
    said: tuple[str, str, Any], end: str, mark: str
) -> None:
    text, clause, value = said
    changed = change(text=mark + text.replace("\n", end), clause=clause, value=value)
    assert raw_clause(text=changed, clause=clause) == value
    assert changed.startswith(mark)
    assert changed.replace(end, "").count("\n") == 0, "every line ends alike"
    if (text, clause) != (LISTS, "bands"):  # others lean on it
        others = [line for line in _lines_of_others(text, clause) if line.strip()]
        kept = iter(changed.removeprefix(mark).split(end))
        assert all(line in kept for line in others), "in their order, byte for byte"
    assert change(text=changed, clause=clause, value=value) == changed


items = st.lists(
    st.fixed_dictionaries({"step": st.sampled_from(["hand over", "first answer", "close", "ask"])},
                          optional={"accountable": st.lists(names, max_size=2), "why": scalars}),
    min_size=1, max_size=5, unique_by=lambda item: item["step"],
)  # fmt: skip


@given(items)
def test_a_list_is_read_back_and_what_is_said_of_the_steps_that_stay_stays(
    wanted: list[dict[str, Any]],
) -> None:
    changed = change(text=LISTS, clause="roles", value=wanted)
    assert raw_clause(text=changed, clause="roles") == wanted
    steps = {item["step"] for item in wanted}
    said = {"hand over": "# first: the hand-over", "first answer": "# then: the answer",
            "close": "# last"}  # fmt: skip
    assert all(remark in changed for step, remark in said.items() if step in steps)
    assert "    # here ends the list\n" in changed
    assert LISTS[LISTS.index("\n# Words") :] in changed


def _lines_of_others(text: str, clause: str) -> list[str]:
    node = load_text(text)
    starts = {node.lc.data[key][0]: key for key in node}
    owner, found = "", []
    for number, line in enumerate(text.splitlines()):
        owner = starts.get(number, "" if line.startswith("#") else owner)
        if owner != clause:
            found.append(line)
    return found
