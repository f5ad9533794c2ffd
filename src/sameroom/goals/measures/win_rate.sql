-- win_rate.sql: deals won and lost in the period, by count and by value: altogether, by month of
-- closing, by channel. A closed deal without a date always counts.
with closed as (
    select
        d.deal_id,
        case when d.is_won then 1 else 0 end as won,
        d.closed_at,
        coalesce(d.channel, 'not stated') as channel,
        cast(case when d.amount > 0 then d.amount else 0 end as double) as worth
    from deal_case as d
    where d.ended_in_window
),
sliced as (
    select 'all' as slice, '' as name, c.* from closed as c
    union all
    select 'month' as slice, strftime(c.closed_at, '%Y-%m') as name, c.*
    from closed as c
    where c.closed_at is not null
    union all
    select 'channel' as slice, c.channel as name, c.* from closed as c
)
select
    slice,
    name,
    count(*) as cases,
    sum(won) as won,
    count_if(closed_at is null) as undated,
    count_if(worth > 0) as valued,
    count_if(worth > 0 and won = 0) as lost_valued,
    sum(won * worth) as won_worth,
    sum(worth) as total_worth,
    sum(won * worth * worth) as won_squares,
    sum(worth * worth) as total_squares
from sliced
group by slice, name
order by slice, name
