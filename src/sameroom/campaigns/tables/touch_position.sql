-- touch_position.sql: one row a marketing touch of the period, and where the buyer stood with sales
-- at that instant: "during" an open deal; "after" one that was closed; in "contact" with sales
-- without a deal; "before" any of it. Nothing is read from later than the touch. Where a deal of
-- the buyer lacks a date or has dates that contradict each other, the position is "unknown".
-- Being on a list, a mail that bounced and the buyer's own goodbye are no touches.
with reached as (
    select
        t.id as touch_id,
        t.occurred_at,
        coalesce(t.kind, 'other') as kind,
        p.person_id,
        case when u.unit = 'person' then coalesce(p.person_id, a.account_id)
            else coalesce(a.account_id, w.account_id, p.person_id) end as buyer_id,
        coalesce(c.campaign_id, t.campaign_id) as campaign_id,
        coalesce(c.name, t.campaign_id) as campaign,
        coalesce(c.kind, 'not stated') as campaign_kind,
        coalesce(n.channel, t.channel, c.channel, 'not stated') as channel
    from touch as t
    cross join audit_window as z
    left join person_entity as p on p.ref = t.person_id
    left join account_entity as a on a.ref = t.account_id
    left join who_person as w on w.person_id = p.person_id
    left join campaign_entity as c on c.ref = t.campaign_id
    left join channel_name as n on n.raw = lower(trim(t.channel))
    left join buyer as u on true
    where t.occurred_at >= z.starts_at
        and t.occurred_at < z.ends_at
        and coalesce(t.kind, 'other')
            not in ('targeted', 'email_bounce', 'unsubscribe', 'complaint')
),
sale as (
    select
        buyer_id,
        created_at,
        closed_at,
        created_at is null
            or (outcome <> 'open' and closed_at is null)
            or is_closed_before_opened as is_undated
    from deal_case
    where buyer_id is not null
),
met as (
    select
        r.touch_id,
        max(case when not s.is_undated and s.created_at <= r.occurred_at
            and coalesce(s.closed_at > r.occurred_at, true) then 1 else 0 end) as is_during,
        max(case when not s.is_undated and s.closed_at <= r.occurred_at then 1 else 0 end)
            as is_after,
        max(case when s.is_undated then 1 else 0 end) as is_unknown
    from reached as r
    inner join sale as s on s.buyer_id = r.buyer_id
    group by r.touch_id
),
first_turn as (
    select buyer_id, min(occurred_at) as turned_at
    from sales_turn
    where buyer_id is not null
    group by buyer_id
)
select
    r.touch_id,
    r.occurred_at,
    r.kind,
    r.person_id,
    r.buyer_id,
    r.campaign_id,
    r.campaign,
    r.campaign_kind,
    r.channel,
    case
        when r.buyer_id is null then 'unknown'
        when m.is_during = 1 then 'during'
        when m.is_unknown = 1 then 'unknown'
        when m.is_after = 1 then 'after'
        when f.turned_at <= r.occurred_at then 'contact'
        else 'before'
    end as position
from reached as r
left join met as m on m.touch_id = r.touch_id
left join first_turn as f on f.buyer_id = r.buyer_id
