-- decision_clock.sql: one row a lead handed over: until when sales had promised to decide on it, when it
-- was decided, and how many working seconds that took; pauses left out. A decision said to have come
-- before the hand-over is one at no known time. Twins: promises.standing, rules.is_late, rules.is_due.
with told as (
    select
        h.*,
        h.decision is not null as is_decided,
        case when h.decided_at >= h.handed_over_at then h.decided_at end as ended_at
    from handoff_case as h
),
begun as (
    select
        t.*,
        c.clock,
        c.open_handed,
        c.due,
        coalesce(c.is_held, false) as is_held,
        coalesce(c.is_paused, false) as stands_still,
        coalesce(c.is_excused, false) as is_forgiven,
        cast(floor(epoch(t.ended_at)) as bigint) as ended,
        w.ends_epoch as ends
    from told as t
    cross join audit_window as w
    left join promise_due as c on c.case_id = t.case_id and c.promise = 'disposition'
),
clocked as (
    select
        b.*,
        e.open_before
            + case when e.is_open then coalesce(b.ended, b.ends) - e.quarter * 900 else 0 end
            as open_ended
    from begun as b
    left join calendar_quarter as e
        on e.calendar = b.clock
        and e.quarter = cast(floor(coalesce(b.ended, b.ends) / 900) as bigint)
),
stood as (
    select
        c.case_id,
        sum(greatest(least(coalesce(p.open_ends, c.open_ended), c.open_ended) - p.open_starts, 0))
            as while_open
    from clocked as c
    inner join promise_pause as p on p.case_id = c.case_id and p.promise = 'disposition'
    group by c.case_id
),
counted as (
    select
        c.*,
        (c.ended is not null or not c.is_decided)
            and c.open_handed is not null and c.open_ended is not null as runs,
        c.open_ended - c.open_handed - coalesce(s.while_open, 0) as spent
    from clocked as c
    left join stood as s on s.case_id = c.case_id
)
select
    o.case_id,
    o.campaign,
    o.channel,
    o.owner_id,
    o.team,
    o.month_name,
    o.handed_over_at,
    o.is_in_window,
    o.decision,
    o.is_decided,
    o.ended_at as decided_at,
    o.runs as is_clocked,
    case when o.runs then o.spent end as decided_seconds,
    to_timestamp(o.due) as due_at,
    case when o.is_held then false else o.due <= o.ends end as is_due,
    case
        when not o.runs then null
        when o.is_held or o.is_forgiven then false
        else coalesce(o.ended, o.ends) > o.due
    end as is_late,
    o.is_forgiven as is_excused,
    o.stands_still as is_paused
from counted as o
