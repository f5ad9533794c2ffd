-- case_pause.sql: one row a time in which the clocks of a hand-over stood still, as the room wrote
-- it: the buyer had asked to wait. Times that overlap are parted, so that none counts twice. `ends` is
-- null while it goes on. Twin: clocks.joined.
with told as (
    select
        o.case_id,
        a.id,
        cast(floor(epoch(a.occurred_at)) as bigint) as starts,
        coalesce(cast(floor(epoch(e.occurred_at)) as bigint), 253402300799) as ends
    from activity as a
    inner join handoff_opening as o on o.lead_id = a.lead_id
    cross join audit_window as w
    left join activity as e on e.id = a.id || '-end' and e.origin = a.origin
    where a.origin = 'sameroom'
        and a.outcome = 'clock paused'
        and a.occurred_at < w.ends_at
        and floor(epoch(a.occurred_at)) >= floor(epoch(o.handed_over_at))
        and coalesce(a.occurred_at < o.until_at, true)
),
parted as (
    select
        case_id,
        id,
        starts as begins,
        ends,
        max(ends) over (
            partition by case_id order by starts, id
            rows between unbounded preceding and 1 preceding
        ) as ended
    from told
    where ends > starts
),
cut as (
    select case_id, id, greatest(begins, coalesce(ended, begins)) as starts, ends from parted
)
select case_id, id as pause_id, starts, case when ends < 253402300799 then ends end as ends
from cut
where ends > starts
