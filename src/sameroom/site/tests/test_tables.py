"""Tables of more than three columns are laid out as cards on a phone, whoever writes the next."""

import re
from pathlib import Path

import pytest

SOURCES = Path(__file__).parents[2]
TEMPLATES = sorted(
    one
    for one in SOURCES.rglob("*.html")
    if one.relative_to(SOURCES).parts[0] != "report"  # one file of its own, with styles of its own
)
MOST = 3
TABLE = re.compile(r"<table([^>]*)>(.*?)</table>", re.DOTALL)
HEAD = re.compile(r"<thead>(.*?)</thead>", re.DOTALL)
CELL = re.compile(r"<td((?:[^>{]|\{%.*?%\}|\{\{.*?\}\})*)>(.*?)</td>", re.DOTALL)
INCLUDE = re.compile(r'\{% include "([^"]+)"[^%]*%\}')
LOOP = "{% for "
# These have a layout of their own on a phone, which tests/journeys/test_phone.py looks at too.
OF_THEIR_OWN = ("kinds", "match-sides")
SAYS_ITSELF = ("colspan", "<form", "<a ", "chip clear")  # of what is in it


def with_parts(text: str) -> str:
    """Put in what a table's rows are made of, where that is a template of its own."""
    return INCLUDE.sub(lambda found: _named(found[1]), text)


def _named(name: str) -> str:
    found = next(one for one in TEMPLATES if one.as_posix().endswith(f"/templates/{name}"))
    return found.read_text("utf-8")


def wide_tables(path: Path) -> list[tuple[str, str]]:
    """Give the attributes and the body of each table with more than three columns."""
    found = []
    for attributes, inside in TABLE.findall(path.read_text("utf-8")):
        head = HEAD.search(inside)
        columns = len(re.findall("<t[hd]", head[1])) if head else 0
        if head and (columns > MOST or LOOP in head[1]):
            found.append((attributes, with_parts(inside[head.end() :])))
    return found


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda one: one.name)
def test_a_wide_table_becomes_cards_whose_cells_say_their_column(path: Path) -> None:
    for attributes, body in wide_tables(path):
        if any(name in attributes for name in OF_THEIR_OWN):
            continue
        assert "stacks" in attributes, f"add the class `stacks`: <table{attributes}>"
        silent = [
            told
            for said, told in CELL.findall(body)
            if "data-label" not in said and not any(one in said + told for one in SAYS_ITSELF)
        ]
        assert silent == [], "add `data-label` with the column's words to these cells"


def test_there_are_such_tables() -> None:
    assert sum(len(wide_tables(one)) for one in TEMPLATES) > 20
