"""What a message says first, and what no text from outside can do to it."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sameroom.notice.letter import Item, arrange, calm, one_line

NOW = datetime(2026, 7, 6, 8, 0, tzinfo=UTC)
ITEM = Item("x", "", "https://room.example/x", NOW)
ITEMS = st.lists(
    st.builds(
        Item, words=st.sampled_from("abc"), why=st.just(""), href=st.just("/"),
        told_at=st.sampled_from([NOW, NOW - timedelta(days=1)]),
        due_at=st.none() | st.integers(-3, 3).map(lambda n: NOW + timedelta(hours=n)),
    )
)  # fmt: skip


def test_the_most_urgent_comes_first() -> None:
    later = replace(ITEM, words="later", due_at=NOW + timedelta(days=2))
    soon = replace(ITEM, words="soon", due_at=NOW + timedelta(hours=1))
    late = replace(ITEM, words="late", due_at=NOW - timedelta(hours=1))
    told = arrange(items=[ITEM, later, late, soon], now=NOW)
    assert [item.words for item in told.items] == ["late", "soon", "later", "x"]
    assert [len(part) for part in (told.late, told.due, told.others)] == [1, 2, 1]


@given(ITEMS)
def test_nothing_is_lost_or_said_twice(items: list[Item]) -> None:
    told = arrange(items=items, now=NOW)
    assert sorted(map(repr, told.items)) == sorted(map(repr, items))


@given(st.text())
def test_a_line_is_one_line_whatever_it_was(text: str) -> None:
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert len(line) <= 120
    assert not re.search(r"[\x00-\x1f\x7f]", line)


@pytest.mark.parametrize(
    "text", ["<!channel> look", "@everyone", "@here", "<@U123>", "[click](https://evil.example)",
             "**loud**", "`code`", "https://evil.example", "# heading"],
)  # fmt: skip
def test_a_name_from_outside_calls_nobody_and_links_nowhere(text: str) -> None:
    said = calm(text)
    assert not re.search(r"<|>|@\w|://|[*`#\[\]]", said)


@given(st.text(alphabet="<>@[](){}!*_~`#|\\ ahe:/channelryo\n", max_size=60))
def test_no_text_wakes_a_channel(text: str) -> None:
    said = calm(text)
    assert not re.search(r"<|@(?:everyone|here|channel|all)|\n", said)


@pytest.mark.parametrize(
    "name", ["*x* <!channel> @all [a](http://b)", "[a](//evil.example)",
             "[a](mailto:eve@evil.example)", "__x__ _y_ ***z***", "~~gone~~",
             "![p](//evil.example/p.png)", "<https://b|a>", "a | b", "# x", "`c`", "&lt;b&gt;",
             "\\*x\\*", "[a]: //evil.example", "www.evil.example"],
)  # fmt: skip
def test_a_reader_of_markdown_finds_nothing_in_a_name(name: str) -> None:
    said = calm(f"Decide on {name}")
    shown = MarkdownIt("gfm-like", {"linkify": False}).render(f"{said}\n{said}")
    assert re.findall(r"<(\w+)", shown) == ["p"], shown


def test_what_is_said_stays_readable() -> None:
    assert calm("Müller & Söhne: Rig_7 (2/3), 10 % – a_b@c.example") == (
        "Müller ＆ Söhne: Rig_7 (2/3), 10 % – a_b@\u200bc.example"
    )
