-- never_touched.sql: of the leads handed over in the period whose promised time has passed, how
-- many nobody has ever followed up, those left out whose lateness was excused; by month, campaign
-- and team (five people or more). The rows called "age" say how many days those leads have waited.
with owed as (
    select
        h.*,
        cast(floor((w.ends_epoch - epoch(h.handed_over_at) - h.paused_seconds) / 86400) as bigint) as age_days
    from handoff_case as h
    cross join audit_window as w
    where h.is_in_window and h.is_due and not h.is_excused
),
trace as (
    select
        count_if(contacted_at is not null or settled_at is not null) as traces,
        count(*) as handed
    from handoff_case
    where is_in_window
),
sliced as (
    select '' as slice, '' as name, is_touched from owed
    union all
    select 'month', month_name, is_touched from owed
    union all
    select 'campaign', campaign, is_touched from owed where campaign is not null
    union all
    select 'team', o.team, o.is_touched from owed as o inner join large_team as g on g.team = o.team
    union all
    select 'age', cast(age_days as varchar), is_touched from owed where not is_touched
),
counted as (
    select slice, name, count(*) as cases, count_if(not is_touched) as untouched
    from sliced
    group by slice, name
)
select c.slice, c.name, c.cases, c.untouched, t.traces, t.handed
from trace as t
left join counted as c on true
order by c.slice, c.name
