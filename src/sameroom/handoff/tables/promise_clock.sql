-- promise_clock.sql: one row a hand-over at a known time and promise about it that runs by the clock:
-- by whose hours, how long it allows, and where that working clock stood at the hand-over. Whoever has
-- a calendar of the agreement is measured by it. Clocks run in whole working seconds.
with timed as (
    select distinct calendar from calendar_quarter
),
started as (
    select
        o.case_id,
        p.name as promise,
        p.within_seconds,
        coalesce(k.calendar, p.calendar) as clock,
        cast(floor(epoch(o.handed_over_at)) as bigint) as handed
    from handoff_opening as o
    inner join promise as p on p.name in ('first_touch', 'disposition')
    left join timed as k on k.calendar = o.calendar
    where o.is_dated
)
select
    s.case_id,
    s.promise,
    s.within_seconds,
    s.clock,
    s.handed,
    q.open_before + case when q.is_open then s.handed - q.quarter * 900 else 0 end as open_handed
from started as s
left join calendar_quarter as q
    on q.calendar = s.clock and q.quarter = cast(floor(s.handed / 900) as bigint)
