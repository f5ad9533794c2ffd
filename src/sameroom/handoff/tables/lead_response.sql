-- lead_response.sql: one row a lead of the period whose agreed horizon has passed: how soon a human
-- answered, and whether it became a deal, and a won one, within the horizon. What a machine sends is
-- no answer. A lead turned down without any contact was never answered either, but is kept apart
-- from those nobody looked at. Twin: rules.response_of.
with horizon as (
    select cast(floor(amount) as bigint) * 86400 as seconds
    from term
    where name = 'goals.horizon_days'
),
promised as (
    select within_seconds, calendar from promise where name = 'first_touch'
),
scored as (
    select id as lead_id, score from lead
),
grown as (
    select
        h.*,
        cast(floor(epoch(h.handed_over_at)) as bigint) as handed,
        z.seconds as horizon_seconds,
        p.within_seconds,
        p.calendar as clock
    from handoff_case as h
    cross join audit_window as w
    inner join horizon as z on true
    inner join promised as p on true
    where h.is_in_window
        and h.is_clocked
        and h.is_due
        and floor(epoch(h.handed_over_at)) + z.seconds <= w.ends_epoch
),
answered as (
    select
        g.*,
        case
            when g.first_touch_at is null then 'never answered'
            when coalesce(g.decision, '') = 'rejected' and g.contacted_at is null
                then 'turned down without contact'
            when g.waited_seconds <= 3600 then 'within 1 hour'
            when g.waited_seconds <= 14400 then '1 to 4 hours'
            when g.waited_seconds <= 28800 then '4 to 8 hours'
            when g.waited_seconds <= 86400 then '8 to 24 hours'
            else 'more than 24 hours'
        end as response
    from grown as g
)
select
    a.case_id,
    a.campaign,
    coalesce(a.channel, 'not stated') as channel,
    a.owner_id,
    a.handed_over_at,
    a.first_touch_at,
    a.waited_seconds,
    a.response,
    a.response not in ('never answered', 'turned down without contact') as is_answered,
    a.waited_seconds <= a.within_seconds as is_prompt,
    not coalesce(q.is_open, true) as is_off_hours,
    s.score,
    cast(c.employees as double) as employees,
    coalesce(floor(epoch(a.deal_created_at)) < a.handed + a.horizon_seconds, a.deal_id is not null)
        as is_deal,
    a.is_won and coalesce(floor(epoch(a.won_at)) < a.handed + a.horizon_seconds, true) as is_won
from answered as a
left join scored as s on s.lead_id = a.lead_id
left join who_account as c on c.account_id = a.account_id
left join calendar_quarter as q
    on q.calendar = a.clock and q.quarter = cast(floor(a.handed / 900) as bigint)
