-- first_touches.sql: first sales acts in the period, cold or warmed by marketing, as a whole, by month
-- and by kind of act; how many have had their days, and what came of those within them. "seen" counts
-- the touches of marketing on record: without any, every first act would look cold.
with sliced as (
    select '' as slice, '' as name, is_cold, is_mature, had_deal, was_won from first_approach
    union all
    select 'month', strftime(first_act_at, '%Y-%m'), is_cold, is_mature, had_deal, was_won
    from first_approach
    union all
    select 'kind', coalesce(kind, 'other'), is_cold, is_mature, had_deal, was_won
    from first_approach
)
select
    slice,
    name,
    is_cold,
    count(*) as buyers,
    count_if(is_mature) as mature,
    count_if(is_mature and had_deal = 1) as deals,
    count_if(is_mature and was_won = 1) as won
from sliced
group by slice, name, is_cold
union all
select 'seen', '', 0, count(*), 0, 0, 0 from touch where occurred_at is not null
order by slice, name, is_cold
