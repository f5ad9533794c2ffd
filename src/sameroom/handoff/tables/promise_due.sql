-- promise_due.sql: one row a hand-over at a known time and promise about it that runs by the clock: the
-- second at which it falls due (null while a pause goes on before that, or nobody ever works), whether
-- its clock stands still now, and whether its being late was excused. Twin: clocks.due_at.
with stood as (
    select
        p.case_id,
        p.promise,
        sum(case when p.ran < p.within_seconds then p.open_ends - p.open_starts else 0 end)
            as added,
        count_if(coalesce(p.ran < p.within_seconds and p.open_ends is null, false)) > 0 as is_held,
        count_if(coalesce(p.ends > w.ends_epoch, true)) > 0 as is_paused
    from promise_pause as p
    cross join audit_window as w
    group by p.case_id, p.promise
),
owed as (
    select
        c.*,
        c.open_handed + c.within_seconds + coalesce(s.added, 0) as open_due,
        coalesce(s.is_held, false) as is_held,
        coalesce(s.is_paused, false) as is_paused
    from promise_clock as c
    left join stood as s on s.case_id = c.case_id and s.promise = c.promise
)
select
    o.case_id,
    o.promise,
    o.within_seconds,
    o.clock,
    o.handed,
    o.open_handed,
    case when not o.is_held then d.quarter * 900 + o.open_due - d.open_before end as due,
    o.is_held,
    o.is_paused,
    x.case_id is not null as is_excused
from owed as o
left join calendar_quarter as d
    on d.calendar = o.clock
    and d.is_open
    and d.open_before = cast(floor((o.open_due - 1) / 900) as bigint) * 900
left join case_excuse as x on x.case_id = o.case_id and x.promise = o.promise
