"""Every SQL file of the areas runs on both engines: only what is portable, only known columns."""

from pathlib import Path

import pytest

import sameroom
from sameroom.engines import catalog, portable
from sameroom.engines.evidence import all_sql, first_sql

ROOT = Path(sameroom.__file__).parent
FILES = sorted(ROOT.rglob("*.sql"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_question_is_portable_and_names_only_known_columns(path: Path) -> None:
    problems = portable.check(path.read_text("utf-8"), known=portable.schema())
    told = "\n".join(f"{path.relative_to(ROOT)}, {problem.text()}" for problem in problems)
    assert not problems, f"\n{told}\nSee docs/guide/sql.md."


def test_the_rows_behind_every_figure_can_be_asked_for_everywhere() -> None:
    told = [
        f"{placed.measure.name}, evidence “{evidence.title}”: {problem.text()}"
        for placed in catalog.list_measures()
        for evidence in placed.measure.evidence
        for sql in (all_sql(evidence=evidence), first_sql(evidence=evidence, size=20))
        for problem in portable.check(sql, known=portable.schema())
    ]
    assert not told, "\n".join(["", *told])


def test_every_need_names_a_column_of_the_facts() -> None:
    known = portable.base_schema()
    wrong = [
        f"{placed.measure.name}: {column.strip()}"
        for placed in catalog.list_measures()
        for need in placed.measure.needs
        for column in need.column.split("|")
        if column.strip().split(".")[1] not in known.get(column.strip().split(".")[0], {})
    ]
    assert not wrong


@pytest.mark.parametrize("dialect", [name for name in portable.DIALECTS if name != "bigquery"])
def test_every_question_can_be_said_in_the_other_dialects(dialect: str) -> None:
    for path in FILES:
        portable.translate(path.read_text("utf-8"), dialect=dialect, known=portable.schema())
