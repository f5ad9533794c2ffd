-- routing_delay.sql: working minutes until a lead has a person ("routing"), and from then until a
-- human follows it up ("human"), as counts of waits that ended and that still ran; altogether, by
-- campaign and by team (five people or more). The rows called "total" hold the sums, in hours, by
-- which the routing's share of the whole delay is told; "holder" counts who has the leads now.
with timed as (
    select * from lead_routing where is_in_window
),
clocked as (
    select campaign, team, 'routing' as clock, routing_seconds as seconds, is_routed as has_ended
    from timed
    where routing_seconds is not null and not is_untimed
    union all
    select campaign, team, 'human', human_seconds, is_touched
    from timed
    where human_seconds is not null
),
sliced as (
    select '' as slice, '' as name, clock, seconds, has_ended from clocked
    union all
    select 'campaign', campaign, clock, seconds, has_ended from clocked where campaign is not null
    union all
    select 'team', c.team, c.clock, c.seconds, c.has_ended
    from clocked as c
    inner join large_team as g on g.team = c.team
),
whole as (
    select
        cast(routing_seconds as double) / 3600 as routed,
        cast(waited_seconds as double) / 3600 as waited
    from timed
    where is_touched and human_seconds is not null
)
select
    'wait' as kind,
    slice,
    name,
    clock,
    cast(floor((seconds + 30) / 60) as bigint) as minutes,
    count_if(has_ended) as ended,
    count_if(not has_ended) as running,
    cast(0 as double) as routed,
    cast(0 as double) as waited,
    cast(0 as double) as routed_squares,
    cast(0 as double) as waited_squares,
    cast(0 as double) as products
from sliced
group by slice, name, clock, cast(floor((seconds + 30) / 60) as bigint)
union all
select
    'total', '', '', '', cast(0 as bigint), count(*), cast(0 as bigint), coalesce(sum(routed), 0),
    coalesce(sum(waited), 0), coalesce(sum(routed * routed), 0), coalesce(sum(waited * waited), 0),
    coalesce(sum(routed * waited), 0)
from whole
union all
select
    'holder', '', case when is_untimed then 'untimed' else holder end, '', cast(0 as bigint),
    count_if(is_touched), count_if(not is_touched), cast(0 as double), cast(0 as double),
    cast(0 as double), cast(0 as double), cast(0 as double)
from timed
group by case when is_untimed then 'untimed' else holder end
order by kind, slice, name, clock, minutes
