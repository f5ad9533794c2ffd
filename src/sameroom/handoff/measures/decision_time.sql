-- decision_time.sql: working minutes from the hand-over to the decision, as counts: how many waits
-- ended after so many minutes, how many still ran at the end of the period, and how many of these are
-- past their time. By whole, month and team; a team of fewer than five people is not shown apart.
with timed as (
    select
        d.*,
        d.decided_at is not null as has_ended,
        coalesce(d.is_due, false) and not d.is_excused as is_owed,
        cast(floor((d.decided_seconds + 30) / 60) as bigint) as minutes
    from decision_clock as d
    where d.is_in_window and d.is_clocked
),
trace as (
    select
        count_if(is_clocked and is_decided) as traces,
        count_if(is_decided and not is_clocked) as untimed
    from decision_clock
    where is_in_window
),
sliced as (
    select '' as slice, '' as name, minutes, has_ended, is_owed, is_late from timed
    union all
    select 'month', month_name, minutes, has_ended, is_owed, is_late from timed
    union all
    select 'team', t.team, t.minutes, t.has_ended, t.is_owed, t.is_late
    from timed as t
    inner join large_team as g on g.team = t.team
),
binned as (
    select
        slice,
        name,
        minutes,
        count_if(has_ended) as ended,
        count_if(not has_ended) as running,
        count_if(is_owed) as due,
        count_if(coalesce(is_owed and not is_late, false)) as kept,
        count_if(coalesce(is_owed and is_late and not has_ended, false)) as overdue
    from sliced
    group by slice, name, minutes
)
select
    b.slice, b.name, b.minutes, b.ended, b.running, b.due, b.kept, b.overdue, t.traces, t.untimed
from trace as t
left join binned as b on true
order by b.slice, b.name, b.minutes
