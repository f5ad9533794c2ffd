-- recycled_lead.sql: one row a hand-over sent back for later: what became of it since.
-- Won later: a deal of the lead, or of its person, won within the agreed horizon of the day it was
-- sent back. Taken up: a human contact within the agreed days of the day set for its return, or a
-- new hand-over before they have passed.
with horizon as (
    select cast(floor(amount) as bigint) * 86400 as seconds
    from term
    where name = 'goals.horizon_days'
),
grace as (
    select cast(floor(amount) as bigint) * 86400 as seconds
    from term
    where name = 'promises.recycling.within_days'
),
-- A lead carries one day of return: that of the last time it was sent back.
placed as (
    select
        h.*,
        row_number() over (partition by h.lead_id order by h.turn desc, h.case_id) as place
    from handoff_case as h
    where h.is_recycled
),
owing as (
    select *, case when place = 1 then return_at end as own_return_at from placed
),
sent as (
    select
        h.*,
        cast(floor(epoch(h.recycled_at)) as bigint) as recycled,
        cast(floor(epoch(h.own_return_at)) as bigint) - g.seconds as from_epoch,
        cast(floor(epoch(h.own_return_at)) as bigint) + g.seconds + 86400 as until_epoch,
        z.seconds as horizon_seconds,
        w.ends_at,
        w.ends_epoch
    from owing as h
    cross join audit_window as w
    left join horizon as z on true
    left join grace as g on true
),
later as (
    select s.case_id, d.closed_at
    from sent as s
    inner join deal_case as d on d.lead_id = s.lead_id
    where d.is_won and d.lead_link <> 'same company' and d.closed_at >= s.recycled_at
        and d.closed_at < s.ends_at
    union all
    select s.case_id, d.closed_at
    from sent as s
    inner join deal_case as d on d.person_id = s.person_id
    where d.is_won and d.closed_at >= s.recycled_at and d.closed_at < s.ends_at
),
won as (
    select case_id, min(closed_at) as won_at from later group by case_id
),
called as (
    select s.case_id, min(a.occurred_at) as called_at
    from sent as s
    inner join case_act as a on a.case_id = s.case_id
    where a.is_contact
        and floor(epoch(a.occurred_at)) >= s.from_epoch
        and floor(epoch(a.occurred_at)) < s.until_epoch
        and coalesce(a.occurred_at > s.recycled_at, true)
    group by s.case_id
)
select
    s.case_id,
    s.lead_id,
    s.campaign,
    s.channel,
    s.owner_id,
    s.team,
    s.month_name,
    s.handed_over_at,
    s.recycled_at,
    s.reason,
    s.own_return_at as return_at,
    s.is_in_window,
    coalesce(s.recycled + s.horizon_seconds <= s.ends_epoch, false) as is_mature,
    o.won_at,
    coalesce(floor(epoch(o.won_at)) < s.recycled + s.horizon_seconds, false) as is_won_later,
    coalesce(s.until_epoch <= s.ends_epoch, false) as is_return_due,
    least(
        coalesce(c.called_at, s.handed_over_again_at), coalesce(s.handed_over_again_at, c.called_at)
    ) as taken_up_at,
    c.called_at is not null
        or coalesce(floor(epoch(s.handed_over_again_at)) < s.until_epoch, false) as is_return_kept
from sent as s
left join won as o on o.case_id = s.case_id
left join called as c on c.case_id = s.case_id
