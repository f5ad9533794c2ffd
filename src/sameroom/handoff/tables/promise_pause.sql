-- promise_pause.sql: one row a promise and time in which its clock stood still: where the working clock
-- stood when the pause began and ended, and how long it had run for the promise by then. `ends` and
-- `open_ends` are null while it goes on.
with laid as (
    select
        c.case_id,
        c.promise,
        c.within_seconds,
        c.open_handed,
        p.pause_id,
        p.starts,
        p.ends,
        s.open_before + case when s.is_open then p.starts - s.quarter * 900 else 0 end
            as open_starts,
        q.open_before + case when q.is_open then p.ends - q.quarter * 900 else 0 end as open_ends
    from promise_clock as c
    inner join case_pause as p on p.case_id = c.case_id
    left join calendar_quarter as s
        on s.calendar = c.clock and s.quarter = cast(floor(p.starts / 900) as bigint)
    left join calendar_quarter as q
        on q.calendar = c.clock and q.quarter = cast(floor(p.ends / 900) as bigint)
)
select
    u.case_id,
    u.promise,
    u.within_seconds,
    u.pause_id,
    u.starts,
    u.ends,
    u.open_starts,
    u.open_ends,
    u.open_starts - u.open_handed - coalesce(
        sum(u.open_ends - u.open_starts) over (
            partition by u.case_id, u.promise order by u.starts, u.pause_id
            rows between unbounded preceding and 1 preceding
        ), 0
    ) as ran
from laid as u
