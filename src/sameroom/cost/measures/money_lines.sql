-- money_lines.sql: the counts and sums behind each line of cost, by name.
-- known: how many of the cases have a cost on record; amount: what those cost.
with lead_moment as (
    select
        'leads ' || leak as name,
        count(*) as cases,
        count(cost) as known,
        sum(coalesce(cost, 0)) as amount,
        cast(0 as double) as squares
    from leak_row
    group by leak
),
asset_moment as (
    select
        'pieces ' || leak as name,
        count(*) as cases,
        count(cost) as known,
        sum(coalesce(cost, 0)) as amount,
        cast(0 as double) as squares
    from asset_leak
    group by leak
),
answer as (
    select
        case when is_late then 'answered late' else 'answered in time' end as name,
        count(*) as cases,
        sum(case when is_won then 1 else 0 end) as known
    from leak_row
    where is_touched and is_late is not null and coalesce(decision, '') <> 'rejected'
    group by case when is_late then 'answered late' else 'answered in time' end
),
claimed_late as (
    select
        count(*) as cases,
        sum(case when is_won then 1 else 0 end) as known
    from leak_row
    where is_touched and is_late and coalesce(decision, '') <> 'rejected' and segment is null
),
worked as (
    select count(*) as cases, sum(case when is_won then 1 else 0 end) as known
    from leak_row
    where is_touched and coalesce(decision, '') <> 'rejected'
),
sale as (
    select
        count(*) as cases,
        sum(cast(amount as double)) as amount,
        sum(cast(amount as double) * cast(amount as double)) as squares
    from deal_case
    where is_won and ended_in_window and amount > 0
)
select name, cases, known, amount, squares from lead_moment
union all
select name, cases, known, amount, squares from asset_moment
union all
select name, cases, known, cast(0 as double), cast(0 as double) from answer
union all
select 'claimed late', cases, coalesce(known, 0), cast(0 as double), cast(0 as double)
from claimed_late
union all
select 'worked', cases, coalesce(known, 0), cast(0 as double), cast(0 as double) from worked
union all
select
    'segment ' || attribute || ': ' || label as name,
    buyers as cases,
    won as known,
    other_buyers as amount,
    other_won as squares
from barren_segment
where is_barren
union all
select 'segments tested', count(*), count(*), cast(0 as double), cast(0 as double)
from barren_segment
union all
select
    'off ' || segment as name,
    count(*) as cases,
    count(cost) as known,
    sum(coalesce(cost, 0)) as amount,
    cast(0 as double) as squares
from leak_row
where leak = 'off_segment'
group by segment
union all
select 'sales', cases, cases, coalesce(amount, 0), coalesce(squares, 0) from sale
union all
select
    'decided', count(*), count(*), cast(0 as double), cast(0 as double)
from leak_row
where decision in ('accepted', 'rejected', 'recycled')
union all
select
    'explained', count(*), count(*), cast(0 as double), cast(0 as double)
from leak_row
where contacted_at is not null or (leak = 'rejected' and reason is not null)
union all
select 'listed content', count(*), count(*), cast(0 as double), cast(0 as double)
from sales_asset
where is_counted
union all
select
    'spend', count(*), count(cost), coalesce(sum(cast(cost as double)), 0), cast(0 as double)
from channel_result
