-- persistence.sql: of the leads contacted that stayed silent and undecided for the days promised, how
-- many were tried how often; by month, campaign and team (five people or more). What is left out
-- is counted beside: days not yet passed, answered, decided.
with sliced as (
    select '' as slice, '' as name, l.* from lead_pursuit as l where l.is_in_window
    union all
    select 'month', l.month_name, l.* from lead_pursuit as l
    where l.is_in_window and l.month_name is not null
    union all
    select 'campaign', l.campaign, l.* from lead_pursuit as l
    where l.is_in_window and l.campaign is not null
    union all
    select 'team', l.team, l.*
    from lead_pursuit as l
    inner join large_team as g on g.team = l.team
    where l.is_in_window
)
select
    slice,
    name,
    least(attempts, 100) as attempts,
    count(*) as contacted,
    count_if(has_elapsed and not has_answered and not has_ended) as cases,
    count_if(has_elapsed and not has_answered and not has_ended and is_pursued) as pursued,
    count_if(not has_elapsed) as running,
    count_if(has_elapsed and has_answered) as answered,
    count_if(has_elapsed and not has_answered and has_ended) as ended,
    count_if(has_elapsed and not has_answered and has_ended_undated) as ended_undated
from sliced
group by slice, name, least(attempts, 100)
order by slice, name, attempts
