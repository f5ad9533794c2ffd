-- speed_to_lead.sql: working minutes from the hand-over to the first human contact or disposition,
-- as counts: how many waits ended after so many minutes, how many still ran at the end of the
-- period. By whole, month and team; a team of fewer than five people is not shown apart. "routing"
-- and "answering" split the wait at the moment the lead got its owner.
with timed as (
    select
        h.*,
        h.first_touch_at is not null as has_ended,
        coalesce(h.is_due, false) and not h.is_excused as is_owed,
        cast(floor((h.waited_seconds + 30) / 60) as bigint) as waited,
        cast(floor((h.routing_seconds + 30) / 60) as bigint) as routed,
        cast(floor((h.answering_seconds + 30) / 60) as bigint) as answered
    from handoff_case as h
    where h.is_in_window and h.is_clocked
),
trace as (
    select
        count_if(contacted_at is not null or settled_at is not null) as traces,
        count(*) as handed
    from handoff_case
    where is_in_window
),
sliced as (
    select '' as slice, '' as name, waited as minutes, has_ended, is_owed, is_late from timed
    union all
    select 'month', month_name, waited, has_ended, is_owed, is_late from timed
    union all
    select 'team', t.team, t.waited, t.has_ended, t.is_owed, t.is_late
    from timed as t
    inner join large_team as g on g.team = t.team
    union all
    select 'routing', '', routed, true, false, false from timed where routed is not null
    union all
    select 'answering', '', answered, has_ended, false, false from timed where answered is not null
),
binned as (
    select
        slice,
        name,
        minutes,
        count_if(has_ended) as ended,
        count_if(not has_ended) as running,
        count_if(is_owed) as due,
        count_if(coalesce(is_owed and not is_late, false)) as kept
    from sliced
    group by slice, name, minutes
)
select
    b.slice, b.name, b.minutes, b.ended, b.running, b.due, b.kept, t.traces, t.handed
from trace as t
left join binned as b on true
order by b.slice, b.name, b.minutes
