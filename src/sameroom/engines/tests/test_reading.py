"""What a question reads is told as SQLGlot tells it."""

import pytest
import sqlglot
from sqlglot import exp

from sameroom.engines import catalog
from sameroom.engines.evidence import all_sql, count_sql, first_sql
from sameroom.engines.reading import tables_read

QUESTIONS = {
    **{table.name: table.sql for table in catalog.list_shared_tables()},
    **{placed.measure.name: placed.sql for placed in catalog.list_measures()},
    **{
        f"{placed.measure.name} {evidence.title} {number}": sql
        for placed in catalog.list_measures()
        for evidence in placed.measure.evidence
        for number, sql in enumerate(
            (
                count_sql(evidence=evidence),
                all_sql(evidence=evidence),
                first_sql(evidence=evidence, size=20),
            )
        )
    },
}


def by_sqlglot(sql: str) -> frozenset[str]:
    tree = sqlglot.parse_one(sql, read="duckdb")
    own = {cte.alias_or_name for cte in tree.find_all(exp.CTE)}
    return frozenset(table.name for table in tree.find_all(exp.Table)) - own


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_there_is_agrees_with_sqlglot(name: str) -> None:
    assert tables_read(QUESTIONS[name]) == by_sqlglot(QUESTIONS[name])


@pytest.mark.parametrize(
    ("sql", "read"),
    [
        ("select a from lead, deal as d where x in (1, 2)", {"lead", "deal"}),
        ("select a from lead join (select b from deal, touch) as s on greatest(s.b, c), ticket",
         {"lead", "deal", "touch", "ticket"}),
        ("with own as (select 1 as a from lead), other as (select a from own) select * from other",
         {"lead"}),
        ("select a from lead where a is distinct from b and a is not distinct from c", {"lead"}),
        ("select 'from deal' as a -- from touch\nfrom \"lead\" /* join ticket */", {"lead"}),
        ("select a, b from lead where c = (select max(d) from deal) order by a, b",
         {"lead", "deal"}),
        ("SELECT a FROM lead\nLEFT JOIN deal ON true", {"lead", "deal"}),
        ("select a from (lead cross join deal)", {"lead", "deal"}),
        ("select a from (values ('x', 0), ('y', 1)) as listed (stage, place)", set()),
        ("select a from lead union all select b from deal except select c from touch",
         {"lead", "deal", "touch"}),
        ("select exists (select 1 from deal as d where d.id = l.id) as b from lead as l",
         {"lead", "deal"}),
    ],
)  # fmt: skip
def test_forms_that_a_person_may_write(sql: str, read: set[str]) -> None:
    assert tables_read(sql) == read == by_sqlglot(sql)
