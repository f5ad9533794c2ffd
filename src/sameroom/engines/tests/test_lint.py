"""What the lint lets pass, and what it says of the rest."""

import pytest

from sameroom.engines import portable

KNOWN = {
    "lead": {
        "id": "varchar",
        "owner_id": "varchar",
        "created_at": "timestamptz",
        "score": "double",
        "amount": "decimal(18, 2)",
        "visits": "bigint",
        "is_won": "boolean",
        "closed_on": "date",
    }
}

GOOD = (
    "select count(*) as leads, count_if(is_won) as won from lead",
    "select owner_id, sum(case when is_won then 1 else 0 end) as won from lead group by owner_id",
    "select epoch(created_at) - 3600 as opened from lead",
    "select cast(floor(score / 10) as bigint) as decile from lead",
    "select sum(amount) / nullif(count(*), 0) as each_one from lead",
    "select id, row_number() over (partition by owner_id order by score, id) as turn from lead",
    "select quantile_cont(score, 0.9) as p90, median(score) as p50 from lead",
    "with won as (select * from lead where is_won) select w.id as id from won as w",
    "select id from lead where created_at >= timestamptz '2026-01-01 00:00:00+00'",
    "select strftime(created_at, '%Y-%m') as month, arg_min(owner_id, id) as first_owner "
    "from lead group by strftime(created_at, '%Y-%m')",
    "select a.id as id from lead a left join lead b on a.owner_id = b.id and b.score > 1",
    "select id from lead where id in (select owner_id from lead) or exists "
    "(select 1 from lead as l where l.score > 2)",
    "select v.name as name from (values ('a', 1), ('b', 2)) as v(name, amount)",
    "select lower(trim(id)) || '-' || coalesce(split_part(owner_id, '@', 2), '') as ref from lead",
)

BAD = (
    ("select count(*) filter (where is_won) as n from lead", "count_if"),
    ("select date_diff('day', created_at, created_at) as n from lead", "epoch"),
    ("select id from lead where created_at > now()", "audit_window"),
    ("select visits // 2 as n from lead", "floor"),
    ("select list(id) as ids from lead", "row_number"),
    ("select string_agg(id, ',') as ids from lead", "join them in Python"),
    ("select mode(owner_id) as n from lead", "row_number"),
    ("select list_transform([1], x -> x + 1) as n from lead", "not portable"),
    ("select id from lead qualify row_number() over (order by id) = 1", "subquery"),
    ("select owner_id, count(*) as n from lead group by all", "Name the columns"),
    ("select distinct on (owner_id) id from lead", "row_number"),
    ("select a.id as id from lead a asof join lead b on a.score >= b.score", "union"),
    ("select id from lead using sample 10", "md5"),
    ("select hash(id) as n from lead", "md5"),
    ("select score / visits as n from lead", "nullif"),
    ("select count(*) from lead", "as name"),
    ("select id as user from lead", "Choose another name"),
    ("select created_at as at from lead", "Choose another name"),
    ("select row_number() over (partition by owner_id) as n from lead", "has no order"),
    ("select lag(score) over (order by created_at) as n from lead", "End its order with an id"),
    ("select id from lead limit 3", "Add order by"),
    ("select cast(score as bigint) as n from lead", "floor"),
    ("select cast(score as varchar) as n from lead", "other text"),
    ("select sum(is_won) as n from lead", "count_if"),
    ("select created_at - created_at as n from lead", "epoch"),
    ("select id from lead where created_at >= '2026-01-01'", "Cast one side"),
    ("select id from lead where created_at = closed_on", "Cast one of them"),
    ("select nope as n from lead", "nope"),
    ("select l.nope as n from lead as l", "nope"),
    ("select id from leads", "no table leads"),
    ("select id from lead; select id from lead", "one question"),
    ("select id from", "cannot be read"),
    ("delete from lead", "one question"),
    ("select concat(id, owner_id) as n from lead", "coalesce"),
    ("select strftime(created_at, '%A') as n from lead", "%Y"),
    ("select cast(id as hugeint) as n from lead", "not portable"),
    ("with recursive a as (select 1 as n) select n from a", "plain with"),
    ("select id || score as n from lead", "Give it bare"),
)


@pytest.mark.parametrize("sql", GOOD)
def test_it_lets_a_portable_question_pass(sql: str) -> None:
    assert portable.check(sql, known=KNOWN) == []


@pytest.mark.parametrize(("sql", "said"), BAD)
def test_it_names_what_is_not_portable_and_what_to_write(sql: str, said: str) -> None:
    told = " ".join(problem.text() for problem in portable.check(sql, known=KNOWN))
    assert said in told


def test_it_tells_the_line() -> None:
    sql = "select\n  id,\n  mode(owner_id) as n\nfrom lead"
    assert [problem.line for problem in portable.check(sql, known=KNOWN)] == [3]


def test_a_shared_table_is_known_to_what_stands_on_it() -> None:
    from sameroom.engines.catalog import SharedTable

    tables = (
        SharedTable("upper_table", "handoff", "select below, below + 1 as next from lower_table"),
        SharedTable("lower_table", "handoff", "select count(*) as below from lead"),
    )
    known = portable.with_shared(base=KNOWN, tables=tables)
    assert known["upper_table"] == {"below": "BIGINT", "next": "BIGINT"}
